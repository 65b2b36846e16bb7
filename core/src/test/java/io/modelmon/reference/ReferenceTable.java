package io.modelmon.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * A table of recorded values: a provenance line, a line of column names, one line per case; lists
 * in a cell are separated by spaces.
 */
public final class ReferenceTable {

  private static final Map<String, List<Row>> READ = new ConcurrentHashMap<>();

  private ReferenceTable() {}

  /** Returns the table of a resource below {@code /reference/}, read once per JVM. */
  public static List<Row> read(String name) {
    return READ.computeIfAbsent(name, ReferenceTable::load);
  }

  private static List<Row> load(String name) {
    String resource = "/reference/" + name;
    try (InputStream stream = ReferenceTable.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalArgumentException("no resource " + resource);
      }
      List<String> lines =
          new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      List<String> columns = cells(lines.get(1));
      return lines.stream().skip(2).map(line -> new Row(columns, cells(line))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> cells(String line) {
    return Arrays.asList(line.split(",", -1));
  }

  /** One case. */
  public record Row(List<String> columns, List<String> cells) {

    /** Returns a text. */
    public String text(String column) {
      int index = columns.indexOf(column);
      if (index < 0) {
        throw new IllegalArgumentException("no column " + column + " in " + columns);
      }
      return cells.get(index);
    }

    /** Returns a number; {@code nan} is NaN. */
    public double number(String column) {
      return parse(text(column));
    }

    /** Returns a list of numbers. */
    public double[] numbers(String column) {
      return Arrays.stream(text(column).split(" ", -1)).mapToDouble(Row::parse).toArray();
    }

    /** Returns a list of whole numbers. */
    public long[] counts(String column) {
      double[] numbers = numbers(column);
      return IntStream.range(0, numbers.length).mapToLong(i -> (long) numbers[i]).toArray();
    }

    private static double parse(String cell) {
      return cell.equals("nan") ? Double.NaN : Double.parseDouble(cell);
    }

    @Override
    public String toString() {
      return cells.get(0);
    }
  }
}
