package com.example.credit.train;

import com.example.credit.model.Attribute;
import com.example.credit.model.CreditSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the part of the ARFF format the German credit data uses: {@code real} and nominal
 * attributes, the last of them the class, and one row per line. Text may stand in single quotes.
 */
final class ArffReader {

  private ArffReader() {}

  static CreditData read(Path file) throws IOException {
    List<Attribute> attributes = new ArrayList<>();
    List<Application> rows = new ArrayList<>();
    CreditSchema schema = new CreditSchema(List.of());
    boolean inData = false;
    for (String line : Files.readAllLines(file)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (line.isBlank() || line.startsWith("%")) {
        continue;
      }
      if (lower.startsWith("@attribute")) {
        attributes.add(attribute(line));
      } else if (lower.startsWith("@data")) {
        schema = new CreditSchema(attributes.subList(0, attributes.size() - 1));
        inData = true;
      } else if (inData) {
        rows.add(row(schema, attributes.get(attributes.size() - 1), fields(line)));
      }
    }
    return new CreditData(schema, rows);
  }

  private static Attribute attribute(String line) {
    String[] parts = line.split("\\s+", 3);
    boolean nominal = parts[2].startsWith("{");
    return new Attribute(
        parts[1], nominal ? fields(parts[2].substring(1, parts[2].lastIndexOf('}'))) : List.of());
  }

  private static Application row(CreditSchema schema, Attribute risk, List<String> fields) {
    Map<String, Object> raw = new LinkedHashMap<>();
    for (int i = 0; i < schema.names().size(); i++) {
      raw.put(schema.names().get(i), fields.get(i));
    }
    String label = fields.get(fields.size() - 1);
    return new Application(schema.vector(raw), risk.parse(label).toString());
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString().trim());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString().trim());
    return fields;
  }
}
