package io.modelmon.export.log;

import io.modelmon.config.LogConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a log, readable by their owner only: the newest grows by whole lines, the others are
 * compressed, and the oldest are deleted when all of them are too large.
 *
 * <p><b>Threads:</b> confined to the thread that writes.
 */
class LogFiles implements LogTarget {

  private static final int BATCH_BYTES = 1 << 16;
  private static final String START = "predictions-";
  private static final String PLAIN = ".jsonl";
  private static final String PACKED = ".jsonl.gz";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final LogConfig config;
  private final InstantSource clock;
  private final String process = Long.toString(ProcessHandle.current().pid());
  private final StringBuilder batch = new StringBuilder(BATCH_BYTES * 2);
  private @Nullable Path current;
  private @Nullable FileChannel channel;
  private long beganNanos;
  private long size;
  private int number;

  LogFiles(Path folder, LogConfig config, InstantSource clock) {
    this.folder = folder;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public void add(LogRecord written) {
    batch.append(written.json());
  }

  @Override
  public boolean full() {
    return batch.length() >= BATCH_BYTES;
  }

  @Override
  public void clear() {
    batch.setLength(0);
  }

  @Override
  public void write() throws IOException {
    append(ByteBuffer.wrap(batch.toString().getBytes(StandardCharsets.US_ASCII)));
    clear();
  }

  /**
   * Appends whole lines.
   *
   * @throws IOException when they cannot be written; then nothing of them is in the file, as far as
   *     it can be taken back
   */
  void append(ByteBuffer lines) throws IOException {
    FileChannel open = channel;
    if (open != null && (size >= config.maxBytes() || aged())) {
      roll();
      open = null;
    }
    if (open == null) {
      open = begin();
    }
    try {
      while (lines.hasRemaining()) {
        write(open, lines);
      }
      size = open.position();
    } catch (IOException e) {
      takeBack(open);
      throw e;
    }
  }

  /** Writes some bytes; apart, so that tests may run out of room. */
  void write(FileChannel open, ByteBuffer lines) throws IOException {
    int unused = open.write(lines);
  }

  private boolean aged() {
    return System.nanoTime() - beganNanos >= config.maxAge().toNanos();
  }

  /** Closes the file if it is old enough, so that it is complete without anything coming. */
  @Override
  public void tick() throws IOException {
    if (channel != null && aged()) {
      roll();
    }
  }

  private FileChannel begin() throws IOException {
    Files.createDirectories(folder);
    String name = START + NAME.format(clock.instant()) + "-" + process + "-" + number++ + PLAIN;
    Path file = folder.resolve(name);
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] owner =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    FileChannel opened =
        FileChannel.open(
            file, java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner);
    channel = opened;
    current = file;
    beganNanos = System.nanoTime();
    size = 0;
    return opened;
  }

  private void takeBack(FileChannel open) {
    try {
      open.truncate(size);
      open.close();
    } catch (IOException e) {
      // A line that was cut off stays at the end of the file.
    }
    channel = null;
    current = null;
  }

  /** Closes the file, has it compressed, and makes room. */
  void roll() throws IOException {
    FileChannel open = channel;
    Path file = current;
    channel = null;
    current = null;
    if (open == null || file == null) {
      return;
    }
    open.force(false);
    open.close();
    pack(file);
    tidy();
  }

  /** Closes the file as it is. */
  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.force(false);
      open.close();
    }
  }

  private void pack(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    Path made = folder.resolve("." + name + ".gz.tmp");
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new GZIPOutputStream(Files.newOutputStream(made))) {
      in.transferTo(out);
    } catch (IOException e) {
      Files.deleteIfExists(made);
      throw e;
    }
    Files.move(made, folder.resolve(name + ".gz"), StandardCopyOption.REPLACE_EXISTING);
    Files.delete(file);
  }

  /** Deletes the oldest files, none of them one that another process may be writing. */
  private void tidy() throws IOException {
    Map<String, Path> oldestFirst = new TreeMap<>(Comparator.naturalOrder());
    long all = 0;
    long stillWritten = clock.millis() - 2 * config.maxAge().toMillis();
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(found::add);
    }
    for (Path file : found) {
      String name = String.valueOf(file.getFileName());
      boolean packed = name.endsWith(PACKED);
      if (name.startsWith(START) && (packed || name.endsWith(PLAIN))) {
        all += Files.size(file);
        if (packed || Files.getLastModifiedTime(file).toMillis() < stillWritten) {
          oldestFirst.put(name, file);
        }
      }
    }
    for (Path file : oldestFirst.values()) {
      if (all <= config.keepBytes()) {
        return;
      }
      all -= Files.size(file);
      Files.delete(file);
    }
  }
}
