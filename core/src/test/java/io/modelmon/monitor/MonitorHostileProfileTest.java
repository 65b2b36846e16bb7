package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles that are nonsense under a right checksum. */
class MonitorHostileProfileTest {

  private static final int CHECKSUM = 32;
  private static final double[] ODD = {
    Double.NaN, Double.POSITIVE_INFINITY, -Double.MAX_VALUE, Double.MIN_VALUE, -1, 0
  };

  @TempDir Path folder;

  @Test
  void window_anyProfileThatCanBeRead_isEvaluated() throws Exception {
    byte[] valid = ProfileCodec.encode(Population.profile(new Population(7).rows(40)));
    List<Object[]> rows = new Population(8).rows(200);
    Random random = new Random(9);
    int read = 0;
    for (int trial = 0; trial < 800; trial++) {
      byte[] altered = altered(valid, random);
      Path file = folder.resolve("credit.profile");
      if (!readable(altered)) {
        continue;
      }
      read++;
      Files.write(file, altered);
      MonitorFixture fixture =
          MonitorFixture.settings()
              .file(folder, "credit.profile")
              .window(200, Duration.ZERO, null)
              .start();
      MonitorFixture.Writer writer = fixture.writer();
      rows.forEach(row -> writer.publish(null, row));
      fixture.poll();

      assertThat(fixture.monitor.failures()).as("trial %d: %s", trial, fixture.log).isZero();
      assertThat(fixture.window().predictions()).isEqualTo(200);
    }
    assertThat(read).isGreaterThan(100);
  }

  private static boolean readable(byte[] bytes) {
    try {
      ReferenceProfile profile = ProfileCodec.decode(bytes);
      return !profile.columns().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] altered(byte[] valid, Random random) throws NoSuchAlgorithmException {
    byte[] bytes = valid.clone();
    int end = bytes.length - CHECKSUM;
    int at = 20 + random.nextInt(end - 28);
    if (random.nextBoolean()) {
      long odd = Double.doubleToLongBits(ODD[random.nextInt(ODD.length)]);
      ByteBuffer.wrap(bytes).putLong(at, odd);
    } else {
      bytes[at] = (byte) random.nextInt();
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] checksum = digest.digest(Arrays.copyOf(bytes, end));
    System.arraycopy(checksum, 0, bytes, end, CHECKSUM);
    return bytes;
  }
}
