package io.modelmon.agent.instrument;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.JavaConstant;
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

  private final MethodDescription.InDefinedShape bootstrap;

  /**
   * Creates a weaver.
   *
   * @param dispatcher binary name of the class that has {@code public static CallSite
   *     bootstrap(Lookup, String, MethodType, int)} and that every woven class can see
   */
  Weaver(String dispatcher) {
    List<ParameterDescription.Token> parameters = new ArrayList<>();
    for (String type :
        List.of(
            "Ljava/lang/invoke/MethodHandles$Lookup;",
            "Ljava/lang/String;",
            "Ljava/lang/invoke/MethodType;",
            "I")) {
      parameters.add(TypeModel.parameter(TypeModel.of(type), Collections.emptyList()));
    }
    this.bootstrap =
        TypeModel.function(
            TypeModel.named(dispatcher),
            "bootstrap",
            TypeModel.of("Ljava/lang/invoke/CallSite;"),
            parameters,
            Collections.emptyList());
  }

  /** Returns the newest class-file version that can be woven. */
  static int newestMajorVersion() {
    return NEWEST.getMajorVersion();
  }

  /** Returns the class with call sites in the methods of the sites. */
  byte[] weave(byte[] bytes, List<WatchSite> sites) {
    ClassReader reader = OpenedClassReader.of(bytes);
    ClassWriter writer = new ClassWriter(reader, 0);
    Target target = new Target(reader.getClassName(), ClassFileVersion.ofClassFile(bytes));
    reader.accept(new SiteVisitor(writer, target, wovenBy(sites)), ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  private List<Woven> wovenBy(List<WatchSite> sites) {
    List<Woven> woven = new ArrayList<>();
    for (WatchSite site : sites) {
      Advice advice =
          Advice.withCustomMapping()
              .bootstrap(bootstrap, new SiteNumber(site.id()))
              .to(new AdviceShape(site), ClassFileLocator.NoOp.INSTANCE);
      woven.add(new Woven(site, advice));
    }
    return woven;
  }

  /** A site and the advice that weaves it. */
  private record Woven(WatchSite site, Advice advice) {}

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

  private static final class SiteVisitor extends ClassVisitor {
    private final Target target;
    private final List<Woven> sites;

    SiteVisitor(ClassVisitor next, Target target, List<Woven> sites) {
      super(OpenedClassReader.ASM_API, next);
      this.target = target;
      this.sites = sites;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
      for (Woven woven : sites) {
        if (woven.site().methodName().equals(name)
            && woven.site().descriptor().equals(descriptor)) {
          visitor =
              woven
                  .advice()
                  .wrap(
                      target.type,
                      TypeModel.woven(target.type, woven.site().method()),
                      visitor,
                      target.context,
                      TypePool.Empty.INSTANCE,
                      0,
                      ClassReader.EXPAND_FRAMES);
        }
      }
      return visitor;
    }
  }

  /** Hands the site's number to the bootstrap method. */
  private static final class SiteNumber
      implements Advice.BootstrapArgumentResolver.Factory, Advice.BootstrapArgumentResolver {
    private final List<JavaConstant> arguments;

    SiteNumber(int id) {
      this.arguments = Collections.singletonList(JavaConstant.Simple.ofLoaded(id));
    }

    @Override
    public Advice.BootstrapArgumentResolver resolve(
        MethodDescription.InDefinedShape adviceMethod, boolean exit) {
      return this;
    }

    @Override
    public List<JavaConstant> resolve(TypeDescription type, MethodDescription method) {
      return arguments;
    }
  }
}
