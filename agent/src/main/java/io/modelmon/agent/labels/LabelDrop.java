package io.modelmon.agent.labels;

import io.modelmon.capture.LabelLoss;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files with labels on their way into a folder: checked line by line, and moved there whole.
 *
 * <p><b>Threads:</b> any.
 */
public final class LabelDrop {

  private static final int SHOWN = 20;

  private LabelDrop() {}

  /**
   * What is in a file.
   *
   * @param labels the lines that are labels
   * @param problems what is wrong with the others, the first {@value #SHOWN} of them
   * @param refused how many others there are
   */
  public record Check(long labels, List<String> problems, long refused) {}

  /** Counts lines and keeps the first problems. */
  private static final class Counting implements LabelRowSink {
    private final List<String> problems = new ArrayList<>();
    private long labels;
    private long refused;

    @Override
    public void row(long line, LabelRow row) {
      labels++;
    }

    @Override
    public void refused(long line, LabelLoss reason, String message, @Nullable String found) {
      refused++;
      if (problems.size() < SHOWN) {
        String value = found == null ? "" : " (found '" + found + "')";
        problems.add("line " + line + ": " + message + value);
      }
    }
  }

  /**
   * Reads a file.
   *
   * @param name its name, which says whether it is CSV or JSON Lines
   * @throws IOException when nothing of it can be used; the message says why
   */
  public static Check check(String name, InputStream content) throws IOException {
    Counting counting = new Counting();
    LabelFileReader.read(name, content, counting);
    return new Check(counting.labels, counting.problems, counting.refused);
  }

  /** Returns a CSV file of one label. */
  public static String csv(String id, String label, @Nullable String time, @Nullable String model) {
    StringBuilder header = new StringBuilder("id,label");
    StringBuilder row = new StringBuilder(quoted(id)).append(',').append(quoted(label));
    if (time != null) {
      header.append(",time");
      row.append(',').append(quoted(time));
    }
    if (model != null) {
      header.append(",model");
      row.append(',').append(quoted(model));
    }
    return header.append('\n').append(row).append('\n').toString();
  }

  private static String quoted(String field) {
    return '"' + field.replace("\"", "\"\"") + '"';
  }

  /** Returns the bytes of a text as a stream. */
  public static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Puts a file into a folder, where it appears whole, under a name that no other file has.
   *
   * @param name the name it shall begin with, and its ending
   * @return where it is
   * @throws IOException when it cannot be written there; nothing is left behind
   */
  public static Path drop(Path folder, String name, InputStream content) throws IOException {
    int dot = name.lastIndexOf('.');
    String unique = name.substring(0, dot) + "-" + UUID.randomUUID() + name.substring(dot);
    Path made = folder.resolve("." + unique + ".tmp");
    try {
      Files.copy(content, made);
      try (var channel = java.nio.channels.FileChannel.open(made, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Path target = folder.resolve(unique);
      try {
        return Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        return Files.move(made, target);
      }
    } finally {
      Files.deleteIfExists(made);
    }
  }
}
