package io.modelmon.alert.feedback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file of all marks: one line each, only ever appended to, so that several processes may write
 * it. The last mark of an alert counts. A line that cannot be read, such as one half written, is
 * passed over.
 *
 * <p><b>Cost:</b> one write per mark; reading reads all of it, at most {@value #MAX_BYTES} bytes.
 * <br>
 * <b>Threads:</b> any.
 */
public final class FeedbackFile {

  /** The size beyond which nothing is appended any more. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private final Path path;

  /** Creates the file's handle; the file itself comes with the first mark. */
  public FeedbackFile(Path path) {
    this.path = path;
  }

  /** Returns the file that belongs to a configuration: beside it, with {@code .feedback} added. */
  public static FeedbackFile beside(Path configuration) {
    return new FeedbackFile(
        configuration.resolveSibling(configuration.getFileName() + ".feedback"));
  }

  /** Returns where it is. */
  public Path path() {
    return path;
  }

  /**
   * Appends a mark.
   *
   * @throws IOException when it cannot be written, or has grown beyond {@value #MAX_BYTES} bytes
   */
  public void append(FeedbackMark mark) throws IOException {
    byte[] line = (mark.line() + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      if (channel.size() + line.length > MAX_BYTES) {
        throw new IOException(path + " is full: more than " + MAX_BYTES + " bytes");
      }
      ByteBuffer left = ByteBuffer.wrap(line);
      while (left.hasRemaining()) {
        int unused = channel.write(left);
      }
    }
  }

  /**
   * Returns the marks that count, the last of each alert; none without a file.
   *
   * @throws UncheckedIOException when the file is there and cannot be read
   */
  public List<FeedbackMark> marks() {
    Map<List<Object>, FeedbackMark> last = new LinkedHashMap<>();
    try {
      if (!Files.exists(path)) {
        return List.of();
      }
      if (Files.size(path) > MAX_BYTES) {
        throw new IOException(path + " is larger than " + MAX_BYTES + " bytes");
      }
      String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
      for (String line : text.split("\n", -1)) {
        FeedbackMark mark = FeedbackMark.parse(line.strip());
        if (mark != null) {
          last.put(mark.identity(), mark);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ArrayList<>(last.values());
  }
}
