package io.modelmon.export.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceIdTest {

  @TempDir Path folder;

  @Test
  void random_isAnotherEachTime() {
    assertThat(InstanceId.random()).isNotEqualTo(InstanceId.random());
  }

  @Test
  void from_setsVersionAndVariantAndKeepsTheOtherBits() throws IOException {
    byte[] ones = new byte[16];
    Arrays.fill(ones, (byte) 0xff);
    Path ofOnes = Files.write(folder.resolve("ones"), ones);
    Path ofZeros = Files.write(folder.resolve("zeros"), new byte[20]);

    assertThat(InstanceId.from(ofOnes.toString()))
        .isEqualTo("ffffffff-ffff-4fff-bfff-ffffffffffff");
    assertThat(InstanceId.from(ofZeros.toString()))
        .isEqualTo("00000000-0000-4000-8000-000000000000");
  }

  @Test
  void from_fileThatIsAbsentOrShort_isRandomAllTheSame() throws IOException {
    Path shortFile = Files.write(folder.resolve("short"), new byte[15]);

    for (String file : new String[] {folder.resolve("absent").toString(), shortFile.toString()}) {
      UUID id = UUID.fromString(InstanceId.from(file));
      assertThat(id.version()).isEqualTo(4);
      assertThat(id.variant()).isEqualTo(2);
      assertThat(InstanceId.from(file)).isNotEqualTo(id.toString());
    }
  }
}
