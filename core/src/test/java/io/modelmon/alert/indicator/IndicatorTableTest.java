package io.modelmon.alert.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The table of indicators in {@code docs/alerts.md} is that of the program. */
class IndicatorTableTest {

  @Test
  void table_indicators_areThoseOfTheCatalogue() throws IOException {
    List<String> expected =
        StandardIndicators.catalogue().indicators().stream().map(IndicatorTableTest::row).toList();

    List<String> written =
        Files.readAllLines(Path.of("../docs/alerts.md")).stream()
            .dropWhile(line -> !line.equals("## Indicators"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("| `"))
            .toList();

    assertThat(written).isEqualTo(expected);
  }

  private static String row(Indicator indicator) {
    return "| `"
        + indicator.pattern()
        + "` | "
        + indicator.unit().name().toLowerCase(Locale.ROOT)
        + " | "
        + indicator.description()
        + " |";
  }
}
