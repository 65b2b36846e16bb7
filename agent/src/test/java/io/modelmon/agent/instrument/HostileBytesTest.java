package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.Random;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostileBytesTest {

  private static final byte[] MODEL =
      Sources.compileOne(
          """
              package app;
              public class Main implements Comparable<Main> {
                long l = 5_000_000_000L; double d = 2.5; String s = "s";
                @Deprecated(since = "1", forRemoval = false) public int compareTo(Main x) { return 1; }
                Runnable r = () -> {}; }
              """,
          "app/Main");

  private static final String[] RULES = {
    "app.Main#compareTo | app.*#x | subtypes java.lang.Comparable#compare* | annotated java.lang.Deprecated"
  };

  @Test
  void transform_truncatedAnywhere_returnsQuietly() {
    Host host = new Host(RULES);

    for (int length = 0; length < MODEL.length; length++) {
      byte[] bytes = Arrays.copyOf(MODEL, length);
      int cut = length;
      assertThatCode(() -> transform(host, bytes)).as("length %d", cut).doesNotThrowAnyException();
    }
    assertThat(transform(host, MODEL)).isNotNull();
  }

  @Test
  void transform_damagedBytes_returnsQuietly() {
    Host host = new Host(RULES);
    Random random = new Random(20261122);

    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = MODEL.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertThatCode(() -> transform(host, bytes)).doesNotThrowAnyException();
    }
  }

  @Test
  void transform_anyNameAnyLoader_returnsQuietly() {
    Host host = new Host(RULES);
    RuleTransformer transformer = host.weaving.transformer();

    assertThat(transformer.transform(host.loader(), null, null, null, MODEL)).isNull();
    assertThat(transformer.transform(null, "app/Main", null, null, new byte[0])).isNull();
  }

  @Test
  void outline_damagedBytes_endsInTheOneException() {
    Random random = new Random(7);

    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = MODEL.clone();
      bytes[8 + random.nextInt(bytes.length - 8)] ^= (byte) (1 + random.nextInt(255));
      try {
        ClassOutline outline = ClassOutline.read(bytes);
        assertThat(outline.methods()).isNotNull();
      } catch (MalformedClassException e) {
        assertThat(e).hasNoCause();
      }
    }
  }

  @Test
  void constantScan_randomPools_findsExactlyWhatIsThere() {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      ClassWriter writer = new ClassWriter(0);
      int version = Opcodes.V17;
      writer.visit(version, Opcodes.ACC_PUBLIC, "a/B" + round, null, "java/lang/Object", null);
      String[] present = new String[1 + random.nextInt(20)];
      for (int i = 0; i < present.length; i++) {
        present[i] = word(random);
        addConstants(writer, random, present[i]);
      }
      byte[] bytes = writer.toByteArray();

      for (String word : present) {
        assertThat(contains(bytes, word)).isTrue();
        assertThat(contains(bytes, word.substring(0, word.length() / 2) + "*")).isTrue();
        assertThat(contains(bytes, word + "~")).isFalse();
        assertThat(contains(bytes, "~" + word)).isFalse();
      }
    }
  }

  @Test
  void constantScan_randomBytes_neverThrows() {
    Random random = new Random(13);
    Utf8Pattern[] patterns = {new Utf8Pattern("predict"), new Utf8Pattern("*x*")};

    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      if (bytes.length > 12) {
        System.arraycopy(MODEL, 0, bytes, 0, 8);
        bytes[10] = (byte) (1 + random.nextInt(20));
      }
      assertThatCode(() -> ConstantPool.contains(bytes, patterns)).doesNotThrowAnyException();
    }
  }

  private static void addConstants(ClassWriter writer, Random random, String word) {
    int ignored =
        switch (random.nextInt(5)) {
          case 0 -> writer.newConst(random.nextLong());
          case 1 -> writer.newConst(random.nextDouble());
          case 2 -> writer.newConst(random.nextInt());
          case 3 -> writer.newClass("c/" + word);
          default -> writer.newNameType(word, "()V");
        };
    int added = writer.newUTF8(word);
    assertThat(added).isPositive();
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = 1 + random.nextInt(12); i > 0; i--) {
      word.append(
          (char) (random.nextInt(10) == 0 ? 0xE4 + random.nextInt(600) : 'a' + random.nextInt(26)));
    }
    return word.toString();
  }

  private static boolean contains(byte[] bytes, String name) {
    return ConstantPool.contains(bytes, new Utf8Pattern[] {new Utf8Pattern(name)});
  }

  private static byte @Nullable [] transform(Host host, byte[] bytes) {
    return host.weaving.transformer().transform(host.loader(), "app/Main", null, null, bytes);
  }
}
