package io.modelmon.profile;

import io.modelmon.profile.format.ContentSink;
import io.modelmon.profile.format.ContentSource;

/**
 * The file format of windows, in the same two forms as that of profiles, see {@link ProfileCodec};
 * the compact one begins with "MODELWIN".
 *
 * <p>A window holds counts only: its cells are those of the reference, without which it cannot be
 * read. Everything that merging adds up is there; the run of one value at the end of a live series
 * ({@link NumericCounts#run}, {@link CategoricalCounts#run}), which merging leaves alone, is not.
 */
public final class WindowCodec {

  /** The version this class writes, and the newest it reads. */
  public static final int FORMAT_VERSION = 1;

  private static final Sealed FILE = new Sealed("MODELWIN", "modelmon window", FORMAT_VERSION);

  private WindowCodec() {}

  /** Returns the bytes of a window's file; no call may be open. */
  public static byte[] encode(WindowProfile window) {
    return FILE.bytes(FORMAT_VERSION, out -> write(window, out));
  }

  /** Returns a window as JSON in UTF-8; no call may be open. */
  public static byte[] encodeJson(WindowProfile window) {
    return FILE.json(FORMAT_VERSION, out -> write(window, out));
  }

  /**
   * Returns the window in the bytes of a file of either form.
   *
   * @param reference what it was counted against
   * @throws ProfileFormatException when the file is not a window, is damaged, is of a newer version
   *     or was counted against another reference; its message says which, and where
   */
  public static WindowProfile decode(byte[] bytes, ReferenceProfile reference)
      throws ProfileFormatException {
    return FILE.read(bytes, (version, in) -> read(in, reference), WindowCodec::write);
  }

  private static void write(WindowProfile window, ContentSink out) {
    out.text("reference", window.reference().id());
    out.count("rows", window.rows());
    out.beginList("columns", window.width());
    for (int i = 0; i < window.width(); i++) {
      out.begin("");
      out.text("name", window.reference().columns().get(i).name());
      window.column(i).write(out);
      out.end();
    }
    out.endList();
  }

  private static WindowProfile read(ContentSource in, ReferenceProfile reference) {
    String id = in.text("reference");
    if (!id.equals(reference.id())) {
      throw new IllegalArgumentException(
          "counted against reference %s, not %s".formatted(id, reference.id()));
    }
    WindowProfile window = WindowProfile.against(reference);
    window.restore(in.count("rows"));
    in.beginList("columns");
    int column = 0;
    while (in.hasNext()) {
      in.begin("");
      String name = in.text("name");
      if (column == window.width() || !name.equals(reference.columns().get(column).name())) {
        throw new IllegalArgumentException(
            "column '" + name + "' is not the next one of the reference");
      }
      window.column(column).read(in);
      in.end();
      column++;
    }
    if (column < window.width()) {
      throw new IllegalArgumentException("only %d columns of %d".formatted(column, window.width()));
    }
    return window;
  }
}
