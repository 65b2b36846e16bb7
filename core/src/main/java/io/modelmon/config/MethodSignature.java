package io.modelmon.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of {@code com.acme.Model#predict(double[], String)}.
 *
 * @param type the class name; a {@code *} stands for any characters
 * @param method the method name; a {@code *} stands for any characters
 * @param parameterTypes source names, or null when any will do; {@code String} and other common
 *     types of {@code java.lang} are completed
 */
record MethodSignature(String type, String method, @Nullable List<String> parameterTypes) {
  private static final String FORM = "write class#method or class#method(types)";
  private static final Set<String> PRIMITIVES =
      Set.of("boolean", "byte", "char", "short", "int", "long", "float", "double");
  private static final Set<String> JAVA_LANG =
      Set.of(
          "Object",
          "String",
          "CharSequence",
          "Number",
          "Boolean",
          "Byte",
          "Character",
          "Short",
          "Integer",
          "Long",
          "Float",
          "Double",
          "Iterable",
          "Comparable");

  /** Reads a signature with its class. */
  static MethodSignature withClass(String text) throws Malformed {
    int hash = text.indexOf('#');
    if (hash < 0) {
      throw new Malformed("'#' is missing: " + FORM, withHash(text));
    }
    String type = text.substring(0, hash);
    checkType(type, true);
    if (type.replace("*", "").replace(".", "").isEmpty()) {
      throw new Malformed("the class must be narrower than everything", "");
    }
    MethodSignature rest = method(text.substring(hash + 1), true);
    return new MethodSignature(type, rest.method(), rest.parameterTypes());
  }

  /** Reads a signature without a class; a {@code *} is not allowed. */
  static MethodSignature withoutClass(String text) throws Malformed {
    if (text.indexOf('#') >= 0) {
      throw new Malformed("write the method without its class", "");
    }
    return method(text, false);
  }

  /** Returns a type name that holds no {@code *}. */
  static String plainType(String text) throws Malformed {
    if (text.startsWith("@")) {
      throw new Malformed("write the type without '@'", text.substring(1));
    }
    checkType(text, false);
    return text;
  }

  private static MethodSignature method(String text, boolean globAllowed) throws Malformed {
    int open = text.indexOf('(');
    String name = open < 0 ? text : text.substring(0, open);
    if (name.startsWith("<")) {
      throw new Malformed("constructors and initializers cannot be watched", "");
    }
    if (name.isEmpty()) {
      throw new Malformed("the method name is missing: " + FORM, "");
    }
    checkWord(name, globAllowed, "a method name");
    if (open < 0) {
      return new MethodSignature("", name, null);
    }
    if (!text.endsWith(")")) {
      throw new Malformed("the parameter types must end with ')' and nothing may follow", "");
    }
    return new MethodSignature("", name, parameters(text.substring(open + 1, text.length() - 1)));
  }

  private static List<String> parameters(String list) throws Malformed {
    List<String> types = new ArrayList<>();
    if (list.isBlank()) {
      return types;
    }
    if (list.indexOf('<') >= 0) {
      throw new Malformed("write parameter types without type arguments: java.util.Map", "");
    }
    for (String part : list.split(",", -1)) {
      types.add(parameter(part.strip()));
    }
    return types;
  }

  private static String parameter(String text) throws Malformed {
    String element = text;
    StringBuilder dimensions = new StringBuilder();
    if (element.endsWith("...")) {
      element = element.substring(0, element.length() - 3);
      dimensions.append("[]");
    }
    while (element.endsWith("[]")) {
      element = element.substring(0, element.length() - 2);
      dimensions.append("[]");
    }
    if (element.isEmpty()) {
      throw new Malformed("a parameter type is missing", "");
    }
    if (!PRIMITIVES.contains(element)) {
      checkType(element, false);
    }
    return (JAVA_LANG.contains(element) ? "java.lang." + element : element) + dimensions;
  }

  private static void checkType(String type, boolean globAllowed) throws Malformed {
    if (type.isEmpty()) {
      throw new Malformed("the class name is missing: " + FORM, "");
    }
    for (String word : type.split("\\.", -1)) {
      checkWord(word, globAllowed, "a class name");
    }
  }

  /** Checks one name. Kotlin's mangled names hold "-". */
  private static void checkWord(String word, boolean globAllowed, String what) throws Malformed {
    if (word.indexOf('*') >= 0 && !globAllowed) {
      throw new Malformed("'*' is allowed in the form class#method only", "");
    }
    boolean wellFormed = !word.isEmpty() && !Character.isDigit(word.charAt(0));
    for (int i = 0; i < word.length() && wellFormed; i++) {
      char c = word.charAt(i);
      wellFormed =
          c == '-' || c == '*' || (Character.isJavaIdentifierPart(c) && c > ' ' && c != 127);
    }
    if (!wellFormed) {
      throw new Malformed(
          what + " holds letters, digits, '_', '$' and '-', without white space", "");
    }
  }

  /** Turns {@code com.acme.Model.predict} and {@code com.acme.Model::predict} into a guess. */
  private static String withHash(String text) {
    int open = text.indexOf('(');
    String name = open < 0 ? text : text.substring(0, open);
    String rest = open < 0 ? "" : text.substring(open);
    int colons = name.indexOf("::");
    if (colons > 0) {
      return name.substring(0, colons) + "#" + name.substring(colons + 2) + rest;
    }
    int dot = name.lastIndexOf('.');
    boolean lower =
        dot >= 0 && dot + 1 < name.length() && Character.isLowerCase(name.charAt(dot + 1));
    return lower ? Shown.of(name.substring(0, dot) + "#" + name.substring(dot + 1) + rest) : "";
  }

  /** A text that is not a signature. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
    final String rule;
    final String nearest;

    Malformed(String rule, String nearest) {
      super(rule, null, false, false);
      this.rule = rule;
      this.nearest = nearest;
    }
  }
}
