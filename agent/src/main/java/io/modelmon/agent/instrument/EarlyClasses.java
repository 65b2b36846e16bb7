package io.modelmon.agent.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Classes that were loaded before the transformer was there: found without loading or initializing
 * anything, and retransformed in batches. A class that fails takes only itself out.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class EarlyClasses {

  private static final int BATCH = 50;

  private final Instrumentation instrumentation;
  private final RuleSet rules;
  private final RuleTransformer transformer;
  private final Consumer<String> log;

  EarlyClasses(
      Instrumentation instrumentation,
      RuleSet rules,
      RuleTransformer transformer,
      Consumer<String> log) {
    this.instrumentation = instrumentation;
    this.rules = rules;
    this.transformer = transformer;
    this.log = log;
  }

  /** Returns the loaded classes that rules could mean. */
  List<Class<?>> find() {
    List<List<String>> superTypes = rules.superTypes();
    boolean readFiles = rules.hasAnnotationRules();
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (transformer.isOfTheJdk(type.getClassLoader())) {
        transformer.refuseJdkClass(internalName(type));
      } else if (isInReach(type) && isMeant(type, superTypes, readFiles)) {
        found.add(type);
      }
    }
    return found;
  }

  /** Returns the internal names of the loaded classes that could be woven. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (isInReach(type)) {
        names.add(internalName(type));
      }
    }
    return names;
  }

  /** Returns the loaded classes of these internal names. */
  List<Class<?>> named(Set<String> names) {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (isInReach(type) && names.contains(internalName(type))) {
        found.add(type);
      }
    }
    return found;
  }

  /** Has classes transformed again. */
  void retransform(List<Class<?>> types) {
    for (int start = 0; start < types.size(); start += BATCH) {
      List<Class<?>> batch = types.subList(start, Math.min(types.size(), start + BATCH));
      try {
        instrumentation.retransformClasses(batch.toArray(new Class<?>[0]));
      } catch (Throwable e) {
        retransformEach(batch);
      }
    }
  }

  private void retransformEach(List<Class<?>> types) {
    for (Class<?> type : types) {
      try {
        instrumentation.retransformClasses(type);
      } catch (Throwable e) {
        log.accept("class " + type.getName() + " could not be woven: " + e);
        transformer.reportFailure(internalName(type), e);
      }
    }
  }

  private boolean isInReach(Class<?> type) {
    return !type.isArray()
        && !type.isPrimitive()
        && !type.isHidden()
        && !transformer.isOutOfReach(type.getClassLoader())
        && instrumentation.isModifiableClass(type);
  }

  private boolean isMeant(Class<?> type, List<List<String>> superTypes, boolean readFiles) {
    if (rules.naming(internalName(type)).length > 0) {
      return true;
    }
    for (List<String> names : superTypes) {
      if (Ancestry.isSubtypeOf(type, names)) {
        return true;
      }
    }
    return readFiles && fileHasSigns(type);
  }

  /** Annotations of methods are looked up in the file: reflection would load what they name. */
  private boolean fileHasSigns(Class<?> type) {
    String name = internalName(type);
    ClassLoader loader = type.getClassLoader();
    try (InputStream in = loader == null ? null : loader.getResourceAsStream(name + ".class")) {
      return in != null && rules.candidates(name, in.readAllBytes()).length > 0;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }
}
