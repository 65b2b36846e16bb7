package io.modelmon.examples.receiver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program: receives until it is stopped, and shows what it receives. */
@Command(
    name = "otlp-receiver",
    description =
        "Receives OTLP over HTTP on the loopback address and shows what monitored models do.",
    subcommands = {ReportCommand.class, NoteCommand.class})
public final class ReceiverMain implements Callable<Integer> {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help; // read by picocli

  /** Ways to show what happens. */
  enum Display {
    /** A table that is redrawn. */
    TABLE,
    /** Lines. */
    PLAIN
  }

  private static final long UPDATE_MILLIS = 500;

  @Option(names = "--port", description = "TCP port, 0 for a free one (${DEFAULT-VALUE}).")
  private int port = 4318;

  @Option(
      names = "--display",
      description = "${COMPLETION-CANDIDATES}; default: TABLE on a terminal, else PLAIN.")
  private @Nullable Display display;

  @Option(
      names = "--address-file",
      description = "Write the receiver's address to this file once it listens.")
  private @Nullable Path addressFile;

  @Option(names = "--json", description = "Write a summary to this file at exit.")
  private @Nullable Path json;

  /** Runs the program. */
  public static void main(String[] args) {
    CommandLine commandLine = new CommandLine(new ReceiverMain());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(commandLine.execute(args));
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    Display chosen = display;
    boolean redraw = chosen == null ? terminal() : chosen == Display.TABLE;
    OtlpReceiver receiver = OtlpReceiver.start(port);
    LiveDisplay live = new LiveDisplay(receiver, System.out, redraw, System::nanoTime);
    Pages.add(receiver, live);
    Path file = json;
    if (file != null) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> save(receiver, file)));
    }
    Path address = addressFile;
    if (address != null) {
      // Whole or not at all: a reader may be waiting for the file.
      Path written = Files.writeString(Path.of(address + ".new"), receiver.endpoint() + "\n");
      Files.move(written, address, StandardCopyOption.REPLACE_EXISTING);
    }
    System.out.println("receiving OTLP on " + receiver.endpoint());
    while (true) {
      live.update();
      Thread.sleep(UPDATE_MILLIS);
    }
  }

  private static void save(OtlpReceiver receiver, Path file) {
    try {
      Files.writeString(file, Summary.json(receiver) + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      System.err.println("cannot write " + file + ": " + e);
    }
  }

  @SuppressWarnings("SystemConsoleNull") // Newer JVMs are asked in another way below.
  private static boolean terminal() {
    String kind = System.getenv("TERM");
    boolean redirected = Runtime.version().feature() >= 22 && !consoleIsTerminal();
    return System.console() != null
        && !redirected
        && kind != null
        && !kind.toLowerCase(Locale.ROOT).equals("dumb");
  }

  /** Since 22 there is a console even when output is redirected; it can be asked. */
  @SuppressWarnings("SystemConsoleNull") // Null on older JVMs only.
  private static boolean consoleIsTerminal() {
    try {
      Object console = System.console();
      return console != null
          && (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
