package io.modelmon.agent.instrument;

import io.modelmon.agent.extract.SiteShape;
import io.modelmon.config.Detail;
import io.modelmon.config.DriftConfig;
import io.modelmon.config.Expression;
import io.modelmon.config.FeaturesConfig;
import io.modelmon.config.MethodRule;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelName;
import io.modelmon.config.ModelVersion;
import io.modelmon.config.PredictionConfig;
import io.modelmon.config.ReferenceConfig;
import io.modelmon.config.WindowConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Weaves the sample through the same classes that weave the application. */
  static void weaveWith(Weaver weaver) throws MalformedClassException {
    byte[] bytes = bytes();
    ClassOutline outline = ClassOutline.read(bytes);
    MethodRule written =
        new MethodRule(MethodRule.Kind.NAMED, NAME, METHOD, null, NAME + "#" + METHOD, 0);
    ModelConfig model = model(written);
    WatchRule rule = new WatchRule(0, 0, model, written);
    MethodOutline method = outline.methods().get(0);
    SiteShape shape = SiteRegistry.shape(rule, outline.binaryName(), method);
    WatchSite site = new WatchSite(0, rule, outline.binaryName(), method, shape);
    weaver.weave(bytes, List.of(site));
  }

  private static ModelConfig model(MethodRule rule) {
    Expression input = new Expression(Expression.Root.ARG, 0, List.of(), "arg[0]");
    return new ModelConfig(
        new ModelName("sample", null, Set.of(), 1),
        ModelVersion.UNKNOWN,
        List.of(rule),
        new FeaturesConfig(input, Map.of(), List.of(), Map.of(), Set.of(), Set.of()),
        PredictionConfig.DEFAULT,
        ReferenceConfig.NONE,
        WindowConfig.DEFAULT,
        DriftConfig.DEFAULT,
        Detail.FEATURES,
        Map.of(),
        0);
  }

  /** One static method with a branch, so that stack map frames are translated too. */
  private static byte[] bytes() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, NAME, null, "java/lang/Object", null);
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, METHOD, DESCRIPTOR, null, null);
    code.visitCode();
    Label empty = new Label();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitJumpInsn(Opcodes.IFNULL, empty);
    code.visitInsn(Opcodes.DCONST_1);
    code.visitInsn(Opcodes.DRETURN);
    code.visitLabel(empty);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    code.visitInsn(Opcodes.DCONST_0);
    code.visitInsn(Opcodes.DRETURN);
    code.visitMaxs(2, 4);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
