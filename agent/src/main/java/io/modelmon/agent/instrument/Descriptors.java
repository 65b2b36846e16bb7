package io.modelmon.agent.instrument;

import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/** Method descriptors: taken apart, and shown as source. Stateless. */
final class Descriptors {

  private Descriptors() {}

  /** Returns the descriptors of the parameters; of a damaged descriptor, those that can be read. */
  static List<String> parameters(String descriptor) {
    List<String> types = new ArrayList<>();
    int at = 1;
    int close = descriptor.indexOf(')');
    while (at < close) {
      int end = end(descriptor, at);
      types.add(descriptor.substring(at, end));
      at = end;
    }
    return types;
  }

  /** Returns the descriptor of the return type. */
  static String result(String descriptor) {
    return descriptor.substring(descriptor.indexOf(')') + 1);
  }

  /** Returns the parameter types as in source: {@code double[]}, {@code java.lang.String}. */
  static List<String> sourceTypes(String descriptor) {
    List<String> types = new ArrayList<>();
    for (String type : parameters(descriptor)) {
      types.add(sourceType(type));
    }
    return types;
  }

  /** Returns {@code name(double[], java.lang.String)}. */
  static String signature(String name, String descriptor) {
    return name + "(" + String.join(", ", sourceTypes(descriptor)) + ")";
  }

  /** Returns a type as in source, nested classes with their {@code $}: {@code com.acme.A$B[]}. */
  static String sourceType(String type) {
    int depth = 0;
    while (depth < type.length() && type.charAt(depth) == '[') {
      depth++;
    }
    String element = type.substring(depth);
    Class<?> primitive = primitive(element);
    String name;
    if (primitive != null) {
      name = primitive.getName();
    } else if (element.length() > 2) {
      name = element.substring(1, element.length() - 1).replace('/', '.');
    } else {
      name = element;
    }
    return name + "[]".repeat(depth);
  }

  /**
   * Returns whether a type is the one that a rule names. Accepted are the full name with {@code $}
   * or dots before nested classes, classes of {@code java.lang} without package, {@code ...} for
   * the last dimension, and type arguments, which are ignored.
   */
  static boolean isNamed(String type, String written) {
    String name = normalize(written);
    String source = sourceType(type);
    return source.equals(name)
        || source.replace('$', '.').equals(name)
        || (name.indexOf('.') < 0 && source.equals("java.lang." + name));
  }

  /** Returns the run-time type in a call site: primitives exactly, references as Object. */
  static Class<?> erased(String type) {
    Class<?> primitive = primitive(type);
    return primitive == null ? Object.class : primitive;
  }

  /** Returns the type of an enter or exit call site from the descriptors of its parameters. */
  static MethodType siteType(Class<?> result, List<String> parameters) {
    List<Class<?>> types = new ArrayList<>();
    for (String parameter : parameters) {
      types.add(erased(parameter));
    }
    return MethodType.methodType(result, types);
  }

  /** Returns the class of a primitive's descriptor, or null for any other. */
  static @org.jspecify.annotations.Nullable Class<?> primitive(String type) {
    return switch (type) {
      case "Z" -> boolean.class;
      case "B" -> byte.class;
      case "C" -> char.class;
      case "S" -> short.class;
      case "I" -> int.class;
      case "J" -> long.class;
      case "F" -> float.class;
      case "D" -> double.class;
      case "V" -> void.class;
      default -> null;
    };
  }

  private static String normalize(String written) {
    StringBuilder name = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      depth += c == '<' ? 1 : 0;
      if (depth == 0 && !Character.isWhitespace(c)) {
        name.append(c);
      }
      depth -= c == '>' ? 1 : 0;
    }
    String text = name.toString();
    return text.endsWith("...") ? text.substring(0, text.length() - 3) + "[]" : text;
  }

  private static int end(String descriptor, int start) {
    int at = start;
    while (at < descriptor.length() && descriptor.charAt(at) == '[') {
      at++;
    }
    if (at < descriptor.length() && descriptor.charAt(at) == 'L') {
      int semicolon = descriptor.indexOf(';', at);
      return semicolon < 0 ? descriptor.length() : semicolon + 1;
    }
    return Math.min(at + 1, descriptor.length());
  }
}
