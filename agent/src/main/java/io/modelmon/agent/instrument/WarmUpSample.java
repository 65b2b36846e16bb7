package io.modelmon.agent.instrument;

import io.modelmon.agent.extract.SiteShape;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** A class that exists to be woven once, so that the application's first class need not wait. */
final class WarmUpSample {

  private static final String NAME = "io/modelmon/Sample";
  private static final String METHOD = "predict";
  private static final String DESCRIPTOR = "([DLjava/util/Map;J)D";

  private WarmUpSample() {}

  /**
   * Weaves the sample through the same classes that weave the application. Initialises no class of
   * the configuration, which another thread reads meanwhile: initialisers that need each other in
   * two orders would hang.
   */
  static void weaveWith(Weaver weaver) throws MalformedClassException {
    byte[] bytes = bytes();
    ClassOutline outline = ClassOutline.read(bytes);
    MethodOutline method = outline.methods().get(0);
    SiteShape shape = SiteShape.ofEverything(Descriptors.parameters(DESCRIPTOR).size());
    weaver.weave(bytes, List.of(new WovenMethod(0, method, shape)));
  }

  /** One method with a branch, so that stack map frames are translated too. */
  private static byte[] bytes() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, NAME, null, "java/lang/Object", null);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, METHOD, DESCRIPTOR, null, null);
    code.visitCode();
    Label empty = new Label();
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitJumpInsn(Opcodes.IFNULL, empty);
    code.visitInsn(Opcodes.DCONST_1);
    code.visitInsn(Opcodes.DRETURN);
    code.visitLabel(empty);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    code.visitInsn(Opcodes.DCONST_0);
    code.visitInsn(Opcodes.DRETURN);
    code.visitMaxs(2, 5);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
