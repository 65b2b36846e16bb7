package io.modelmon.performance.join;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Entries as bytes that another process can read: names instead of codes.
 *
 * <p><b>Threads:</b> any.
 */
final class EntryCodec {

  /** Time, hashed id, hash of the version. */
  private static final int KEY_BYTES = 28;

  private static final int FORMAT = 1;

  private final JoinShape shape;
  private final JoinNames names;
  private final long origin;

  /**
   * Creates a codec.
   *
   * @param origin a random number of this process, by which it knows its own entries
   */
  EntryCodec(JoinShape shape, JoinNames names, long origin) {
    this.shape = shape;
    this.names = names;
    this.origin = origin;
  }

  /** Returns a key that sorts by time as unsigned bytes and is different for different entries. */
  byte[] key(EntryTable table, int entry) {
    int version = versionHash(table.kind(entry), table.version(entry));
    return key(table.time(entry), table.high(entry), table.low(entry), version);
  }

  /** Returns the key of an entry that was read. */
  byte[] key(StoredEntry stored) {
    int version = versionHash(stored.kind(), stored.version());
    return key(stored.timeMillis(), stored.idHigh(), stored.idLow(), version);
  }

  /** Returns a hash by which versions are told apart: odd, and 0 for an early label. */
  int versionHash(EntryKind kind, int version) {
    return kind == EntryKind.EARLY ? 0 : 1 | names.name(version).hashCode() << 1;
  }

  /** Returns the key of an entry from its parts. */
  static byte[] key(long time, long idHigh, long idLow, int version) {
    return ByteBuffer.allocate(KEY_BYTES)
        .putLong(time)
        .putLong(idHigh)
        .putLong(idLow)
        .putInt(version)
        .array();
  }

  /**
   * Returns all that the key does not say.
   *
   * @param sets know what the entry's label stands for
   */
  byte[] value(EntryTable table, int entry, ItemSets sets) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeLong(origin);
      out.writeByte(table.kind(entry).ordinal());
      out.writeUTF(names.name(table.version(entry)));
      out.writeBoolean(shape.classes());
      if (table.kind(entry) == EntryKind.WAITING) {
        WaitingPrediction row = new WaitingPrediction(shape);
        table.read(entry, row);
        writePrediction(out, row);
      } else {
        writeResult(out, table.label(entry));
        writeItems(out, table.label(entry), sets);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Other processes do not know what the code of several items stands for. */
  private void writeItems(DataOutputStream out, double label, ItemSets sets) throws IOException {
    double[] items = label < 0 && shape.isList() ? sets.items(label) : null;
    if (items != null) {
      out.writeShort(items.length);
      for (double item : items) {
        out.writeDouble(item);
      }
    }
  }

  private static void readItems(DataInputStream in, ItemSets sets) throws IOException {
    if (in.available() > 0) {
      double[] items = new double[in.readUnsignedShort()];
      for (int i = 0; i < items.length; i++) {
        items[i] = in.readDouble();
      }
      double unused = sets.code(items);
    }
  }

  private void writePrediction(DataOutputStream out, WaitingPrediction row) throws IOException {
    out.writeInt(row.window());
    writeResult(out, row.predicted());
    out.writeByte(shape.scores());
    for (int i = 0; i < shape.scores(); i++) {
      out.writeDouble(row.score(i));
    }
    out.writeByte(shape.segments());
    for (int i = 0; i < shape.segments(); i++) {
      out.writeUTF(names.name(row.segment(i)));
    }
  }

  private void writeResult(DataOutputStream out, double value) throws IOException {
    boolean named = shape.classes() && !Double.isNaN(value);
    out.writeBoolean(named);
    if (named) {
      out.writeUTF(names.name((int) value));
    } else {
      out.writeDouble(value);
    }
  }

  /** Returns whether this process wrote a value. */
  boolean isOwn(byte[] value) {
    return ByteBuffer.wrap(value, 1, Long.BYTES).getLong() == origin;
  }

  /**
   * Reads an entry.
   *
   * @param sets learn what its label stands for
   * @return the entry, or null when it was written for another shape
   * @throws IllegalArgumentException when these bytes are no entry
   */
  @Nullable StoredEntry decode(byte[] key, byte[] value, ItemSets sets) {
    ByteBuffer where = ByteBuffer.wrap(key);
    long time = where.getLong();
    long idHigh = where.getLong();
    long idLow = where.getLong();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
      if (in.readByte() != FORMAT) {
        throw new IllegalArgumentException("an entry must have format " + FORMAT);
      }
      boolean foreign = in.readLong() != origin;
      EntryKind kind = EntryKind.ALL[in.readByte()];
      int version = names.code(in.readUTF());
      if (in.readBoolean() != shape.classes()) {
        return null;
      }
      if (kind != EntryKind.WAITING) {
        double label = readResult(in);
        readItems(in, sets);
        return new StoredEntry(idHigh, idLow, kind, time, version, label, null);
      }
      WaitingPrediction row = readPrediction(in, version, time);
      if (row == null) {
        return null;
      }
      row.foreign(foreign);
      return new StoredEntry(idHigh, idLow, kind, time, version, Double.NaN, row);
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("an entry must be complete, but ends early", e);
    }
  }

  /** As {@link #decode}, but returns null for what is no entry. */
  @Nullable StoredEntry decodeOrNull(byte[] key, byte[] value, ItemSets sets) {
    try {
      return decode(key, value, sets);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private @Nullable WaitingPrediction readPrediction(DataInputStream in, int version, long time)
      throws IOException {
    WaitingPrediction row = new WaitingPrediction(shape);
    row.fill(version, in.readInt(), time, readResult(in));
    if (in.readByte() != shape.scores()) {
      return null;
    }
    for (int i = 0; i < shape.scores(); i++) {
      row.score(i, in.readDouble());
    }
    if (in.readByte() != shape.segments()) {
      return null;
    }
    for (int i = 0; i < shape.segments(); i++) {
      row.segment(i, names.code(in.readUTF()));
    }
    return row;
  }

  private double readResult(DataInputStream in) throws IOException {
    return in.readBoolean() ? names.code(in.readUTF()) : in.readDouble();
  }
}
