package io.modelmon.profile.format;

/** Input that is not what was expected; the message says where. */
public final class ContentException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param place where, for people
   * @param problem what
   */
  public ContentException(String place, String problem) {
    super(place + ": " + problem);
  }
}
