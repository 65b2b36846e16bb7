package io.modelmon.agent.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/**
 * Classes of ours that run on the application's threads, loaded and initialised beforehand.
 *
 * <p>A class whose initialiser runs out of stack stays unusable for good, and a thread of the
 * application can be near the end of its stack whenever it loads or calls what is watched. The
 * lists are made when the agent's jar is packaged, of all classes of some packages; where there is
 * no jar there is none.
 */
final class OwnClasses {

  /** What looks at a class that is being loaded, before it waits for weaving. */
  static final String MATCHING = "matching.classes";

  /** What else weaves a class, links a call site or runs at a call. */
  static final String CALLS = "calls.classes";

  private OwnClasses() {}

  /** Initialises the classes of a list. */
  static void initialise(String list) throws IOException, ClassNotFoundException {
    ClassLoader loader = OwnClasses.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(list)) {
      if (in == null) {
        return;
      }
      String names = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      StringTokenizer lines = new StringTokenizer(names, "\n");
      while (lines.hasMoreTokens()) {
        Class.forName(lines.nextToken(), true, loader);
      }
    }
  }
}
