package io.modelmon.agent.instrument;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Puts the two call sites into methods. Nothing else of the class changes: no member is added, and
 * methods that are not woven are copied as they are, so a class can be woven again at any time.
 *
 * <p><b>Threads:</b> safe.
 */
final class Weaver {

  private static final ClassFileVersion NEWEST = ClassFileVersion.latest();

  private static final String BOOTSTRAP =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;I)"
          + "Ljava/lang/invoke/CallSite;";

  private final Handle bootstrap;

  /**
   * Creates a weaver.
   *
   * @param dispatcher binary name of the class that has {@code public static CallSite
   *     bootstrap(Lookup, String, MethodType, int)} and that every woven class can see
   */
  Weaver(String dispatcher) {
    this.bootstrap =
        new Handle(
            Opcodes.H_INVOKESTATIC, dispatcher.replace('.', '/'), "bootstrap", BOOTSTRAP, false);
  }

  /** Returns the newest class-file version that can be woven. */
  static int newestMajorVersion() {
    return NEWEST.getMajorVersion();
  }

  /** Returns the class with call sites in the methods. */
  byte[] weave(byte[] bytes, List<WovenMethod> methods) {
    ClassReader reader = OpenedClassReader.of(bytes);
    ClassWriter writer = new ClassWriter(reader, 0);
    Target target = new Target(reader.getClassName(), ClassFileVersion.ofClassFile(bytes));
    reader.accept(new SiteVisitor(writer, target, advised(methods)), ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  private List<Advised> advised(List<WovenMethod> methods) {
    List<Advised> advised = new ArrayList<>();
    for (WovenMethod woven : methods) {
      Advice advice = Advice.to(new AdviceShape(woven), ClassFileLocator.NoOp.INSTANCE);
      advised.add(new Advised(woven, advice));
    }
    return advised;
  }

  /** A method and the advice that weaves it. */
  private record Advised(WovenMethod woven, Advice advice) {}

  /** The class under change. */
  private static final class Target {
    final TypeDescription type;
    final Implementation.Context context;

    @SuppressWarnings("NullAway") // no auxiliary types are made, so nobody names them
    Target(String internalName, ClassFileVersion version) {
      type = TypeModel.named(internalName.replace('/', '.'));
      context =
          Implementation.Context.Disabled.Factory.INSTANCE.make(
              type,
              null,
              TypeInitializer.None.INSTANCE,
              version,
              version,
              Implementation.Context.FrameGeneration.DISABLED);
    }
  }

  private final class SiteVisitor extends ClassVisitor {
    private final Target target;
    private final List<Advised> methods;

    SiteVisitor(ClassVisitor next, Target target, List<Advised> methods) {
      super(OpenedClassReader.ASM_API, next);
      this.target = target;
      this.methods = methods;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
      for (Advised advised : methods) {
        WovenMethod woven = advised.woven();
        if (woven.method().name().equals(name) && woven.method().descriptor().equals(descriptor)) {
          visitor =
              advised
                  .advice()
                  .wrap(
                      target.type,
                      TypeModel.woven(target.type, woven.method()),
                      new CallSiteWriter(visitor, bootstrap, woven.siteId()),
                      target.context,
                      TypePool.Empty.INSTANCE,
                      0,
                      ClassReader.EXPAND_FRAMES);
        }
      }
      return visitor;
    }
  }
}
