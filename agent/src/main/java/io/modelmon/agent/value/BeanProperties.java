package io.modelmon.agent.value;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a class: record components in their order; else public getters by name; else
 * public fields by name; else all instance fields by name.
 *
 * <p><b>Cost:</b> reflection, once per class and model. <b>Threads:</b> stateless.
 */
final class BeanProperties {

  private BeanProperties() {}

  /** Returns property name to declared type. */
  static Map<String, Class<?>> of(Class<?> type) {
    if (type.isRecord()) {
      Map<String, Class<?>> components = new LinkedHashMap<>();
      for (RecordComponent component : type.getRecordComponents()) {
        components.put(component.getName(), component.getType());
      }
      return components;
    }
    Map<String, Class<?>> properties = new TreeMap<>();
    for (Method method : type.getMethods()) {
      String name = propertyName(method);
      if (name != null) {
        properties.put(name, method.getReturnType());
      }
    }
    if (properties.isEmpty()) {
      addFields(type.getFields(), properties);
    }
    for (Class<?> owner = type; properties.isEmpty() && owner != null; ) {
      addFields(owner.getDeclaredFields(), properties);
      owner = owner.getSuperclass();
    }
    return properties;
  }

  private static void addFields(Field[] fields, Map<String, Class<?>> properties) {
    for (Field field : fields) {
      int unwanted = Modifier.STATIC | Modifier.TRANSIENT;
      if ((field.getModifiers() & unwanted) == 0 && !field.isSynthetic()) {
        properties.put(field.getName(), field.getType());
      }
    }
  }

  private static @Nullable String propertyName(Method method) {
    if (Modifier.isStatic(method.getModifiers())
        || method.getParameterCount() != 0
        || method.isBridge()
        || method.isSynthetic()
        || method.getDeclaringClass() == Object.class) {
      return null;
    }
    Class<?> result = method.getReturnType();
    String name = method.getName();
    boolean truth = result == boolean.class || result == Boolean.class;
    int prefix = truth && name.startsWith("is") ? 2 : name.startsWith("get") ? 3 : 0;
    if (prefix == 0 || result == void.class || name.length() == prefix) {
      return null;
    }
    char first = name.charAt(prefix);
    return Character.isLowerCase(first) ? null : decapitalized(name.substring(prefix));
  }

  /** Two leading capitals stay, as in {@code getURL}: the rule of JavaBeans. */
  private static String decapitalized(String name) {
    boolean acronym =
        name.length() > 1
            && Character.isUpperCase(name.charAt(0))
            && Character.isUpperCase(name.charAt(1));
    return acronym ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
