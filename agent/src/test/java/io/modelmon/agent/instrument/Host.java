package io.modelmon.agent.instrument;

import io.modelmon.monitor.RuleStatus;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An application in a class loader of its own whose classes pass the transformer while they are
 * defined, and whose watched calls are written down.
 */
final class Host {

  private final Recorder recorder = new Recorder();
  final List<Recorder.End> ends = recorder.ends;
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  final List<String> woven = Collections.synchronizedList(new ArrayList<>());
  final Weaving weaving;
  final SiteLinker linker;
  private final Map<String, byte[]> classes = new HashMap<>();
  private Loader loader = new Loader();

  Host(String... rules) {
    weaving = new Weaving(Configs.config(rules), TestDispatcher.class.getName(), null, log::add);
    linker = new SiteLinker(weaving.sites(), weaving.states(), recorder);
    TestDispatcher.linkWith(linker);
    weaving.warmUp();
  }

  Host with(String source) {
    return with(Sources.compile(source));
  }

  Host with(Map<String, byte[]> files) {
    classes.putAll(files);
    return this;
  }

  /** Forgets all classes, so that they are defined once more by a new loader. */
  void restart() {
    loader = new Loader();
  }

  ClassLoader loader() {
    return loader;
  }

  Class<?> load(String name) {
    try {
      return Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Calls the static method {@code run()} of a class. */
  Object run(String name) throws Throwable {
    return MethodHandles.publicLookup()
        .findStatic(load(name), "run", MethodType.methodType(Object.class))
        .invoke();
  }

  List<RuleStatus> states() {
    return weaving.states().snapshot();
  }

  RuleStatus state() {
    return states().get(0);
  }

  List<String> calls() {
    return recorder.calls();
  }

  private final class Loader extends ClassLoader {
    Loader() {
      super(Host.class.getClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      String internalName = name.replace('.', '/');
      byte[] bytes = classes.get(internalName);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] changed = weaving.transformer().transform(this, internalName, null, null, bytes);
      if (changed != null) {
        woven.add(name);
        bytes = changed;
      }
      return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      byte[] bytes =
          name.endsWith(".class") ? classes.get(name.substring(0, name.length() - 6)) : null;
      return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }
  }
}
