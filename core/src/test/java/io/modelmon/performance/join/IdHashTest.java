package io.modelmon.performance.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdHashTest {

  /** Recorded with OpenSSL 3.0.19: {@code openssl mac -macopt size:16 SIPHASH}, bytes 0, 1, 2 … */
  @ParameterizedTest
  @CsvSource({
    "0, A3817F04BA25A8E66DF67214C7550293",
    "2, 8177228DA4A45DC7FCA38BDEF60AFFE4",
    "4, F88164C12D9C8FAF7D0F6E7C7BCD5579",
    "6, 14EECA338B208613485EA0308FD7A15E",
    "8, 3B62A9BA6258F5610F83E264F31497B4",
    "10, 00110DC378146956C95447D3F3D0FBBA",
    "14, 31FCEFAC66D7DE9C7EC7485FE4494902",
    "16, 6EE2A4CA67B054BBFD3315BF85230577",
    "30, EA5C7F471FAF6BDE2B1AD7D4686D2287",
    "62, 5853542321F567A005D547A4F04759BD"
  })
  void update_bytesOfTheReference_agree(int length, String expected) {
    IdHash hash = new IdHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < length; i += 2) {
      id.append((char) (i | (i + 1) << 8));
    }

    hash.update(id);

    byte[] bytes =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(hash.low())
            .putLong(hash.high())
            .array();
    assertThat(HexFormat.of().withUpperCase().formatHex(bytes)).isEqualTo(expected);
  }

  @Test
  void update_otherKeys_giveOtherHashes() {
    Set<Long> halves = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      IdHash hash = IdHash.random();
      hash.update("id");
      halves.add(hash.high());
      halves.add(hash.low());
    }

    // Two of 200 random longs are equal with probability below 1e-14.
    assertThat(halves).hasSize(200);
  }
}
