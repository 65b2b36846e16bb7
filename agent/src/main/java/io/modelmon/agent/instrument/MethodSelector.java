package io.modelmon.agent.instrument;

import io.modelmon.config.MethodRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which methods of a class a rule means. Running JVM and offline check decide with the same
 * code.
 *
 * <p>Generated methods (bridges, accessors, Kotlin's {@code $default}) are never meant: the method
 * they call is. Proxy classes of the JDK are passed over for the same reason. <b>Threads:</b>
 * stateless.
 */
final class MethodSelector {

  private MethodSelector() {}

  /** Returns what the rule says about the class; reads parents only when it has to. */
  static Selection select(WatchRule rule, ClassOutline outline, Ancestry ancestry) {
    if ("java/lang/reflect/Proxy".equals(outline.superName())) {
      return Selection.NOT_MEANT;
    }
    List<MethodOutline> named = named(rule, outline);
    if (named.isEmpty() && !rule.isExact()) {
      return Selection.NOT_MEANT;
    }
    if (rule.kind() == MethodRule.Kind.SUBTYPES_OF
        && !ancestry.isSubtypeOf(WatchRule.internalNames(rule.type()))) {
      return Selection.NOT_MEANT;
    }
    List<MethodOutline> meant = withParameterTypes(rule, named);
    if (meant.isEmpty()) {
      return rule.isExact() ? missing(rule, outline, named, ancestry) : Selection.NOT_MEANT;
    }
    return weavable(rule, outline, meant);
  }

  private static Selection weavable(
      WatchRule rule, ClassOutline outline, List<MethodOutline> meant) {
    List<MethodOutline> weavable = new ArrayList<>();
    String obstacle = null;
    boolean onlyAbstract = true;
    for (MethodOutline method : meant) {
      String reason = obstacle(rule, outline, method);
      if (reason == null) {
        weavable.add(method);
      } else if (obstacle == null || onlyAbstract) {
        obstacle = reason;
        onlyAbstract &= method.isAbstract();
      }
    }
    if (weavable.size() > 1 && isAmbiguous(rule)) {
      return Selection.unreachable(
          "the name is overloaded, add parameter types: " + Candidates.signatures(weavable));
    }
    if (!weavable.isEmpty()) {
      return Selection.matched(weavable);
    }
    if (obstacle == null || (onlyAbstract && !rule.isExact())) {
      return Selection.NOT_MEANT;
    }
    return Selection.unreachable(obstacle);
  }

  private static @Nullable String obstacle(
      WatchRule rule, ClassOutline outline, MethodOutline method) {
    String reason = UnsupportedMethods.reason(method);
    if (reason != null) {
      return reason;
    }
    String misfit = SiteRegistry.shape(rule, outline.binaryName(), method).unsupported();
    return misfit == null ? null : method.signature() + ": " + misfit;
  }

  private static boolean isAmbiguous(WatchRule rule) {
    return rule.parameterTypes() == null
        && !rule.hasMethodGlob()
        && rule.kind() != MethodRule.Kind.ANNOTATED_WITH;
  }

  private static List<MethodOutline> named(WatchRule rule, ClassOutline outline) {
    List<MethodOutline> named = new ArrayList<>();
    for (MethodOutline method : outline.methods()) {
      if (!method.isGenerated()
          && !method.isInitializer()
          && rule.takesMethodName(method.name())
          && isAnnotated(rule, method)) {
        named.add(method);
      }
    }
    return named;
  }

  private static boolean isAnnotated(WatchRule rule, MethodOutline method) {
    if (rule.kind() != MethodRule.Kind.ANNOTATED_WITH) {
      return true;
    }
    for (String name : WatchRule.internalNames(rule.type())) {
      if (method.annotations().contains("L".concat(name).concat(";"))) {
        return true;
      }
    }
    return false;
  }

  private static List<MethodOutline> withParameterTypes(
      WatchRule rule, List<MethodOutline> methods) {
    List<String> written = rule.parameterTypes();
    if (written == null) {
      return methods;
    }
    List<MethodOutline> matching = new ArrayList<>();
    for (MethodOutline method : methods) {
      if (hasTypes(method, written)) {
        matching.add(method);
      }
    }
    return matching;
  }

  private static boolean hasTypes(MethodOutline method, List<String> written) {
    List<String> types = Descriptors.parameters(method.descriptor());
    if (types.size() != written.size()) {
      return false;
    }
    for (int i = 0; i < types.size(); i++) {
      if (!Descriptors.isNamed(types.get(i), written.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static Selection missing(
      WatchRule rule, ClassOutline outline, List<MethodOutline> named, Ancestry ancestry) {
    if (!named.isEmpty()) {
      return Selection.missing(
          outline.binaryName()
              + " has no such overload, candidates: "
              + Candidates.signatures(named));
    }
    if (isConstructor(rule.method(), outline)) {
      return Selection.unreachable("constructors are not watched");
    }
    @Nullable String ancestor =
        rule.hasMethodGlob() ? null : ancestry.declaringAncestor(rule.method());
    if (ancestor != null) {
      return Selection.missing(
          outline.binaryName() + " inherits it, declared in " + ancestor + ": name that class");
    }
    String nearest = Candidates.nearest(rule.method(), outline);
    String nothing = outline.binaryName() + " has no such method";
    return Selection.missing(nearest.isEmpty() ? nothing : nothing + ", candidates: " + nearest);
  }

  private static boolean isConstructor(String method, ClassOutline outline) {
    String name = outline.name();
    int start = Math.max(name.lastIndexOf('/'), name.lastIndexOf('$')) + 1;
    return method.equals("<init>") || name.substring(start).equals(method);
  }
}
