package io.modelmon.agent.instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers the names of a method's parameters from what compilers leave: a {@code MethodParameters}
 * attribute, else the local variables that live from the first instruction.
 */
final class ParameterNames {

  private final String[] declared;
  private final String[] local;
  private final int[] slots;

  ParameterNames(String descriptor, boolean isStatic) {
    List<String> types = Descriptors.parameters(descriptor);
    declared = new String[types.size()];
    local = new String[types.size()];
    slots = new int[types.size()];
    Arrays.fill(declared, "");
    Arrays.fill(local, "");
    int slot = isStatic ? 0 : 1;
    for (int i = 0; i < slots.length; i++) {
      slots[i] = slot;
      String type = types.get(i);
      slot += type.equals("J") || type.equals("D") ? 2 : 1;
    }
  }

  /** Takes the name of parameter {@code index} of {@code count} that the attribute lists. */
  void declared(int index, int count, String name) {
    if (count == declared.length) {
      declared[index] = name;
    }
  }

  /** Takes the name of a local variable. */
  void local(int slot, String name) {
    int index = Arrays.binarySearch(slots, slot);
    if (index >= 0) {
      local[index] = name;
    }
  }

  /** Returns one name per parameter, "" where nobody knows it. */
  List<String> list() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < declared.length; i++) {
      names.add(declared[i].isEmpty() ? local[i] : declared[i]);
    }
    return names;
  }
}
