package io.modelmon.agent.value;

import io.modelmon.capture.CaptureBuffer;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row whose columns are names: the keys of a map, or the properties of a record or bean. A name
 * can hold a nested row of the same kind.
 *
 * <p><b>Cost:</b> one map look-up or one method handle call per column; properties of primitive
 * types are not boxed.
 */
final class KeyedRow extends RowPlan {

  private final String[] names;
  private final int[] columns;
  private final @Nullable KeyedRow[] nested;
  private final FailureCount failures;
  private final Readers readers;
  private final EntryReader entries;
  private @Nullable KeyWatch watch;
  // Racy on purpose: says only which way to try first.
  private boolean foreignKeys;

  /**
   * Creates a plan.
   *
   * @param names keys or property names
   * @param columns the column of each name, -1 where it is nested
   * @param nested the plan of each name that is nested, else null
   */
  KeyedRow(String[] names, int[] columns, @Nullable KeyedRow[] nested, MemberAccess access) {
    this.names = names;
    this.columns = columns;
    this.nested = nested;
    this.failures = new FailureCount(names.length);
    this.readers = new Readers(names, access);
    this.entries = access.entries();
  }

  /** Has maps with keys that have no column noticed; before the plan is used. */
  void watchedBy(KeyWatch by) {
    watch = by;
  }

  /** Returns the keys or properties that have columns. */
  String[] names() {
    return names;
  }

  @Override
  public boolean write(Object row, CaptureBuffer buffer, int slot) {
    if (row instanceof Map<?, ?> map) {
      return writeMap(map, buffer, slot);
    }
    if (ValueKind.of(row) != ValueKind.BEAN) {
      return false;
    }
    @Nullable PropertyReader[] found = readers.get(row.getClass());
    boolean any = false;
    for (int i = 0; i < names.length; i++) {
      PropertyReader reader = found[i];
      if (reader != null) {
        any = true;
        writeProperty(row, reader, i, buffer, slot);
      }
    }
    return any;
  }

  @Override
  public void invalidate(CaptureBuffer buffer, int slot) {
    for (int i = 0; i < names.length; i++) {
      invalidate(i, buffer, slot);
    }
  }

  private void invalidate(int index, CaptureBuffer buffer, int slot) {
    KeyedRow part = nested[index];
    if (part != null) {
      part.invalidate(buffer, slot);
    } else {
      Cells.invalid(buffer, slot, columns[index]);
    }
  }

  private void writeProperty(
      Object row, PropertyReader reader, int index, CaptureBuffer buffer, int slot) {
    if (failures.disabled(index)) {
      invalidate(index, buffer, slot);
      return;
    }
    try {
      KeyedRow part = nested[index];
      if (part != null) {
        writePart(part, reader.read(row), buffer, slot);
      } else {
        reader.write(row, buffer, slot, columns[index]);
      }
      failures.succeeded(index);
    } catch (VirtualMachineError e) {
      failures.failed(index);
      throw e;
    } catch (Throwable e) {
      failures.failed(index);
      invalidate(index, buffer, slot);
    }
  }

  private boolean writeMap(Map<?, ?> map, CaptureBuffer buffer, int slot) {
    int present = foreignKeys ? writeForeignKeys(map, buffer, slot) : 0;
    if (present == 0) {
      for (int i = 0; i < names.length; i++) {
        present += writeEntry(map, i, buffer, slot) ? 1 : 0;
      }
      if (present == 0 && !map.isEmpty()) {
        present = writeForeignKeys(map, buffer, slot);
        foreignKeys = present > 0;
        if (!foreignKeys) {
          return false;
        }
      }
    }
    KeyWatch seenBy = watch;
    if (seenBy != null) {
      seenBy.see(map, present, names);
    }
    return true;
  }

  private boolean writeEntry(Map<?, ?> map, int index, CaptureBuffer buffer, int slot) {
    if (failures.disabled(index)) {
      invalidate(index, buffer, slot);
      return true;
    }
    try {
      Object value = entries.get(map, names[index]);
      boolean present = value != null || map.containsKey(names[index]);
      writeValue(value, index, buffer, slot);
      failures.succeeded(index);
      return present;
    } catch (ClassCastException e) {
      return false; // A sorted map with keys of another class.
    } catch (VirtualMachineError e) {
      failures.failed(index);
      throw e;
    } catch (Throwable e) {
      failures.failed(index);
      invalidate(index, buffer, slot);
      return true;
    }
  }

  /** Writes a map whose keys are no strings, such as enum constants, by the names of its keys. */
  private int writeForeignKeys(Map<?, ?> map, CaptureBuffer buffer, int slot) {
    int any = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = entry.getKey();
      if (key instanceof String) {
        return any;
      }
      String name = Cells.name(key);
      for (int i = 0; i < names.length; i++) {
        if (names[i].equals(name)) {
          any++;
          writeValue(entry.getValue(), i, buffer, slot);
        }
      }
    }
    return any;
  }

  private void writeValue(@Nullable Object value, int index, CaptureBuffer buffer, int slot) {
    KeyedRow part = nested[index];
    if (part != null) {
      writePart(part, value, buffer, slot);
    } else {
      Cells.write(buffer, slot, columns[index], value);
    }
  }

  private static void writePart(
      KeyedRow part, @Nullable Object value, CaptureBuffer buffer, int slot) {
    Object plain = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    if (plain != null && !part.write(plain, buffer, slot)) {
      part.invalidate(buffer, slot);
    }
  }

  private static final class Readers extends ClassValue<@Nullable PropertyReader[]> {
    private final String[] names;
    private final MemberAccess access;

    Readers(String[] names, MemberAccess access) {
      this.names = names;
      this.access = access;
    }

    @Override
    protected @Nullable PropertyReader[] computeValue(Class<?> type) {
      @Nullable PropertyReader[] found = new PropertyReader[names.length];
      for (int i = 0; i < names.length; i++) {
        MethodHandle member = access.member(type, names[i]);
        found[i] = member == null ? null : new PropertyReader(member);
      }
      return found;
    }
  }
}
