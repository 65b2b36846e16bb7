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

  /** Returns whether the method returns nothing. */
  public boolean returnsVoid() {
    return returnType.equals("void");
  }
}
