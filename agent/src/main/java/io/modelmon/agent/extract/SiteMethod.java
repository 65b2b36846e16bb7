package io.modelmon.agent.extract;

import java.util.List;

/**
 * The method a call site is woven into.
 *
 * @param declaringClass binary name of the class
 * @param name the method's name
 * @param parameterNames names in order; empty when the class file does not hold them
 * @param parameterTypes source names of the parameter types in order, such as {@code double[]}
 * @param returnType source name of the return type, {@code void} included
 * @param isStatic whether there is no receiver
 */
public record SiteMethod(
    String declaringClass,
    String name,
    List<String> parameterNames,
    List<String> parameterTypes,
    String returnType,
    boolean isStatic) {

  /** Copies both lists. */
  public SiteMethod {
    parameterNames = List.copyOf(parameterNames);
    parameterTypes = List.copyOf(parameterTypes);
  }

  /** Returns the number of parameters. */
  public int parameterCount() {
    return parameterTypes.size();
  }

  /** Returns the name of a parameter, {@code arg0}, {@code arg1}, … where it is unknown. */
  public String parameterName(int index) {
    return parameterNames.size() == parameterTypes.size()
        ? parameterNames.get(index)
        : "arg" + index;
  }

  /** Returns the method's descriptor, such as {@code ([DI)D}. */
  String descriptor() {
    StringBuilder descriptor = new StringBuilder("(");
    for (String type : parameterTypes) {
      descriptor.append(descriptor(type));
    }
    return descriptor.append(')').append(descriptor(returnType)).toString();
  }

  private static String descriptor(String type) {
    int dimensions = type.indexOf('[');
    String element = dimensions < 0 ? type : type.substring(0, dimensions);
    String code =
        switch (element) {
          case "void" -> "V";
          case "boolean" -> "Z";
          case "byte" -> "B";
          case "char" -> "C";
          case "short" -> "S";
          case "int" -> "I";
          case "long" -> "J";
          case "float" -> "F";
          case "double" -> "D";
          default -> "L" + element.replace('.', '/') + ";";
        };
    return "[".repeat((type.length() - element.length()) / 2) + code;
  }

  /** Returns whether the method returns nothing. */
  public boolean returnsVoid() {
    return returnType.equals("void");
  }
}
