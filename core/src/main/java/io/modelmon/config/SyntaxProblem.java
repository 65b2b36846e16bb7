package io.modelmon.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;

/** Translation of the YAML parser's exceptions into problems with a remedy. */
final class SyntaxProblem {
  private static final String QUOTES =
      "correct the YAML; a value that holds any of [ ] { } , : # * & ! | > % @ ` must stand in"
          + " quotes";

  private SyntaxProblem() {}

  /** Returns the problem behind an exception that was thrown while reading {@code yaml}. */
  static ConfigProblem of(RuntimeException exception, String yaml) {
    if (exception instanceof MarkedYamlEngineException marked) {
      return marked(marked, yaml);
    }
    if (exception instanceof ReaderException reader) {
      int line = lineAt(yaml, reader.getPosition());
      String found = String.format("the unprintable character U+%04X", reader.getCodePoint());
      return new ConfigProblem(line, "", found, "remove it, or write it as an escape", "");
    }
    return new ConfigProblem(0, "", "cannot be read as YAML", "check the file's syntax", "");
  }

  private static ConfigProblem marked(MarkedYamlEngineException exception, String yaml) {
    String problem = Optional.ofNullable(exception.getProblem()).orElse("cannot be read");
    Optional<Mark> begin = exception.getContextMark();
    // The end of the file says little about a quote or bracket that was left open.
    Optional<Mark> mark =
        isUnclosed(problem) && begin.isPresent()
            ? begin
            : exception.getProblemMark().or(() -> begin);
    int line = mark.map(Mark::getLine).orElse(-1) + 1;
    String column = mark.map(m -> " at column " + (m.getColumn() + 1)).orElse("");
    String found = "not YAML" + column + ": " + Shown.of(problem);
    return new ConfigProblem(line, "", found, remedy(problem, lineText(yaml, line)), "");
  }

  private static String remedy(String problem, String lineText) {
    if (problem.contains("TAB")) {
      return "indent with spaces, not tabs";
    }
    if (lineText.contains("${") && problem.contains("{")) {
      return "inside { } or [ ] put ${NAME} in quotes";
    }
    if (isUnclosed(problem)) {
      return "the quote or bracket that opens here is not closed";
    }
    if (problem.contains("block end") || problem.contains("block mapping")) {
      return "align keys of one section in the same column; " + QUOTES;
    }
    return QUOTES;
  }

  private static boolean isUnclosed(String problem) {
    return problem.contains("end of stream") || problem.contains("stream end");
  }

  private static String lineText(String yaml, int line) {
    return yaml.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
  }

  private static int lineAt(String yaml, int codePoints) {
    int count = Math.min(codePoints, yaml.codePointCount(0, yaml.length()));
    String before = yaml.substring(0, yaml.offsetByCodePoints(0, count));
    return 1 + (int) before.chars().filter(c -> c == '\n').count();
  }
}
