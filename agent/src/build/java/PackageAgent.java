import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;

/**
 * Builds {@code modelmon.jar} from the compiled agent and its dependencies.
 *
 * <p>Run by Maven from source, with Byte Buddy on the class path for its copy of ASM. What it does,
 * and nothing else does:
 *
 * <ol>
 *   <li>everything but the entry class goes under {@code modelmon/}, classes as {@code
 *       *.classdata};
 *   <li>multi-release jars are flattened to what Java 17 would see;
 *   <li>dependencies lose the names of their local variables, which only debuggers read; stack
 *       traces keep their lines;
 *   <li>references to {@code java.util.logging} in dependencies are redirected to the agent's own
 *       log, and the build fails when a member is missing there;
 *   <li>Commons Math, H2's MVStore, and what Byte Buddy has for builds and for agents of its own
 *       are cut to the classes that are reachable from the rest;
 *   <li>the classes of ours that run on the application's threads are listed, to be loaded
 *       beforehand;
 *   <li>entries are sorted and carry one fixed time, so that equal input gives an equal jar.
 * </ol>
 *
 * <p>Arguments: compiled classes, output file, version, time stamp, licence of the project, class
 * path.
 */
public final class PackageAgent {

  private static final String PREFIX = "modelmon/";
  private static final String ENTRY = "io/modelmon/agent/ModelmonAgent.class";
  private static final String LOGGING_FROM = "java/util/logging/";
  private static final String LOGGING_TO = "io/modelmon/agent/logging/jul/";
  private static final List<String> TRIMMED_JARS =
      List.of("commons-math3", "h2-mvstore", "modelmon-core");
  private static final int JAVA = 17;

  /** What looks at a class of the application before it waits; see {@code OwnClasses}. */
  private static final List<String> MATCHING =
      List.of(
          "io/modelmon/agent/instrument/",
          "io/modelmon/agent/extract/SiteMethod",
          "io/modelmon/agent/extract/SiteShape",
          "io/modelmon/config/Expression",
          "io/modelmon/monitor/RuleStatus");

  /** What else runs on threads of the application. */
  private static final List<String> CALLS =
      List.of(
          "io/modelmon/agent/extract/",
          "io/modelmon/agent/value/",
          "io/modelmon/capture/",
          "io/modelmon/schema/",
          "net/bytebuddy/jar/asm/");

  /**
   * Of these packages: what only the command line needs, and what another thread loads with the
   * libraries it needs. Two threads that initialise a library could hang.
   */
  private static final List<String> NEVER_CALLED =
      List.of(
          "io/modelmon/agent/instrument/Archive",
          "io/modelmon/agent/instrument/ClassPath",
          "io/modelmon/agent/instrument/OfflineCheck",
          "io/modelmon/agent/instrument/AdviceShape",
          "io/modelmon/agent/instrument/CallSiteWriter",
          "io/modelmon/agent/instrument/TypeModel",
          "io/modelmon/agent/instrument/WarmUpSample",
          "io/modelmon/agent/instrument/Weaver",
          "net/bytebuddy/jar/asm/commons/",
          "net/bytebuddy/jar/asm/signature/");

  private final Map<String, byte[]> inner = new TreeMap<>();
  private final Map<String, byte[]> outer = new TreeMap<>();
  private final Set<String> trimmable = new HashSet<>();
  private final Set<String> loggingMembers = new TreeSet<>();
  private final StringBuilder thirdParty = new StringBuilder();

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 6) {
      throw new IllegalArgumentException(
          "usage: PackageAgent CLASSES OUTPUT VERSION TIMESTAMP LICENCE CLASSPATH");
    }
    Path classes = Path.of(arguments[0]);
    PackageAgent packager = new PackageAgent();
    List<Path> jars = new ArrayList<>();
    for (String element : arguments[5].split(java.io.File.pathSeparator)) {
      Path path = Path.of(element);
      if (!path.equals(classes)) {
        jars.add(path);
      }
    }
    packager.addOwnClasses(classes);
    for (Path jar : jars) {
      if (Files.isDirectory(jar)) {
        packager.addOwnClasses(jar);
      } else if (jar.getFileName().toString().startsWith("modelmon-core")) {
        packager.addJar(jar, false);
      } else {
        packager.addJar(jar, true);
      }
    }
    packager.checkLogging();
    packager.trim();
    packager.addLists();
    packager.addOuter(Path.of(arguments[4]), arguments[2]);
    packager.write(Path.of(arguments[1]), Instant.parse(arguments[3]));
  }

  private void addOwnClasses(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        byte[] bytes = Files.readAllBytes(file);
        if (name.equals(ENTRY)) {
          outer.put(name, bytes);
        } else if (!name.startsWith("META-INF/maven/") && !name.equals("META-INF/MANIFEST.MF")) {
          put(name, bytes);
        }
      }
    }
  }

  private void addJar(Path path, boolean foreign) throws IOException {
    String jarName = path.getFileName().toString();
    try (JarFile jar =
        new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.Version.parse("" + JAVA))) {
      if (foreign) {
        thirdParty.append(jarName).append('\n');
      }
      for (var entry : jar.versionedStream().filter(e -> !e.isDirectory()).toList()) {
        String name = entry.getName();
        byte[] bytes;
        try (InputStream in = jar.getInputStream(entry)) {
          bytes = in.readAllBytes();
        }
        if (isNotice(name)) {
          outer.put("META-INF/licenses/" + jarName + "/" + baseName(name), bytes);
        } else if (isKept(name)) {
          boolean isClass = name.endsWith(".class");
          put(name, foreign && isClass ? adapt(bytes) : bytes);
          if (isClass && TRIMMED_JARS.stream().anyMatch(jarName::startsWith)) {
            trimmable.add(name);
          }
        }
      }
    }
  }

  private static boolean isNotice(String name) {
    String base = baseName(name).toUpperCase(java.util.Locale.ROOT);
    return (base.startsWith("LICENSE") || base.startsWith("NOTICE") || base.startsWith("LICENCE"))
        && !base.endsWith(".CLASS");
  }

  private static boolean isKept(String name) {
    if (name.startsWith("META-INF/")) {
      return name.startsWith("META-INF/services/");
    }
    return !baseName(name).equals("module-info.class")
        && !name.startsWith("org/jspecify/")
        && !name.endsWith(".proto");
  }

  private static String baseName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private void put(String name, byte[] bytes) {
    byte[] known = inner.get(name);
    if (known == null) {
      inner.put(name, bytes);
    } else if (name.startsWith("META-INF/services/")) {
      String joined =
          new String(known, StandardCharsets.UTF_8).stripTrailing()
              + "\n"
              + new String(bytes, StandardCharsets.UTF_8);
      inner.put(name, joined.getBytes(StandardCharsets.UTF_8));
    } else if (!java.util.Arrays.equals(known, bytes)) {
      throw new IllegalStateException("two different files called " + name);
    }
  }

  private byte[] adapt(byte[] bytes) {
    boolean logs = new String(bytes, StandardCharsets.ISO_8859_1).contains(LOGGING_FROM);
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor slim = new WithoutLocalVariables(writer);
    new ClassReader(bytes).accept(logs ? redirectLogging(slim) : slim, 0);
    return writer.toByteArray();
  }

  private static final class WithoutLocalVariables extends ClassVisitor {
    WithoutLocalVariables(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitLocalVariable(
            String variable, String type, String generic, Label start, Label end, int index) {
          // dropped
        }
      };
    }
  }

  private ClassVisitor redirectLogging(ClassVisitor next) {
    Remapper remapper =
        new Remapper(Opcodes.ASM9) {
          @Override
          public String map(String internalName) {
            return internalName.startsWith(LOGGING_FROM)
                ? LOGGING_TO + internalName.substring(LOGGING_FROM.length())
                : internalName;
          }
        };
    ClassVisitor recorder =
        new ClassVisitor(Opcodes.ASM9, next) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MemberRecorder(
                super.visitMethod(access, name, descriptor, signature, exceptions));
          }
        };
    return new ClassRemapper(recorder, remapper);
  }

  private final class MemberRecorder extends MethodVisitor {
    MemberRecorder(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      record(owner, name, descriptor);
      super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      record(owner, name, descriptor);
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    private void record(String owner, String name, String descriptor) {
      if (owner.startsWith(LOGGING_TO)) {
        loggingMembers.add(owner + "." + name + " " + descriptor);
      }
    }
  }

  private void checkLogging() {
    Set<String> offered = new HashSet<>();
    inner.forEach(
        (name, bytes) -> {
          if (name.startsWith(LOGGING_TO) && name.endsWith(".class")) {
            String owner = name.substring(0, name.length() - ".class".length());
            new ClassReader(bytes).accept(memberLister(owner, offered), ClassReader.SKIP_CODE);
          }
        });
    for (String wanted : loggingMembers) {
      if (!offered.contains(wanted)) {
        throw new IllegalStateException("a dependency uses " + wanted + ", which is missing");
      }
    }
  }

  private static ClassVisitor memberLister(String owner, Set<String> offered) {
    return new ClassVisitor(Opcodes.ASM9) {
      @Override
      public FieldVisitor visitField(
          int access, String name, String descriptor, String signature, Object value) {
        offered.add(owner + "." + name + " " + descriptor);
        return null;
      }

      @Override
      public MethodVisitor visitMethod(
          int access, String name, String descriptor, String signature, String[] exceptions) {
        offered.add(owner + "." + name + " " + descriptor);
        return null;
      }
    };
  }

  private void trim() {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    inner.forEach(
        (name, bytes) -> {
          if (name.startsWith("META-INF/services/")) {
            new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.strip().replace('.', '/') + ".class")
                .filter(service -> trimmable.contains(service) && reached.add(service))
                .forEach(open::add);
          } else if (name.endsWith(".class") && !trimmable.contains(name)) {
            open.add(name);
          }
        });
    while (!open.isEmpty()) {
      for (String referred : references(inner.get(open.remove()))) {
        String name = referred + ".class";
        if (trimmable.contains(name) && reached.add(name)) {
          open.add(name);
        }
      }
    }
    inner.keySet().removeIf(name -> trimmable.contains(name) && !reached.contains(name));
    // Resources of the trimmed jar that no class of it is left to read.
    inner.keySet().removeIf(name -> name.startsWith("assets/org/apache/commons/math3/"));
  }

  private void addLists() {
    List<String> matching = new ArrayList<>();
    List<String> calls = new ArrayList<>();
    for (String name : inner.keySet()) {
      if (!name.endsWith(".class")
          || name.endsWith("package-info.class")
          || NEVER_CALLED.stream().anyMatch(name::startsWith)) {
        continue;
      }
      String binaryName = name.substring(0, name.length() - ".class".length()).replace('/', '.');
      if (MATCHING.stream().anyMatch(name::startsWith)) {
        matching.add(binaryName);
      } else if (CALLS.stream().anyMatch(name::startsWith)) {
        calls.add(binaryName);
      }
    }
    inner.put("matching.classes", String.join("\n", matching).getBytes(StandardCharsets.UTF_8));
    inner.put("calls.classes", String.join("\n", calls).getBytes(StandardCharsets.UTF_8));
  }

  private static Set<String> references(byte[] bytes) {
    Set<String> found = new HashSet<>();
    Remapper collector =
        new Remapper(Opcodes.ASM9) {
          @Override
          public String map(String internalName) {
            found.add(internalName);
            return internalName;
          }
        };
    new ClassReader(bytes)
        .accept(
            new ClassRemapper(
                new ClassVisitor(Opcodes.ASM9) {
                  @Override
                  public MethodVisitor visitMethod(
                      int access,
                      String name,
                      String descriptor,
                      String signature,
                      String[] exceptions) {
                    return new MethodVisitor(Opcodes.ASM9) {};
                  }

                  @Override
                  public FieldVisitor visitField(
                      int access, String name, String descriptor, String signature, Object value) {
                    return new FieldVisitor(Opcodes.ASM9) {};
                  }
                },
                collector),
            0);
    return found;
  }

  private void addOuter(Path licence, String version) throws IOException {
    String manifest =
        String.join(
            "\r\n",
            "Manifest-Version: 1.0",
            "Main-Class: io.modelmon.agent.ModelmonAgent",
            "Premain-Class: io.modelmon.agent.ModelmonAgent",
            "Agent-Class: io.modelmon.agent.ModelmonAgent",
            "Can-Redefine-Classes: true",
            "Can-Retransform-Classes: true",
            "Implementation-Title: modelmon",
            "Implementation-Version: " + version,
            "",
            "");
    outer.put("META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8));
    outer.put("META-INF/LICENSE", Files.readAllBytes(licence));
    String notice =
        "modelmon contains these libraries, unmodified but for the redirection of their logging\n"
            + "and the names of local variables, which are left out.\n"
            + "Their licences and notices lie beside this file, in META-INF/licenses/<library>/;\n"
            + "where a library brings none, it is under the Apache License 2.0 (OpenTelemetry,\n"
            + "SnakeYAML Engine, picocli) or the MIT License (FastCSV).\n\n"
            + thirdParty;
    outer.put("META-INF/THIRD-PARTY.txt", notice.getBytes(StandardCharsets.UTF_8));
    inner.put("version.txt", version.getBytes(StandardCharsets.UTF_8));
  }

  private void write(Path output, Instant time) throws IOException {
    LocalDateTime stamp = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    Files.createDirectories(output.toAbsolutePath().getParent());
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(output));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.setLevel(9);
      // The manifest first, as java.util.jar expects.
      writeEntry(zip, "META-INF/MANIFEST.MF", outer.remove("META-INF/MANIFEST.MF"), stamp);
      for (Map.Entry<String, byte[]> entry : outer.entrySet()) {
        writeEntry(zip, entry.getKey(), entry.getValue(), stamp);
      }
      for (Map.Entry<String, byte[]> entry : inner.entrySet()) {
        String name = entry.getKey();
        String stored = name.endsWith(".class") ? name + "data" : name;
        writeEntry(zip, PREFIX + stored, entry.getValue(), stamp);
      }
    }
    System.out.printf(
        "%s: %d entries, %.2f MB%n",
        output.getFileName(), outer.size() + inner.size() + 1, Files.size(output) / 1e6);
  }

  private static void writeEntry(
      ZipOutputStream zip, String name, byte[] bytes, LocalDateTime stamp) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(stamp);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
