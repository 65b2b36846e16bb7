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

  private static final int MAX_ODD_NAMES = 100;

  private final Path folder;
  private final ReadFiles read;
  private final List<LabelFileReading.Receiver> receivers;
  private final Consumer<String> log;
  private final Pace pace;
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
    read.load();
    while (!stopped && !Thread.currentThread().isInterrupted()) {
      try {
        look();
      } catch (RuntimeException e) {
        sayOnce("label folder " + folder + ": " + e);
      }
      sleep(pace.lookMillis());
    }
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
    for (Path file : due(files)) {
      if (!stopped) {
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
        due.add(file);
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

  private void take(Path file) {
    String name = String.valueOf(file.getFileName());
    Look look = seen.getOrDefault(file, new Look(0, 0));
    LabelFileReading reading = new LabelFileReading(receivers, () -> stopped);
    MessageDigest content = sha256();
    String failure = "";
    try {
      String known = read.digest(name, look.size());
      if (known != null && known.equals(digest(file))) {
        done.put(file, look);
        return;
      }
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), content)) {
        try {
          LabelFileReader.read(name, new Unclosed(in), reading);
        } catch (LabelFileException e) {
          failure = String.valueOf(e.getMessage());
          reading.refused(0, io.modelmon.capture.LabelLoss.LINE, failure);
        }
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
    } catch (IOException e) {
      sayOnce("label file " + file + ": cannot be read (" + e + "); it is tried again");
      return;
    }
    if (!reading.awaitTaken()) {
      return;
    }
    say(file, reading, failure);
    sleep(pace.storeMillis());
    read.add(name, look.size(), HexFormat.of().formatHex(content.digest()));
    done.put(file, look);
  }

  private void say(Path file, LabelFileReading reading, String failure) {
    String complaint = failure.isEmpty() ? reading.complaint() : failure;
    if (!complaint.isEmpty()) {
      log.accept(
          "label file %s: %d labels were read; %s".formatted(file, reading.labels(), complaint));
    }
  }

  private static String digest(Path file) throws IOException {
    MessageDigest content = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), content)) {
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
    if (said.add(line)) {
      log.accept(line);
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
