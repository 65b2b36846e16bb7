package io.modelmon.agent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file: in the charset that is named, else in the one of its byte order mark, else in
 * UTF-8. Bytes that are no text in it are an error, never question marks.
 *
 * @param file the file
 * @param named the charset that is named, or null
 */
record CsvText(Path file, @Nullable Charset named) {

  private static final byte[] UTF_8 = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final byte[] UTF_16BE = {(byte) 0xfe, (byte) 0xff};
  private static final byte[] UTF_16LE = {(byte) 0xff, (byte) 0xfe};
  private static final int CHUNK = 1 << 13;

  /** Returns a reader of the text, which throws where bytes are none. */
  Reader reader(Progress progress) throws IOException {
    PushbackInputStream in =
        new PushbackInputStream(progress.watch(Files.newInputStream(file)), UTF_8.length);
    try {
      return new InputStreamReader(in, decoder(skipMark(in)));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Reads over a byte order mark and returns the charset to read on in. */
  private Charset skipMark(PushbackInputStream in) throws IOException {
    byte[] start = in.readNBytes(UTF_8.length);
    Charset marked =
        begins(start, UTF_8)
            ? StandardCharsets.UTF_8
            : begins(start, UTF_16BE)
                ? StandardCharsets.UTF_16BE
                : begins(start, UTF_16LE) ? StandardCharsets.UTF_16LE : null;
    boolean skipped = marked != null && (named == null || marked.equals(named));
    int mark = !skipped ? 0 : StandardCharsets.UTF_8.equals(marked) ? 3 : 2;
    in.unread(start, mark, start.length - mark);
    return named != null ? named : marked != null ? marked : StandardCharsets.UTF_8;
  }

  private static boolean begins(byte[] start, byte[] mark) {
    return start.length >= mark.length
        && java.util.Arrays.equals(start, 0, mark.length, mark, 0, mark.length);
  }

  private static CharsetDecoder decoder(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Returns what to say of bytes that are no text: which line, which charset, what to do. */
  IOException unreadable(IOException cause) throws IOException {
    try (PushbackInputStream in =
        new PushbackInputStream(Files.newInputStream(file), UTF_8.length)) {
      Charset charset = skipMark(in);
      return new IOException(
          "%s, line %d: no text in %s; name the charset of the file with --charset, such as --charset windows-1252, or save it as UTF-8"
              .formatted(file, line(in, decoder(charset)), charset),
          cause);
    }
  }

  private static long line(InputStream in, CharsetDecoder decoder) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    CharBuffer chars = CharBuffer.allocate(CHUNK);
    long line = 1;
    boolean end = false;
    while (!end) {
      int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
      end = read < 0;
      bytes.position(bytes.position() + Math.max(0, read)).flip();
      CoderResult result;
      do {
        result = decoder.decode(bytes, chars, end);
        line += chars.flip().chars().filter(c -> c == '\n').count();
        chars.clear();
      } while (result.isOverflow());
      if (result.isError()) {
        break;
      }
      bytes.compact();
    }
    return line;
  }
}
