package io.modelmon.monitor;

import io.modelmon.capture.CapturedCall;
import io.modelmon.config.Detail;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ReferenceConfig;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.Season;
import io.modelmon.profile.Seasonality;
import io.modelmon.quality.SchemaChange;
import io.modelmon.schema.Feature;
import io.modelmon.schema.FeatureType;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of one version of a model: its columns, its open window, and what the closed ones
 * said.
 *
 * <p><b>Cost:</b> no allocation per row of numbers. <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
final class ModelStatistics {

  /** First live predictions from which outputs learn their reference when no file knows them. */
  static final long LEARNED_PREDICTIONS = 5_000;

  private final ModelId id;
  private final ModelConfig config;
  private final Description description;
  private final ReferenceStore store;
  private final int firstOutput;
  private final List<ColumnMonitor> columns = new ArrayList<>();
  private final WindowClock clock;
  private final RowBlock block;
  private final @Nullable SegmentMonitor segments;
  private final QualityMonitor quality;
  private final @Nullable SchemaChange schemaChange;
  private final Consumer<String> log;
  private final UnexpectedNumbers unexpected;
  private final @Nullable SeasonClock seasons;
  private final @Nullable EstimateMonitor estimates;
  private final UnusableColumns unusable;
  private final StabilityMonitor stability = new StabilityMonitor();
  private int season;
  private boolean dailyReported;
  private final Map<WindowVerdict, Long> verdicts = new EnumMap<>(WindowVerdict.class);
  private final @Nullable ReferenceProfile profile;
  private @Nullable MultivariateMonitor multivariate;
  private @Nullable String referenceId;
  private @Nullable WindowSnapshot lastWindow;
  private List<ColumnShares> lastShares = List.of();
  private WindowContext lastContext = WindowContext.NONE;
  private long windowRows;
  private long windowNumber;
  private long checkedRows;
  private Instants time = new Instants(0, 0);

  ModelStatistics(
      ModelId id,
      ModelConfig config,
      ModelSchema schema,
      ReferenceStore store,
      Consumer<String> log) {
    this.id = id;
    this.config = config;
    this.store = store;
    this.firstOutput = schema.firstOutput();
    this.clock = new WindowClock(config.window());
    this.description = new Description(config.describingMeasures());
    this.log = log;
    this.unexpected = new UnexpectedNumbers(id, log);
    Consumer<String> named = line -> log.accept("model " + id + ": " + line);
    this.unusable = new UnusableColumns(config, named);
    String file = config.reference().file();
    this.profile = file == null ? null : store.load(file, id);
    this.referenceId = profile == null ? null : profile.id();
    Seasonality seasonality = profile == null ? null : profile.seasonality();
    this.seasons = seasonality == null ? null : new SeasonClock(seasonality);
    this.dailyReported = seasonality != null && seasonality.season() == Season.HOUR_OF_DAY;
    if (profile != null) {
      new ReferenceNotes(id, log).about(profile, config.window().predictions());
    }
    List<String> unknown = new ArrayList<>();
    for (Feature column : schema.columns()) {
      boolean output = columns.size() >= firstOutput;
      ReferenceColumn reference = profile == null ? null : profile.column(column.name());
      FeatureType type = configuredType(column);
      if (reference != null
          && type != null
          && reference.type() != null
          && type != reference.type()) {
        log.accept(
            "model %s: '%s' is configured %s, but the reference holds it as %s: no drift for it"
                .formatted(id, column.name(), type, reference.type()));
        reference = null;
      } else if (profile != null && reference == null && !output) {
        unknown.add(column.name());
      }
      long learned = reference == null ? learnedRows(profile, output) : 0;
      columns.add(
          new ColumnMonitor(
              column,
              type,
              reference,
              learned,
              config.drift(),
              ColumnQuality.range(config.quality(), column.name())));
      if (type == null) {
        unexpected.watch(columns.size() - 1, columns.get(columns.size() - 1));
      }
    }
    this.segments =
        config.drift().enabled() && !config.drift().segments().isEmpty()
            ? new SegmentMonitor(columns, schema, config.drift(), profile, named)
            : null;
    this.block = new RowBlock(schema.width(), segments == null ? 0 : segments.count());
    this.quality =
        new QualityMonitor(columns, firstOutput, config.quality(), config.detail() == Detail.FULL);
    this.schemaChange =
        profile == null || !config.quality().enabled()
            ? null
            : SchemaChange.against(
                profile, schema, this::configuredType, unserved(profile, schema));
    this.estimates = EstimateMonitor.start(profile, schema, config, named);
    if (!unknown.isEmpty()) {
      named.accept("the reference does not know " + unknown + ": no drift for them");
    }
  }

  /** What is left out on purpose: the id, and where the file lists features, everything else. */
  private Set<String> unserved(ReferenceProfile profile, ModelSchema schema) {
    Set<String> names = new HashSet<>(config.features().exclude());
    names.addAll(schema.leftOut(ModelSchema.LeftOut.ID));
    if (!config.features().names().isEmpty() || !config.features().fields().isEmpty()) {
      profile.columns().forEach(column -> names.add(column.name()));
    }
    return names;
  }

  /** Returns how the features differ from those of the reference, or null when they do not. */
  @Nullable SchemaChange schemaChange() {
    SchemaChange change = schemaChange;
    return change == null || change.isEmpty() ? null : change;
  }

  /** Compares whole rows as well, where the settings ask for it; before the first call. */
  void compareRowsOn(Executor worker, Consumer<String> log) {
    MultivariateSetup setup =
        new MultivariateSetup(columns.subList(0, firstOutput), config.drift(), worker);
    multivariate = setup.start(profile, line -> log.accept("model " + id + ": " + line));
  }

  @Nullable MultivariateMonitor multivariate() {
    return multivariate;
  }

  private @Nullable FeatureType configuredType(Feature column) {
    FeatureType type = column.type();
    return type != null ? type : config.features().types().get(column.name());
  }

  private long learnedRows(@Nullable ReferenceProfile profile, boolean output) {
    ReferenceConfig reference = config.reference();
    boolean fileFailed = reference.file() != null && profile == null;
    if (fileFailed || (profile != null && !output)) {
      return profile == null ? reference.learn() : 0;
    }
    if (reference.learn() > 0 || !output) {
      return reference.learn();
    }
    return config.drift().enabled() ? LEARNED_PREDICTIONS : 0;
  }

  /** Returns the number of the window that counts the next call. */
  long openWindow() {
    return windowNumber + 1;
  }

  /** Returns the newest closed window, or null before the first. */
  @Nullable WindowSnapshot lastWindow() {
    return lastWindow;
  }

  /** Returns what of each column could not be used in that window. */
  List<ColumnShares> lastShares() {
    return lastShares;
  }

  /** Returns what explains that window. */
  WindowContext lastContext() {
    return lastContext.with(
        multivariate == null ? null : multivariate.snapshot().drift(),
        estimates == null ? null : estimates.snapshot());
  }

  /** Counts the values of one call; a call that threw has no outputs. */
  void record(CapturedCall call, Instants now) {
    int rows = call.capturedRows();
    if (rows == 0) {
      return;
    }
    time = now;
    enterSeason(call, now);
    clock.open(now);
    windowRows += rows;
    if (segments != null) {
      block.enter(segments.enter(call));
    }
    if (call.errorType() != null) {
      flush();
      recordFeatures(call, rows);
      return;
    }
    if (estimates != null) {
      estimates.record(call);
    }
    for (int row = 0; row < rows; row++) {
      if (block.isFull()) {
        if (row > 0) {
          block.splitCall();
        }
        flush();
      }
      block.add(call, row);
    }
    block.endCall(rows);
  }

  /** What is counted from here on belongs to the season in which the call began. */
  private void enterSeason(CapturedCall call, Instants now) {
    if (seasons == null) {
      return;
    }
    int next = seasons.seasonAt(now.epochNanos() - (now.nanoTime() - call.startNanos()));
    if (next != season) {
      flush();
      endSeason();
      season = next;
    }
  }

  private void endSeason() {
    if (seasons != null) {
      for (ColumnMonitor column : columns) {
        column.endSeason(season);
      }
    }
  }

  private void recordFeatures(CapturedCall call, int rows) {
    if (multivariate != null) {
      multivariate.record(call, rows);
    }
    if (segments != null) {
      segments.recordFeatures(call, rows, firstOutput);
    }
    boolean learned = false;
    for (int i = 0; i < firstOutput; i++) {
      ColumnMonitor column = columns.get(i);
      if (segments != null) {
        column.enter(segments.current());
      }
      for (int row = 0; row < rows; row++) {
        double value = call.value(row, i);
        column.record(value, Cells.text(call, row, i, value));
      }
      learned |= column.endCall();
    }
    if (learned) {
      keepLearned(time);
    }
  }

  /** Hands the rows that wait to their columns; needed before columns are looked at. */
  void flush() {
    if (block.rows() == 0) {
      return;
    }
    unexpected.look(block);
    quality.record(block);
    if (multivariate != null) {
      multivariate.record(block);
    }
    boolean learned = false;
    RuntimeException failure = segments == null ? null : segments.record(block);
    for (int i = 0; i < columns.size(); i++) {
      try {
        learned |= columns.get(i).record(block, i);
      } catch (RuntimeException e) {
        failure = e; // the other columns must not miss these rows
      }
    }
    block.clear();
    if (failure != null) {
      throw failure;
    }
    if (learned) {
      keepLearned(time);
    }
  }

  /** Ends a call that could not be counted to its end, so that the next starts afresh. */
  void abandonCall() {
    if (block.rows() > 0) {
      block.splitCall();
      flush();
    }
    for (ColumnMonitor column : columns) {
      column.endCall();
    }
    if (segments != null) {
      segments.abandonCall();
    }
    quality.endCall();
  }

  /** Once no column learns any more, what was learned is a profile of its own. */
  private void keepLearned(Instants now) {
    if (segments != null) {
      segments.adopt();
    }
    if (referenceId != null || columns.stream().anyMatch(ColumnMonitor::learns)) {
      return;
    }
    List<ReferenceColumn> learned =
        columns.stream().map(ColumnMonitor::reference).filter(Objects::nonNull).toList();
    long rows = learned.stream().mapToLong(column -> column.totals().rows()).max().orElse(0);
    ReferenceProfile learnedProfile = ReferenceProfile.of(id, now.instant(), rows, learned);
    if (multivariate != null) {
      learnedProfile = learnedProfile.with(MultivariateSetup.learned(multivariate, columns));
    }
    if (segments != null) {
      learnedProfile = learnedProfile.with(segments.learned());
    }
    Set<String> sensitive = new HashSet<>(config.features().sensitive());
    columns.stream()
        .map(ColumnMonitor::column)
        .filter(Feature::sensitive)
        .forEach(column -> sensitive.add(column.name()));
    learnedProfile = learnedProfile.withSensitive(sensitive);
    referenceId = learnedProfile.id();
    String file = config.reference().save();
    if (file != null && config.reference().learn() > 0) {
      store.save(learnedProfile, file, id);
    }
  }

  /**
   * Closes the window if it is due.
   *
   * @return what changed, or null when no window was closed
   */
  @Nullable List<ModelEvent> closeDue(Instants now) {
    WindowClock.Due due = clock.due(windowRows, now);
    if (due == WindowClock.Due.OPEN) {
      return null;
    }
    if (due == WindowClock.Due.CLOSE_IF_SUFFICIENT) {
      // To compare is not free: look again only when a tenth more is there.
      if (windowRows < clock.minRows() || windowRows * 10 < checkedRows * 11) {
        return null;
      }
      checkedRows = windowRows;
      WindowEvaluator evaluator = evaluator();
      return evaluator.sufficient() ? close(evaluator, now) : null;
    }
    return close(evaluator(), now);
  }

  /** Closes the window if one is open, as {@link #closeDue}. */
  @Nullable List<ModelEvent> closeNow(Instants now) {
    return clock.isOpen() ? close(evaluator(), now) : null;
  }

  void settleTypes() {
    columns.forEach(ColumnMonitor::settleType);
  }

  private WindowEvaluator evaluator() {
    flush();
    endSeason();
    settleTypes();
    return new WindowEvaluator(columns, windowRows, clock.minRows(), description);
  }

  private List<ModelEvent> close(WindowEvaluator evaluator, Instants now) {
    windowNumber++;
    WindowEvaluator.Outcome outcome =
        evaluator.evaluate(
            new WindowEvaluator.Span(windowNumber, clock.startEpochNanos(), now),
            config.drift(),
            segments == null ? List.of() : segments.judged(clock.minRows()));
    noteDaily(evaluator.daily());
    QualityOutcome found = quality.evaluate(windowRows >= clock.minRows());
    WindowSnapshot window = outcome.window().with(found.results());
    if (segments != null) {
      window = window.with(segments.said(window, clock.minRows()));
    }
    lastWindow = window;
    unusable.about(columns, firstOutput);
    lastShares = columns.stream().map(ColumnShares::of).toList();
    lastContext = WindowContext.of(columns, firstOutput, window);
    verdicts.merge(window.verdict(), 1L, Long::sum);
    if (multivariate != null) {
      multivariate.close(window);
    }
    if (estimates != null) {
      estimates.close(window);
    }
    stability.close(columns.subList(firstOutput, columns.size()));
    discardWindow();
    List<ModelEvent> events = new ArrayList<>(outcome.events());
    events.addAll(found.events(window));
    return events;
  }

  /** Says once that a reference by hour would expect what comes and goes every day. */
  private void noteDaily(List<String> daily) {
    if (dailyReported || daily.isEmpty()) {
      return;
    }
    dailyReported = true;
    log.accept(
        "model %s: %s drifts and returns at the same hours of the day, on %d days now; a reference"
                .formatted(id, daily, DailyPattern.DAYS)
            + " by hour (profile --time-column) would expect that");
  }

  /** Starts a new window; what was counted stays in the totals. */
  void discardWindow() {
    clock.close();
    windowRows = 0;
    checkedRows = 0;
    for (ColumnMonitor column : columns) {
      column.closeWindow();
    }
    quality.closeWindow();
    if (segments != null) {
      segments.closeWindow();
    }
    if (multivariate != null) {
      multivariate.discardWindow();
    }
    if (estimates != null) {
      estimates.discardWindow();
    }
  }

  /**
   * What there is to say so far.
   *
   * @param referenceId the identity of the reference, or null without one
   * @param features features, then outputs
   * @param verdicts closed windows by verdict
   * @param lastWindow the newest closed window, or null before the first
   * @param multivariate what comparisons of whole rows say, or null when there are none
   * @param stability how much outputs differ from the window before
   * @param estimate the estimated performance of the newest closed window, or null without one
   */
  record State(
      @Nullable String referenceId,
      List<FeatureSnapshot> features,
      Map<WindowVerdict, Long> verdicts,
      @Nullable WindowSnapshot lastWindow,
      @Nullable MultivariateSnapshot multivariate,
      List<PredictionStability> stability,
      @Nullable EstimateSnapshot estimate) {

    static final State NONE = new State(null, List.of(), Map.of(), null, null, List.of(), null);
  }

  State state() {
    List<FeatureSnapshot> features = columns.stream().map(ColumnMonitor::snapshot).toList();
    return new State(
        referenceId,
        segments == null ? features : segments.withSuppressed(features),
        Map.copyOf(verdicts),
        lastWindow,
        multivariate == null ? null : multivariate.snapshot(),
        stability.latest(),
        estimates == null ? null : estimates.snapshot());
  }

  /** Returns the estimates of performance, or null when there are none. */
  @Nullable EstimateMonitor estimates() {
    return estimates;
  }
}
