package io.modelmon.agent.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelmon.capture.LabelLoss;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFileReaderTest {

  private final List<String> rows = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final List<String> found = new ArrayList<>();

  private void read(String name, String text) throws IOException {
    read(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void read(String name, byte[] bytes) throws IOException {
    LabelFileReader.read(
        name,
        new ByteArrayInputStream(bytes),
        new LabelRowSink() {
          @Override
          public void row(long line, LabelRow row) {
            Object label = row.text() == null ? (Object) row.number() : row.text();
            rows.add(
                line + " " + row.id() + " " + label + " " + row.epochMillis() + " " + row.model());
          }

          @Override
          public void refused(long line, LabelLoss reason, String message, @Nullable String value) {
            refused.add(line + " " + reason + " " + message);
            found.add(String.valueOf(value));
          }
        });
  }

  @Test
  void csv_columnsInAnyOrder_areRead() throws IOException {
    read(
        "a.csv",
        String.join(
            "\r\n",
            "\uFEFFlabel,id,model,time",
            "bad, 17 ,credit,2024-05-01T13:00:00Z",
            "",
            "0.5,\"a,b\",,",
            ""));

    assertThat(rows).containsExactly("2 17 bad 1714568400000 credit", "4 a,b 0.5 -1 null");
    assertThat(refused).isEmpty();
  }

  @Test
  void csv_linesThatAreNoLabels_areRefusedOneByOne() throws IOException {
    String tooLong = "x".repeat(129);
    read(
        "A.CSV",
        "id,label,time\n1,good,\n,good,\n"
            + tooLong
            + ",good,\n2,,\n3,good,soon\n4,good\n5,bad,5\n");

    assertThat(rows).containsExactly("2 1 good -1 null", "8 5 bad 5000 null");
    assertThat(refused)
        .containsExactly(
            "3 ID id: empty",
            "4 ID id: 129 characters, at most 128 are allowed",
            "5 LABEL label: empty",
            "6 LINE time: neither ISO 8601 nor seconds or milliseconds since 1970",
            "7 LINE 2 fields, but the header has 3");
    assertThat(found).containsExactly("", "x".repeat(40) + "…", "", "soon", "null");
  }

  @ParameterizedTest
  @CsvSource({
    "'id,lable\n1,2', column 2: unknown name",
    "'id;label\n1;2', column 1: unknown name",
    "'1,2\n3,4', column 1: unknown name",
    "'id,time\n1,2', no column 'label'",
    "'id,label,id\n1,2,3', column 3: the same name again",
    "'', it is empty"
  })
  void csv_withoutUsableHeader_isRefused(String text, String message) {
    assertThatThrownBy(() -> read("a.csv", text))
        .isInstanceOf(LabelFileException.class)
        .hasMessageContaining(message);
    assertThat(rows).isEmpty();
  }

  @Test
  void messages_whatStandsInTheFile_isNotInThem() throws IOException {
    read("a.csv", "id,label,time\n" + "secret".repeat(30) + ",a,\n1,a,secret\n");
    read(
        "a.jsonl",
        """
        {"id":1,"label":2,"secret":3}
        {"id":"secret\\secret","label":2}
        {"id":1,"label":secret}
        secret
        """);

    assertThat(refused).hasSize(6).noneMatch(message -> message.contains("secret"));
    assertThatThrownBy(() -> read("a.csv", "secret,good\n1,2\n"))
        .isInstanceOf(LabelFileException.class)
        .hasMessageNotContaining("secret")
        .extracting(e -> ((LabelFileException) e).found())
        .isEqualTo("secret");
  }

  @Test
  void csv_quoteThatNeverEnds_isRefusedFromThereOn() {
    String endless = "id,label\n1,good\n2,\"" + "x".repeat(1 << 17);

    assertThatThrownBy(() -> read("a.csv", endless))
        .isInstanceOf(LabelFileException.class)
        .hasMessageContaining("nothing more of it is CSV");
    assertThat(rows).containsExactly("2 1 good -1 null");
  }

  @Test
  void csv_notUtf8_isRefused() throws IOException {
    read("a.csv", "id,label\nm\u00fcller,good\n7,good\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(rows).containsExactly("3 7 good -1 null");
    assertThat(refused).singleElement().asString().startsWith("2 ID");
  }

  @Test
  void jsonLines_everyKindOfValue_isRead() throws IOException {
    read(
        "a.jsonl",
        """
        {"id":"a\\"\\u0062","label":"bad","time":"2024-05-01 13:00:00"}
        { "label" : -1.5e1, "id" : 17, "model":"credit" }

        {"id":"c","label":true,"time":null}
        """);

    assertThat(rows)
        .containsExactly(
            "1 a\"b bad 1714568400000 null", "2 17 -15.0 -1 credit", "4 c true -1 null");
    assertThat(refused).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1,2]",
        "{\"id\":1,\"label\":2",
        "{\"id\":1,\"label\":2} x",
        "{\"id\":1,\"label\":{\"a\":1}}",
        "{\"id\":1,\"label\":NaN}",
        "{\"id\":1,\"label\":01}",
        "{\"id\":1,\"label\":2,\"lable\":3}",
        "{\"id\":1,\"id\":1,\"label\":2}",
        "{\"id\":\"\\x\",\"label\":2}",
        "{\"id\":1,\"label\":null}",
        "{\"label\":2}",
        "{\"id\":1,\"label\":2,\"time\":\"2024-13-01\"}",
        "id,label"
      })
  void jsonLines_lineThatIsNoLabel_isRefused(String line) throws IOException {
    read("a.jsonl", line + "\n{\"id\":9,\"label\":1}");

    assertThat(refused).hasSize(1).first().asString().startsWith("1 ");
    assertThat(rows).containsExactly("2 9 1.0 -1 null");
  }

  @Test
  void jsonLines_lineWithoutEnd_isRefused() {
    assertThatThrownBy(() -> read("a.jsonl", "x".repeat(1 << 17)))
        .isInstanceOf(LabelFileException.class)
        .hasMessageContaining("line 1 is longer");
  }

  @ParameterizedTest
  @CsvSource({
    "1714568400, 1714568400000",
    "1714568400.25, 1714568400250",
    "1714568400123, 1714568400123",
    "2024-05-01T15:00:00+02:00, 1714568400000",
    "2024-05-01T13:00:00.5Z, 1714568400500",
    "2024-05-01, 1714521600000",
    "99999999999999999, -9223372036854775808",
    "1969-05-01, -9223372036854775808",
    "2024-02-30, -9223372036854775808"
  })
  void time_everyForm_isMilliseconds(String text, long millis) {
    assertThat(LabelTime.parse(text)).isEqualTo(millis);
  }

  @Test
  void names_ofFiles_areToldApart() {
    assertThat(LabelFileReader.isLabelFile("a.csv")).isTrue();
    assertThat(LabelFileReader.isLabelFile("A.JSONL")).isTrue();
    assertThat(LabelFileReader.isLabelFile(".a.csv")).isFalse();
    assertThat(LabelFileReader.isLabelFile("a.csv.tmp")).isFalse();
    assertThat(LabelFileReader.isLabelFile("a.txt")).isFalse();
  }
}
