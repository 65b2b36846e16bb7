package io.modelmon.agent.cli;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values of one indicator, oldest first: a column of a CSV file, or a JSON array of numbers, of
 * objects with a value, or of pairs of a time and a value as Prometheus answers.
 */
final class History {

  private static final String NUMBER = "-?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?";
  private static final Pattern PAIR =
      Pattern.compile("\\[\\s*" + NUMBER + "\\s*,\\s*\"?(" + NUMBER + "|NaN|[+-]?Inf)\"?\\s*\\]");
  private static final Pattern ITEM =
      Pattern.compile("[\\[,]\\s*(" + NUMBER + "|null)(?=\\s*[,\\]])");
  private static final long MAX_BYTES = 64L << 20;

  private History() {}

  /**
   * Reads a file.
   *
   * @param column the column of a CSV file, or the key of objects in JSON; null for the last column
   *     and for {@code value}
   * @throws IOException if the file cannot be read or holds no such numbers
   */
  static double[] read(Path file, @Nullable String column) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is larger than 64 MiB");
    }
    String text = Files.readString(file, StandardCharsets.UTF_8).strip();
    double[] values =
        text.startsWith("[") || text.startsWith("{")
            ? json(text, column == null ? "value" : column)
            : csv(file, column);
    if (values.length == 0) {
      throw new IOException(file + " holds no values" + (column == null ? "" : " of " + column));
    }
    return values;
  }

  private static double[] json(String text, String key) {
    Pattern keyed =
        Pattern.compile("\"" + Pattern.quote(key) + "\"\\s*:\\s*\"?(" + NUMBER + "|null)\"?");
    for (Pattern form : List.of(keyed, PAIR, ITEM)) {
      List<Double> values = new ArrayList<>();
      Matcher matcher = form.matcher(text);
      while (matcher.find()) {
        values.add(number(matcher.group(1)));
      }
      if (!values.isEmpty()) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
      }
    }
    return new double[0];
  }

  private static double[] csv(Path file, @Nullable String column) throws IOException {
    List<Double> values = new ArrayList<>();
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
      Iterator<CsvRecord> records = reader.iterator();
      List<String> names =
          records.hasNext()
              ? records.next().getFields().stream().map(String::strip).toList()
              : List.of();
      int index = column == null ? names.size() - 1 : names.indexOf(column);
      if (index < 0) {
        throw new IOException(file + " has no column '" + column + "'; it has " + names);
      }
      while (records.hasNext()) {
        CsvRecord row = records.next();
        String cell = index < row.getFieldCount() ? row.getField(index).strip() : "";
        double value = number(cell);
        if (Double.isNaN(value) && !isMissing(cell)) {
          throw new IOException(
              file + ", line " + row.getStartingLineNumber() + ": no number: '" + cell + "'");
        }
        values.add(value);
      }
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static boolean isMissing(String cell) {
    return Arrays.asList("", "NaN", "null", "NA").contains(cell);
  }

  /** Returns the number, NaN for what is missing. */
  private static double number(String text) {
    return text.matches(NUMBER) ? Double.parseDouble(text) : Double.NaN;
  }
}
