package com.example.credit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Command line options of the form {@code --name value}, with {@code --help}.
 *
 * @param values value by option name, without the dashes
 */
public record Options(Map<String, String> values) {

  /** Copies the values. */
  public Options {
    values = Map.copyOf(values);
  }

  /**
   * Reads a command line; prints the usage and ends the program for {@code --help} (status 0) and
   * for anything unknown (status 2).
   *
   * @param defaults all options with their default values
   */
  public static Options parse(String[] args, String usage, Map<String, String> defaults) {
    Map<String, String> values = new LinkedHashMap<>(defaults);
    for (int i = 0; i < args.length; i += 2) {
      String name = args[i].startsWith("--") ? args[i].substring(2) : "";
      if (name.equals("help")) {
        System.out.println(usage);
        System.exit(0);
      }
      if (!defaults.containsKey(name) || i + 1 == args.length) {
        System.err.println("unknown option or missing value: " + args[i] + "\n" + usage);
        System.exit(2);
      }
      values.put(name, args[i + 1]);
    }
    return new Options(values);
  }

  /** Returns the value of an option. */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no option --" + name);
    }
    return value;
  }

  /** Returns the value of an option as a whole number. */
  public int number(String name) {
    return Integer.parseInt(text(name));
  }
}
