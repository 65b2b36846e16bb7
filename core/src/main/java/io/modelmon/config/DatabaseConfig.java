package io.modelmon.config;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a database is reached.
 *
 * @param url the JDBC URL
 * @param user the user, or null where the URL says it
 * @param password the password, or null; never shown
 * @param driver the jar with the driver, or null for the one of the application; a relative path
 *     starts at the folder of the configuration file
 */
public record DatabaseConfig(
    String url, @Nullable String user, @Nullable String password, @Nullable String driver) {

  /** Returns what a driver is given beside the URL. */
  public Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>();
    if (user != null) {
      properties.put("user", user);
    }
    if (password != null) {
      properties.put("password", password);
    }
    return properties;
  }

  /**
   * Returns the URL as it may be shown: without what follows a question mark or a semicolon, where
   * passwords may stand, and without a user before the host.
   */
  public String shownUrl() {
    int end = url.length();
    for (char mark : new char[] {'?', ';'}) {
      int at = url.indexOf(mark);
      end = at < 0 ? end : Math.min(end, at);
    }
    return url.substring(0, end).replaceAll("//[^/]*@", "//");
  }

  /** Returns the URL alone. */
  @Override
  public String toString() {
    return "DatabaseConfig[" + shownUrl() + "]";
  }
}
