package io.modelmon.agent.instrument;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Ends that write down what they are given. */
final class Recorder implements SiteEnds.Factory {

  /** What one end of a watched call was given. */
  record End(String site, String name, List<Object> arguments) {}

  final List<End> ends = Collections.synchronizedList(new ArrayList<>());

  @Override
  public SiteEnds create(WatchSite site, MethodHandles.Lookup caller)
      throws ReflectiveOperationException {
    return new SiteEnds(
        end(site.text(), "enter", site.enterType()), end(site.text(), "exit", site.exitType()));
  }

  /** Returns the sites that were entered, in order. */
  List<String> calls() {
    List<String> calls = new ArrayList<>();
    for (End end : List.copyOf(ends)) {
      if (end.name().equals("enter")) {
        calls.add(end.site());
      }
    }
    return calls;
  }

  private MethodHandle end(String site, String name, MethodType type)
      throws ReflectiveOperationException {
    MethodType generic = MethodType.methodType(type.returnType(), String.class, Object[].class);
    return MethodHandles.lookup()
        .findVirtual(Recorder.class, name, generic)
        .bindTo(this)
        .bindTo(site)
        .asCollector(Object[].class, type.parameterCount())
        .asType(type);
  }

  @SuppressWarnings("unused") // through a method handle
  private long enter(String site, Object[] arguments) {
    ends.add(new End(site, "enter", Arrays.asList(arguments)));
    return ends.size();
  }

  @SuppressWarnings("unused") // through a method handle
  private void exit(String site, Object[] arguments) {
    ends.add(new End(site, "exit", Arrays.asList(arguments)));
  }
}
