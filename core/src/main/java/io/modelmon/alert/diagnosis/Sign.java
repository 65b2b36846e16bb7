package io.modelmon.alert.diagnosis;

/** What is observed of a window, and how it is written. */
public enum Sign {
  /** Columns or types are not those of before. */
  SCHEMA_CHANGED("columns changed", Form.WORDS),
  /** Missing values of a feature. */
  MISSING("missing values", Form.SHARE),
  /** Values of a feature that are no valid values. */
  INVALID("invalid values", Form.SHARE),
  /** One and the same value of a feature. */
  STUCK("values that repeat", Form.SHARE),
  /** Categories of a feature that the reference lacks. */
  UNSEEN("unseen categories", Form.SHARE),
  /** Numbers of a feature beyond its limits. */
  OUT_OF_RANGE("values out of range", Form.SHARE),
  /** Another broken rule of data quality, of a feature or of whole rows. */
  OTHER_QUALITY("broken quality rule", Form.SHARE),
  /** A broken rule of data quality of an output. */
  OUTPUT_QUALITY("broken quality rule of an output", Form.SHARE),
  /** Values of a feature against the reference. */
  INPUT_DRIFT("drift", Form.NUMBER),
  /** All features taken together against the reference. */
  ROW_DRIFT("drift of whole rows", Form.NUMBER),
  /** Values of an output against the reference. */
  OUTPUT_DRIFT("drift of predictions", Form.NUMBER),
  /** A metric of the predictions with labels against its usual level. */
  PERFORMANCE("performance", Form.NUMBER),
  /** The same within one segment, against all rows. */
  SEGMENT_PERFORMANCE("performance of a segment", Form.NUMBER),
  /** A metric with labels against what was estimated without them. */
  ESTIMATE_GAP("performance against its estimate", Form.NUMBER),
  /** A change in the order of errors. */
  ERROR_CHANGE("errors in their order", Form.NUMBER),
  /** How far scores are from the shares that they stand for. */
  CALIBRATION("calibration", Form.NUMBER),
  /** A metric against the one of training. */
  TRAINING_GAP("performance against training", Form.NUMBER),
  /** Another version answers since a short while. */
  VERSION("version changed", Form.WORDS),
  /** Duration of calls. */
  LATENCY("latency", Form.DURATION),
  /** Calls per second. */
  THROUGHPUT("throughput", Form.RATE),
  /** Share of calls that threw. */
  ERROR_RATE("errors", Form.SHARE),
  /** Share of calls that threw one type of error. */
  ERROR_TYPE("errors of type", Form.SHARE),
  /** Share of the available processors that this process used. */
  PROCESS_CPU("CPU used by this process", Form.SHARE),
  /** Share of the machine's processors that was in use. */
  HOST_CPU("CPU in use on the machine", Form.SHARE),
  /** Share of time in which a thread waited for a processor. */
  CPU_WAIT("time waiting for CPU", Form.SHARE),
  /** Share of the periods in which the container's quota was used up. */
  THROTTLED("throttled periods", Form.SHARE),
  /** Share of time that collectors of garbage took. */
  GC("time in garbage collection", Form.SHARE),
  /** Share of time in which a task waited for memory. */
  MEMORY_WAIT("time waiting for memory", Form.SHARE);

  /** How a number is written. */
  enum Form {
    SHARE,
    DURATION,
    RATE,
    NUMBER,
    WORDS
  }

  private final String words;
  private final Form form;

  Sign(String words, Form form) {
    this.words = words;
    this.form = form;
  }

  /** Returns what it is called in sentences. */
  String words() {
    return words;
  }

  Form form() {
    return form;
  }
}
