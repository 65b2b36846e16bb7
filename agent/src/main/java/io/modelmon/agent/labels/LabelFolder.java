package io.modelmon.agent.labels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One folder into which files with labels are put, looked at again and again.
 *
 * <p>A file is read when it has not changed for a while, oldest first, and noted as read when all
 * its labels have been in the joins for a moment, so that what a killed process had not stored is
 * read again.
 *
 * <p><b>Threads:</b> confined to a thread of its own, but for {@link #stop}.
 */
final class LabelFolder implements Runnable {

  /** How often and how long things are waited for; shorter in tests. */
  record Pace(long lookMillis, long settleMillis, long storeMillis) {
    static final Pace USUAL = new Pace(1000, 2000, 1000);
  }

  /** What a look at a file tells of it. */
  private record Look(long size, long modifiedMillis) {}

  /** A reading that has not come to its end, as the file cannot be read or has just been begun. */
  private static final class Begun {
    final Look look;
    final LabelFileReading reading;
    int failures;
    long againNanos;

    Begun(Look look, LabelFileReading reading) {
      this.look = look;
      this.reading = reading;
    }
  }

  /** How files are opened; another way in tests. */
  @FunctionalInterface
  interface Opener {
    InputStream open(Path file) throws IOException;
  }

  private static final int MAX_ODD_NAMES = 100;
  private static final int MAX_SAID = 1000;
  private static final int MAX_DOUBLINGS = 8;

  private final Path folder;
  private final ReadFiles read;
  private final List<LabelFileReading.Receiver> receivers;
  private final Consumer<String> log;
  private final Pace pace;
  private final Opener opener;
  private final Map<Path, Begun> begun = new HashMap<>();
  private final Map<Path, Look> done = new HashMap<>();
  private final Map<Path, Look> seen = new HashMap<>();
  private final Map<Path, Long> seenNanos = new HashMap<>();
  private final Set<String> said = new HashSet<>();
  private boolean missing;
  private volatile boolean stopped;

  LabelFolder(
      Path folder,
      ReadFiles read,
      List<LabelFileReading.Receiver> receivers,
      Consumer<String> log,
      Pace pace) {
    this(folder, read, receivers, log, pace, Files::newInputStream);
  }

  LabelFolder(
      Path folder,
      ReadFiles read,
      List<LabelFileReading.Receiver> receivers,
      Consumer<String> log,
      Pace pace,
      Opener opener) {
    this.opener = opener;
    this.folder = folder;
    this.read = read;
    this.receivers = List.copyOf(receivers);
    this.log = log;
    this.pace = pace;
  }

  /** Ends the loop at its next turn. */
  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    try {
      boolean loaded = false;
      while (!isStopped()) {
        loaded = round(loaded);
        sleep(pace.lookMillis());
      }
      if (!stopped) {
        log.accept(
            "label folder " + folder + ": no more files are read, as its thread was interrupted");
      }
    } catch (Throwable e) {
      log.accept("label folder " + folder + ": no more files are read (" + e + ")");
    }
  }

  /** Looks once; what fails, out of memory too, is tried again at the next round. */
  private boolean round(boolean loaded) {
    boolean known = loaded;
    try {
      if (!known) {
        read.load();
        known = true;
      }
      look();
    } catch (Throwable e) {
      sayOnce("label folder " + folder + ": " + e);
    }
    return known;
  }

  /** An interrupt, which nobody here sends, is an order to stop like any other. */
  private boolean isStopped() {
    return stopped || Thread.currentThread().isInterrupted();
  }

  private void look() {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (LabelFileReader.isLabelFile(name)) {
          files.add(entry);
        } else if (!isOnItsWay(name) && said.size() < MAX_ODD_NAMES) {
          sayOnce(
              "label folder %s: '%s' is neither *.csv nor *.jsonl and is not read"
                  .formatted(folder, LabelFields.shown(name)));
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      gone(e);
      return;
    }
    if (missing) {
      missing = false;
      log.accept("label folder " + folder + ": can be read again");
    }
    seen.keySet().retainAll(files);
    seenNanos.keySet().retainAll(files);
    done.keySet().retainAll(files);
    begun.keySet().retainAll(files);
    for (Path file : due(files)) {
      if (!isStopped()) {
        take(file);
      }
    }
  }

  private static boolean isOnItsWay(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return name.startsWith(".") || lower.endsWith(".tmp") || lower.endsWith(".part");
  }

  private void gone(Exception e) {
    if (missing) {
      return;
    }
    missing = true;
    boolean absent = e instanceof NoSuchFileException || e instanceof NotDirectoryException;
    log.accept(
        "label folder %s: %s; it is looked for again and again"
            .formatted(folder, absent ? "there is no such folder" : "cannot be read (" + e + ")"));
  }

  /** Returns the files that are new and have not changed for a while, oldest first. */
  private List<Path> due(List<Path> files) {
    List<Path> due = new ArrayList<>();
    long now = System.nanoTime();
    for (Path file : files) {
      Look look = look(file);
      if (look == null || look.equals(done.get(file))) {
        continue;
      }
      if (!look.equals(seen.get(file))) {
        seen.put(file, look);
        seenNanos.put(file, now);
      } else if (now - seenNanos.getOrDefault(file, now)
          >= TimeUnit.MILLISECONDS.toNanos(pace.settleMillis())) {
        if (!waits(file, look, now)) {
          due.add(file);
        }
      }
    }
    Comparator<Path> byAge =
        Comparator.comparingLong(file -> seen.getOrDefault(file, new Look(0, 0)).modifiedMillis());
    due.sort(byAge.thenComparing(Comparator.naturalOrder()));
    return due;
  }

  private static @org.jspecify.annotations.Nullable Look look(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile()
          ? new Look(attributes.size(), attributes.lastModifiedTime().toMillis())
          : null;
    } catch (IOException e) {
      return null; // It is gone again.
    }
  }

  /** Returns whether a file that could not be read is left alone for some more time. */
  private boolean waits(Path file, Look look, long now) {
    Begun earlier = begun.get(file);
    return earlier != null && earlier.look.equals(look) && now - earlier.againNanos < 0;
  }

  /** Returns the reading of a file, the same one until it has come to an end. */
  private LabelFileReading reading(Path file, Look look) {
    Begun earlier = begun.get(file);
    Begun now =
        earlier != null && earlier.look.equals(look)
            ? earlier
            : new Begun(look, new LabelFileReading(receivers, this::isStopped));
    now.reading.again();
    long waitMillis = pace.lookMillis() << Math.min(now.failures, MAX_DOUBLINGS);
    now.againNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    now.failures++;
    begun.put(file, now);
    return now.reading;
  }

  private void take(Path file) {
    String name = String.valueOf(file.getFileName());
    Look look = seen.getOrDefault(file, new Look(0, 0));
    LabelFileReading reading = reading(file, look);
    String failure = "";
    String content;
    try {
      String known = read.digest(name, look.size());
      if (known != null && known.equals(digest(file))) {
        done.put(file, look);
        begun.remove(file);
        return;
      }
      MessageDigest digest = sha256();
      try (InputStream in = new DigestInputStream(opener.open(file), digest)) {
        try {
          LabelFileReader.read(name, new Unclosed(in), reading);
        } catch (LabelFileException e) {
          failure = String.valueOf(e.getMessage());
          reading.failed(failure);
        }
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      content = HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      if (!isStopped()) {
        sayOnce("label file " + file + ": cannot be read (" + e + "); it is tried again");
      }
      return;
    }
    if (isStopped() || !reading.awaitTaken()) {
      return;
    }
    say(file, reading, failure);
    sleep(pace.storeMillis());
    read.add(name, look.size(), content);
    done.put(file, look);
    begun.remove(file);
  }

  private void say(Path file, LabelFileReading reading, String failure) {
    String complaint = failure.isEmpty() ? reading.complaint() : failure;
    if (!complaint.isEmpty()) {
      log.accept(
          "label file %s: %d labels were read; %s".formatted(file, reading.labels(), complaint));
    }
  }

  private String digest(Path file) throws IOException {
    MessageDigest content = sha256();
    try (InputStream in = new DigestInputStream(opener.open(file), content)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(content.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void sayOnce(String line) {
    if (said.size() < MAX_SAID && said.add(line)) {
      log.accept(line);
      if (said.size() == MAX_SAID) {
        log.accept("label folder " + folder + ": further lines like these are left out");
      }
    }
  }

  private static void sleep(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
