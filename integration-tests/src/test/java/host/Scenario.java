package host;

/** One thing an application may do with its models. */
public interface Scenario {

  /**
   * Does it.
   *
   * @throws Exception when the scenario itself is broken, which fails the host
   */
  void run(Trace trace) throws Exception;
}
