package io.modelmon.agent.instrument;

import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Writes the calls of {@link AdviceShape}'s methods, of which no class exists, as {@code
 * invokedynamic} with the number of the site.
 *
 * <p>Byte Buddy can do that itself, but describes the bootstrap method and its argument by
 * reflection on classes of the JDK that may or may not be there, through some twenty dynamic
 * proxies: a third of the time that the first watched class waited.
 *
 * <p><b>Threads:</b> confined to one weaving.
 */
final class CallSiteWriter extends MethodVisitor {

  private static final String THROWABLE = "java/lang/Throwable";

  private final Handle bootstrap;
  private final int siteId;

  CallSiteWriter(MethodVisitor next, Handle bootstrap, int siteId) {
    super(OpenedClassReader.ASM_API, next);
    this.bootstrap = bootstrap;
    this.siteId = siteId;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (owner.equals(AdviceShape.INTERNAL_NAME)) {
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, siteId);
    } else {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }
  }

  /**
   * Writes handlers of {@code Throwable} as handlers of anything, which is the same. Where the type
   * is named, the JVM asks the application's class loader for it when the class is linked, and that
   * takes stack which the class as it was did not need.
   */
  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
    super.visitTryCatchBlock(start, end, handler, THROWABLE.equals(type) ? null : type);
  }
}
