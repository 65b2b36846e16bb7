package io.modelmon.agent.extract;

import io.modelmon.agent.value.ModuleOpener;
import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.capture.CapturedCall;
import io.modelmon.capture.ModelCapture;
import io.modelmon.config.EventSignal;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An extraction with its registry, and what has been drained from it. */
final class TestAgent {

  final CaptureRegistry registry = new CaptureRegistry();
  final Extraction extraction;
  private final List<ModelConfig> models;

  TestAgent(ModelConfig... models) {
    this(id -> List.of(), models);
  }

  TestAgent(Function<ModelId, List<String>> referenceNames, ModelConfig... models) {
    this.models = List.of(models);
    ModelmonConfig config = new ModelmonConfig(this.models, Set.of(EventSignal.LOG), Path.of("."));
    ModuleOpener opener =
        new ModuleOpener() {
          @Override
          public MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
          }
        };
    extraction = new Extraction(config, registry, opener, referenceNames);
  }

  /** Uses the memory budget of rings up, so that the next one is as small as they get. */
  void exhaustRings() {
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(CaptureRegistry.class, MethodHandles.lookup());
      VarHandle allocated =
          lookup.findVarHandle(CaptureRegistry.class, "allocatedBytes", AtomicLong.class);
      ((AtomicLong) allocated.get(registry)).set(1L << 40);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Weaves a method of the first model. */
  TestSite site(SiteMethod method) {
    return site(0, method);
  }

  TestSite site(int configIndex, SiteMethod method) {
    SiteShape shape = SiteShape.of(models.get(configIndex), method);
    SiteHandles handles = extraction.site(configIndex, method, shape, MethodHandles.lookup());
    return new TestSite(handles, shape, method);
  }

  ModelCapture capture() {
    return registry.models().get(0);
  }

  ModelCapture capture(String name) {
    for (ModelCapture capture : registry.models()) {
      if (capture.id().name().equals(name)) {
        return capture;
      }
    }
    throw new AssertionError("no model " + name);
  }

  List<Row> rows() {
    return rows(capture());
  }

  /** Drains a ring and returns its rows in order. */
  List<Row> rows(ModelCapture capture) {
    List<Row> rows = new ArrayList<>();
    CaptureBuffer buffer = capture.buffer();
    if (buffer != null) {
      List<Feature> columns = buffer.schema().columns();
      buffer.drain(call -> addRows(call, columns, rows), true);
    }
    return rows;
  }

  List<String> columnNames() {
    return names(capture());
  }

  static List<String> names(ModelCapture capture) {
    CaptureBuffer buffer = capture.buffer();
    List<String> names = new ArrayList<>();
    if (buffer != null) {
      buffer.schema().columns().forEach(column -> names.add(column.name()));
    }
    return names;
  }

  /** Returns how many calls have the outcome, captured ones aside. */
  long counted(CallOutcome outcome) {
    return capture().counters().calls(outcome);
  }

  private static void addRows(CapturedCall call, List<Feature> columns, List<Row> rows) {
    for (int row = 0; row < call.capturedRows(); row++) {
      rows.add(new Row(call, row, columns));
    }
  }

  /** One captured row. */
  static final class Row {
    private final List<Feature> columns;
    private final double[] values;
    private final @Nullable String[] texts;
    private final @Nullable String errorType;
    private final int totalRows;
    private final long durationNanos;

    Row(CapturedCall call, int row, List<Feature> columns) {
      this.columns = columns;
      this.values = new double[columns.size()];
      this.texts = new String[columns.size()];
      for (int column = 0; column < values.length; column++) {
        values[column] = call.value(row, column);
        texts[column] = call.text(row, column);
      }
      this.errorType = call.errorType();
      this.totalRows = call.totalRows();
      this.durationNanos = call.durationNanos();
    }

    double[] values() {
      return values;
    }

    @Nullable String errorType() {
      return errorType;
    }

    int totalRows() {
      return totalRows;
    }

    long durationNanos() {
      return durationNanos;
    }

    double number(String name) {
      return values[index(name)];
    }

    @Nullable String text(String name) {
      return texts[index(name)];
    }

    private int index(String name) {
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).name().equals(name)) {
          return i;
        }
      }
      throw new AssertionError("no column " + name + " in " + columns);
    }
  }
}
