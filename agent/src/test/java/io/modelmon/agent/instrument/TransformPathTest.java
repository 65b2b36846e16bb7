package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The laws of the package, read from its class files. */
class TransformPathTest {

  /** Everything that can run while a class of the application is defined. */
  private static final List<Class<?>> PATH =
      List.of(
          RuleGate.class,
          RuleText.class,
          RuleTransformer.class,
          RuleSet.class,
          WatchRule.class,
          Glob.class,
          Utf8Pattern.class,
          ConstantPool.class,
          ClassFileParser.class,
          ClassBytes.class,
          ClassOutline.class,
          MethodOutline.class,
          WovenMethod.class,
          ParameterNames.class,
          Descriptors.class,
          Ancestry.class,
          LoaderParents.class,
          ClassMatch.class,
          Selection.class,
          MethodSelector.class,
          UnsupportedMethods.class,
          Candidates.class,
          ClassFileVersions.class,
          SiteRegistry.class,
          WatchSite.class,
          WarmUp.class,
          Weaver.class,
          CallSiteWriter.class,
          AdviceShape.class,
          TypeModel.class,
          RuleStates.class);

  /** Written by the compiler for records; never called on this path. */
  private static final Set<String> OF_RECORDS = Set.of("toString", "hashCode", "equals");

  /** The classes that may name Byte Buddy. */
  private static final Set<String> OF_BYTE_BUDDY =
      Set.of("Weaver", "CallSiteWriter", "AdviceShape", "TypeModel", "WarmUpSample");

  @Test
  void transformPath_hasNoInvokedynamic() throws Exception {
    List<String> found = new ArrayList<>();
    for (Class<?> type : PATH) {
      reader(type).accept(new DynamicCalls(type.getSimpleName(), found), 0);
    }

    assertThat(found).isEmpty();
  }

  @Test
  void matching_doesNotNameByteBuddy() throws Exception {
    Utf8Pattern[] byteBuddy = {
      new Utf8Pattern("net/bytebuddy/*"), new Utf8Pattern("*Lnet/bytebuddy/*")
    };
    for (Class<?> type : PATH) {
      if (!OF_BYTE_BUDDY.contains(type.getSimpleName())) {
        assertThat(ConstantPool.contains(bytes(type), byteBuddy)).as(type.getName()).isFalse();
      }
    }
    assertThat(ConstantPool.contains(bytes(Weaver.class), byteBuddy)).isTrue();
  }

  private static ClassReader reader(Class<?> type) throws Exception {
    return new ClassReader(bytes(type));
  }

  private static byte[] bytes(Class<?> type) throws Exception {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static final class DynamicCalls extends ClassVisitor {
    private final String type;
    private final List<String> found;

    DynamicCalls(String type, List<String> found) {
      super(Opcodes.ASM9);
      this.type = type;
      this.found = found;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if (OF_RECORDS.contains(name)) {
        return null;
      }
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitInvokeDynamicInsn(
            String callee, String calleeType, Handle bootstrap, Object... arguments) {
          found.add(type + "." + name + " → " + callee);
        }
      };
    }
  }
}
