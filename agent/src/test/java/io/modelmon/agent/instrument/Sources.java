package io.modelmon.agent.instrument;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles Java source to class files in memory. */
final class Sources {

  private Sources() {}

  /** Returns class files by internal name. */
  static Map<String, byte[]> compile(String source) {
    return compile(source, List.of("-g", "-proc:none", "-Xlint:none", "--release", "17"));
  }

  /** Returns one class file. */
  static byte[] compileOne(String source, String internalName) {
    return Objects.requireNonNull(compile(source).get(internalName));
  }

  static Map<String, byte[]> compile(String source, List<String> options) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> files = new LinkedHashMap<>();
    JavaFileManager manager =
        new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
          @Override
          public JavaFileObject getJavaFileForOutput(
              Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new Output(name, files);
          }
        };
    List<String> problems = new ArrayList<>();
    boolean ok =
        compiler
            .getTask(
                null,
                manager,
                problem -> problems.add(problem.toString()),
                options,
                null,
                List.of(new Input(source)))
            .call();
    if (!ok) {
      throw new IllegalArgumentException(problems.toString());
    }
    Map<String, byte[]> classes = new LinkedHashMap<>();
    files.forEach((name, bytes) -> classes.put(name.replace('.', '/'), bytes.toByteArray()));
    return classes;
  }

  private static final class Input extends SimpleJavaFileObject {
    private final String source;

    Input(String source) {
      super(URI.create("string:///Source.java"), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return true;
    }
  }

  private static final class Output extends SimpleJavaFileObject {
    private final String name;
    private final Map<String, ByteArrayOutputStream> files;

    Output(String name, Map<String, ByteArrayOutputStream> files) {
      super(URI.create("bytes:///" + name), Kind.CLASS);
      this.name = name;
      this.files = files;
    }

    @Override
    public OutputStream openOutputStream() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      files.put(name, out);
      return out;
    }
  }
}
