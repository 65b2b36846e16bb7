package com.example.credit.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {

  @Test
  void write_thenRead_givesTheSameText(@TempDir Path folder) throws Exception {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("plain", "no checking");
    row.put("comma", "a, \"b\"");
    row.put("whole", 12.0);
    row.put("fraction", 0.25);
    Path file = folder.resolve("rows.csv");

    Csv.write(file, List.of(row));

    assertThat(Files.readAllLines(file).get(1)).isEqualTo("no checking,\"a, \"\"b\"\"\",12,0.25");
    assertThat(Csv.read(file))
        .containsExactly(
            Map.of("plain", "no checking", "comma", "a, \"b\"", "whole", "12", "fraction", "0.25"));
  }
}
