package io.modelmon.agent.labels;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.modelmon.capture.LabelLoss;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reader of a file with labels, CSV or JSON Lines by its name, in one pass.
 *
 * <p><b>Cost:</b> memory does not depend on the length of the file.
 */
public final class LabelFileReader {

  private static final int MAX_FIELD = 1 << 16;
  private static final String CSV = ".csv";
  private static final String JSON_LINES = ".jsonl";

  private LabelFileReader() {}

  /** Returns whether a name is that of a file with labels. */
  public static boolean isLabelFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && (lower.endsWith(CSV) || lower.endsWith(JSON_LINES));
  }

  /**
   * Reads all lines.
   *
   * @param name the name of the file, which says what it is
   * @throws LabelFileException when the file, or what follows in it, cannot be used
   * @throws IOException when the file cannot be read
   */
  public static void read(String name, InputStream in, LabelRowSink sink) throws IOException {
    try {
      if (name.toLowerCase(Locale.ROOT).endsWith(JSON_LINES)) {
        readJson(in, sink);
      } else {
        readCsv(in, sink);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void readCsv(InputStream in, LabelRowSink sink) throws IOException {
    LabelColumns columns = null;
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .detectBomHeader(true)
            .skipEmptyLines(true)
            .maxBufferSize(MAX_FIELD)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(in)) {
      for (CsvRecord row : reader) {
        if (columns == null) {
          columns = LabelColumns.of(row.getFields());
        } else {
          csvRow(row, columns, sink);
        }
      }
    } catch (CsvParseException e) {
      throw new LabelFileException("nothing more of it is CSV: " + e.getMessage());
    }
    if (columns == null) {
      throw new LabelFileException("it is empty; its first line must name the columns");
    }
  }

  private static void csvRow(CsvRecord row, LabelColumns columns, LabelRowSink sink) {
    long line = row.getStartingLineNumber();
    if (row.getFieldCount() != columns.width()) {
      sink.refused(
          line,
          LabelLoss.LINE,
          row.getFieldCount() + " fields, but the header has " + columns.width(),
          null);
      return;
    }
    LabelFields.hand(
        sink,
        line,
        row.getField(columns.id()),
        Double.NaN,
        row.getField(columns.label()),
        columns.time() < 0 ? null : row.getField(columns.time()),
        columns.model() < 0 ? null : row.getField(columns.model()));
  }

  private static void readJson(InputStream in, LabelRowSink sink) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    StringBuilder text = new StringBuilder();
    long line = 1;
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n') {
        jsonRow(text.toString(), line, sink);
        text.setLength(0);
        line++;
      } else {
        text.append((char) c);
        if (text.length() > MAX_FIELD) {
          throw new LabelFileException("line " + line + " is longer than 65,536 characters");
        }
      }
    }
    jsonRow(text.toString(), line, sink);
  }

  private static void jsonRow(String text, long line, LabelRowSink sink) {
    String object = line == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (object.isBlank()) {
      return;
    }
    try {
      JsonLine parsed = JsonLine.parse(object);
      Map<String, @Nullable String> values = parsed.values();
      for (String name : values.keySet()) {
        if (!LabelColumns.isName(name)) {
          sink.refused(
              line,
              LabelLoss.LINE,
              "unknown key; id, label, time and model are known",
              LabelFields.shown(name));
          return;
        }
      }
      String label = values.get("label");
      boolean number = parsed.number() && label != null;
      LabelFields.hand(
          sink,
          line,
          values.get("id"),
          number && label != null ? Double.parseDouble(label) : Double.NaN,
          number ? null : label,
          values.get("time"),
          values.get("model"));
    } catch (IllegalArgumentException e) {
      sink.refused(line, LabelLoss.LINE, String.valueOf(e.getMessage()), null);
    }
  }
}
