package io.modelmon.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelmon.schema.Feature;
import io.modelmon.schema.FeatureType;
import io.modelmon.schema.ModelId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCodecTest {

  private static final Instant CREATED = Instant.ofEpochMilli(1_700_000_000_123L);

  @TempDir Path folder;

  @Test
  void read_afterWrite_givesEqualContent() throws IOException {
    ReferenceProfile profile = profile(300);
    Path file = folder.resolve("deep/er/credit.profile");

    ProfileCodec.write(profile, file);
    ReferenceProfile read = ProfileCodec.read(file);

    assertThat(read.id()).isEqualTo(profile.id()).matches("[0-9a-f]{16}");
    assertThat(read.model()).isEqualTo(new ModelId("crédit", "7"));
    assertThat(read.created()).isEqualTo(CREATED);
    assertThat(read.rows()).isEqualTo(300);
    assertThat(ProfileCodec.encode(read)).isEqualTo(ProfileCodec.encode(profile));
    assertThat(((NumericReference) column(read, "amount")).grid())
        .isEqualTo(((NumericReference) column(profile, "amount")).grid());
    assertThat(((CategoricalReference) column(read, "purpose")).index().frequent())
        .containsExactlyInAnyOrder("car", "house", "Ümlaut");
    assertThat(column(read, "never")).isInstanceOf(EmptyReference.class);
  }

  @Test
  void read_profileWithSampledRows_givesThemBackBitByBit() throws IOException {
    ReferenceProfile profile = profile(5_000, List.of(0, 1));

    ReferenceProfile read = ProfileCodec.decode(ProfileCodec.encode(profile));

    SampledRows rows = java.util.Objects.requireNonNull(read.sampledRows());
    assertThat(rows.columns()).containsExactly("amount", "purpose");
    assertThat(rows.sample().rows()).hasNumberOfRows(SampledRows.MAX_ROWS);
    assertThat(rows.sample().streamRows()).isEqualTo(5_000);
    for (int i = 0; i < SampledRows.MAX_ROWS; i++) {
      int source = (int) rows.sample().positions()[i];
      String text = List.of("car", "house", "Ümlaut").get(source % 3);
      double[] row = rows.sample().rows()[i];
      assertThat(row[0]).isEqualTo(source % 9);
      assertThat(Double.doubleToRawLongBits(row[1]))
          .isEqualTo(Double.doubleToRawLongBits(RowCells.of(text)));
    }
    assertThat(read.id()).isEqualTo(profile.id()).isNotEqualTo(profile(5_000).id());
    assertThat(ProfileCodec.encode(read)).isEqualTo(ProfileCodec.encode(profile));
  }

  @Test
  void encode_withoutSampledRows_isOfTheFirstVersion() {
    assertThat(ProfileCodec.encode(profile(10))[11]).isEqualTo((byte) 1);
    assertThat(ProfileCodec.encode(profile(10, List.of(0)))[11]).isEqualTo((byte) 2);
  }

  @Test
  void decode_randomSampledRows_neverFailsInAnotherWay() {
    Random random = new Random(10);
    byte[] valid = content(profile(40, List.of(0, 1)));
    int start = content(profile(40)).length;
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] content = valid.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        content[start + random.nextInt(content.length - start)] = (byte) random.nextInt();
      }
      try {
        assertThat(ProfileCodec.decode(file(2, content)).sampledRows()).isNotNull();
        read++;
      } catch (ProfileFormatException expected) {
        assertThat(expected).hasMessageNotContaining("null");
      }
    }
    assertThat(read).isBetween(1_000, 19_000);
  }

  @Test
  void decode_secondVersionWithNothingNew_isRefused() {
    byte[] plain = content(profile(40));
    int model = 4 + "crédit".getBytes(StandardCharsets.UTF_8).length + 4 + "7".length();
    int rowsEnd = Long.BYTES + model + Long.BYTES; // the time comes first
    byte[] content = new byte[plain.length + 2]; // two flags that say no
    System.arraycopy(plain, 0, content, 0, rowsEnd);
    System.arraycopy(plain, rowsEnd, content, rowsEnd + 1, plain.length - rowsEnd);

    assertThatThrownBy(() -> ProfileCodec.decode(file(2, content)))
        .isInstanceOf(ProfileFormatException.class)
        .hasMessageContaining("version 2, but neither seasons nor sampled rows");
  }

  @Test
  void write_overOldFile_replacesItAndLeavesNothingBehind() throws IOException {
    Path file = folder.resolve("credit.profile");
    ProfileCodec.write(profile(10), file);

    ProfileCodec.write(profile(20), file);

    assertThat(ProfileCodec.read(file).rows()).isEqualTo(20);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void decode_truncatedAtAnyByte_saysSo() {
    byte[] bytes = ProfileCodec.encode(profile(60));

    for (int length = 0; length < bytes.length; length++) {
      byte[] part = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ProfileCodec.decode(part))
          .as("first %s bytes", length)
          .isInstanceOf(ProfileFormatException.class)
          .hasMessageMatching("(not a modelmon profile|truncated|damaged).*");
    }
  }

  @Test
  void decode_anyBitFlipped_saysSo() {
    byte[] bytes = ProfileCodec.encode(profile(60));

    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] altered = bytes.clone();
      altered[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> ProfileCodec.decode(altered))
          .as("bit %s", bit)
          .isInstanceOf(ProfileFormatException.class);
    }
  }

  @Test
  void decode_hugeLengthWithValidChecksum_isRefusedWithoutAllocating() {
    byte[] content = {
      0, 0, 0, 0, 0, 0, 0, 0, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0
    };

    assertThatThrownBy(() -> ProfileCodec.decode(file(1, content)))
        .isInstanceOf(ProfileFormatException.class)
        .hasMessage(
            "inconsistent: byte 24: the length of 'name', 2147483647, exceeds what is left");
  }

  @Test
  void decode_randomContent_neverFailsInAnotherWay() {
    Random random = new Random(9);
    byte[] valid = content(profile(60));
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] content = valid.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        content[random.nextInt(content.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(ProfileCodec.decode(file(1, content))).isNotNull();
        read++;
      } catch (ProfileFormatException expected) {
        assertThat(expected).hasMessageNotContaining("null");
      }
    }
    assertThat(read).isBetween(1_000, 19_000);
  }

  @Test
  void read_profileWithSensitiveColumns_knowsThem() throws IOException {
    ReferenceProfile plain = profile(60);
    ReferenceProfile sensitive = plain.withSensitive(List.of("purpose", "amount", "nowhere"));

    ReferenceProfile read = ProfileCodec.decode(ProfileCodec.encode(sensitive));
    ReferenceProfile fromJson = ProfileCodec.decode(ProfileCodec.encodeJson(sensitive));

    assertThat(read.sensitive()).containsExactlyInAnyOrder("amount", "purpose");
    assertThat(fromJson.sensitive()).isEqualTo(read.sensitive());
    assertThat(read.id()).isEqualTo(sensitive.id()).isNotEqualTo(plain.id());
    assertThat(ProfileCodec.encode(sensitive)[11]).isEqualTo((byte) 6);
    assertThat(read.merged(plain).sensitive()).isEqualTo(plain.merged(read).sensitive());
    assertThat(read.merged(plain).sensitive()).isEqualTo(read.sensitive());
    assertThat(read.withSensitive(List.of()).id()).isEqualTo(plain.id());
  }

  @Test
  void decode_sensitiveColumnThatIsNotThere_isRefused() {
    byte[] bytes = content(profile(60).withSensitive(List.of("purpose")));
    bytes[bytes.length - 1] = 'x';

    assertThatThrownBy(() -> ProfileCodec.decode(file(6, bytes)))
        .isInstanceOf(ProfileFormatException.class)
        .hasMessageContaining("a sensitive column is not there");
  }

  @Test
  void decode_newerOrImpossibleVersion_saysWhichCanBeRead() {
    assertThatThrownBy(() -> ProfileCodec.decode(file(7, new byte[40])))
        .hasMessage("format version 7, but only up to 6 can be read: use a newer modelmon");
    assertThatThrownBy(() -> ProfileCodec.decode(file(0, new byte[40])))
        .hasMessage("format version 0, which never was");
  }

  private static byte[] content(ReferenceProfile profile) {
    byte[] whole = ProfileCodec.encode(profile);
    return Arrays.copyOfRange(whole, 12, whole.length - 32);
  }

  /** Returns a file whose checksum is right. */
  private static byte[] file(int version, byte[] content) {
    byte[] start =
        ByteBuffer.allocate(12 + content.length)
            .put("MODELMON".getBytes(StandardCharsets.US_ASCII))
            .putInt(version)
            .put(content)
            .array();
    byte[] whole = Arrays.copyOf(start, start.length + 32);
    System.arraycopy(Sealed.sha256(start, start.length), 0, whole, start.length, 32);
    return whole;
  }

  @Test
  void read_noFileOrForeignFile_saysWhich() throws IOException {
    Path foreign = Files.writeString(folder.resolve("data.csv"), "amount,age\n1,2\n");

    assertThatThrownBy(() -> ProfileCodec.read(foreign)).hasMessage("not a modelmon profile");
    assertThatThrownBy(() -> ProfileCodec.read(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void id_sameContentAtAnotherTime_isEqual() {
    ReferenceProfile first = profile(50);
    ReferenceProfile later =
        ReferenceProfile.of(first.model(), CREATED.plusSeconds(5), 50, first.columns());

    assertThat(later.id()).isEqualTo(first.id());
    assertThat(profile(51).id()).isNotEqualTo(first.id());
  }

  private static ReferenceColumn column(ReferenceProfile profile, String name) {
    ReferenceColumn column = profile.column(name);
    assertThat(column).isNotNull();
    return java.util.Objects.requireNonNull(column);
  }

  private static ReferenceProfile profile(int rows) {
    return profile(rows, List.of());
  }

  private static ReferenceProfile profile(int rows, List<Integer> sampled) {
    List<Feature> columns =
        List.of(
            new Feature("amount", FeatureType.NUMERIC, false),
            new Feature("purpose", null, false),
            new Feature("never", null, false));
    ReferenceProfileBuilder builder = new ReferenceProfileBuilder(columns);
    for (int i = 0; i < rows; i++) {
      builder.observe(numbers(i), texts(i));
    }
    builder.freeze();
    if (!sampled.isEmpty()) {
      builder.sampleRows(sampled);
    }
    for (int i = 0; i < rows; i++) {
      builder.count(numbers(i), texts(i));
    }
    return builder.build(new ModelId("crédit", "7"), CREATED);
  }

  private static double[] numbers(int i) {
    return new double[] {i % 9, Double.NaN, Double.NaN};
  }

  private static @Nullable String[] texts(int i) {
    return new @Nullable String[] {null, List.of("car", "house", "Ümlaut").get(i % 3), null};
  }
}
