package io.modelmon.agent.instrument;

/** The names under which woven code asks for its two call sites. */
final class SiteEnd {

  static final String ENTER = "enter";
  static final String EXIT = "exit";

  private SiteEnd() {}
}
