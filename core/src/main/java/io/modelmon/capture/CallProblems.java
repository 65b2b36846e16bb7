package io.modelmon.capture;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of the application found wrong with the calls of a model, in words; each kind of
 * problem once. The monitor says it: these threads write to no stream.
 *
 * <p><b>Cost:</b> one volatile read where the problem is noted already. <b>Threads:</b> safe.
 */
public final class CallProblems {

  private static final int MAX_LENGTH = 1000;
  private static final int MAX_NAMES = 10;
  private static final int MAX_NAME = 64;

  private final AtomicReferenceArray<@Nullable String> found =
      new AtomicReferenceArray<>(CallProblem.count());

  CallProblems() {}

  /** Returns whether there is nothing more to note. */
  public boolean isNoted(CallProblem problem) {
    return found.get(problem.ordinal()) != null;
  }

  /** Notes a problem, unless one of its kind is noted. */
  public void note(CallProblem problem, String words) {
    String bounded = words.length() <= MAX_LENGTH ? words : words.substring(0, MAX_LENGTH) + " …";
    boolean ignored = found.compareAndSet(problem.ordinal(), null, bounded);
  }

  /** Returns what was noted, or null. */
  public @Nullable String words(CallProblem problem) {
    return found.get(problem.ordinal());
  }

  /** Returns the first {@value #MAX_NAMES} names, each cut to a length that can be read. */
  public static String listed(Collection<String> names) {
    StringBuilder list = new StringBuilder();
    int listed = 0;
    for (String name : names) {
      if (listed == MAX_NAMES) {
        return list.append(" and ").append(names.size() - listed).append(" more").toString();
      }
      list.append(listed++ == 0 ? "" : ", ");
      list.append(name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…");
    }
    return list.toString();
  }
}
