package io.modelmon.agent.labels;

import java.util.ArrayList;
import java.util.List;

/** Where in the lines of a CSV file what stands; -1 where there is no such column. */
record LabelColumns(int width, int id, int label, int time, int model) {

  private static final List<String> NAMES = List.of("id", "label", "time", "model");

  /** Reads the first line. */
  static LabelColumns of(List<String> header) throws LabelFileException {
    List<String> names = new ArrayList<>();
    for (String field : header) {
      String name = field.strip();
      if (!NAMES.contains(name) || names.contains(name)) {
        throw new LabelFileException(
            "line 1, column "
                + (names.size() + 1)
                + (names.contains(name) ? ": the same name again" : ": unknown name")
                + "; a header of id and label, with time and model where they are known, is"
                + " needed, separated by commas",
            LabelFields.shown(name));
      }
      names.add(name);
    }
    for (String needed : NAMES.subList(0, 2)) {
      if (!names.contains(needed)) {
        throw new LabelFileException("line 1: there is no column '" + needed + "'");
      }
    }
    return new LabelColumns(
        names.size(),
        names.indexOf("id"),
        names.indexOf("label"),
        names.indexOf("time"),
        names.indexOf("model"));
  }

  /** Returns whether a name of a JSON object is one of a column. */
  static boolean isName(String name) {
    return NAMES.contains(name);
  }
}
