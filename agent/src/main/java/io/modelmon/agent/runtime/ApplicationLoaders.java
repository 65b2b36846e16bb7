package io.modelmon.agent.runtime;

import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The class loaders of the application that have loaded anything by now.
 *
 * <p><b>Cost:</b> looks at every loaded class: for rare use, on threads of the agent's own.
 */
final class ApplicationLoaders implements Supplier<Iterable<ClassLoader>> {

  private final Instrumentation instrumentation;

  ApplicationLoaders(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public Iterable<ClassLoader> get() {
    Set<ClassLoader> loaders = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      ClassLoader loader = loaded.getClassLoader();
      if (loader != null) {
        loaders.add(loader);
      }
    }
    loaders.remove(ClassLoader.getPlatformClassLoader());
    loaders.remove(ClassLoader.getSystemClassLoader());
    loaders.remove(ApplicationLoaders.class.getClassLoader());
    return loaders;
  }
}
