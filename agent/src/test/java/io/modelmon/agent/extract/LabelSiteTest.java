package io.modelmon.agent.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.capture.CapturedCall;
import io.modelmon.capture.LabelCapture;
import io.modelmon.capture.LabelLoss;
import io.modelmon.config.ConfigParser;
import io.modelmon.config.LabelRule;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelmonConfig;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelSiteTest {

  /** An id or a label on its way, as the monitor sees it. */
  private record Seen(boolean label, Object id, Object value) {}

  private final CaptureRegistry registry = new CaptureRegistry();
  private ModelmonConfig config = parse("arg[0]", "arg[1]");
  private Extraction extraction = extraction();

  private static ModelmonConfig parse(String id, String label) {
    String yaml =
        """
        file_format: "1"
        models:
          - name: m
            predict: com.acme.Model#predict
            prediction: { from: return, type: probability }
            id: "arg[1]"
            segments: { channel: "arg[2]" }
            features: { from: "arg[0]" }
            labels: { from: { method: com.acme.Outcomes#record, id: "ID", label: "LABEL" } }
        """;
    return Objects.requireNonNull(
        ConfigParser.parse(
                yaml.replace("\"ID\"", "\"" + id + "\"").replace("LABEL", label), Path.of("."))
            .config());
  }

  private Extraction extraction() {
    return new Extraction(
        config,
        registry,
        type -> MethodHandles.privateLookupIn(type, MethodHandles.lookup()),
        id -> List.of());
  }

  private void rule(String id, String label) {
    config = parse(id, label);
    extraction = extraction();
  }

  /** The two ends of a label method. */
  private record Ends(MethodHandle enter, MethodHandle exit) {}

  private Ends ends(String returnType, MethodType enter, MethodType exit, String... parameters) {
    SiteMethod method =
        new SiteMethod(
            "com.acme.Outcomes", "record", List.of(), List.of(parameters), returnType, true);
    LabelRule rule = config.models().get(0).labels().rules().get(0);
    LabelHandles handles =
        extraction.labelSite(0, rule, SiteShape.of(rule, method), MethodHandles.lookup());
    return new Ends(handles.enter(enter), handles.exit(exit));
  }

  private Ends longAndBoolean() {
    return ends(
        "void",
        MethodType.methodType(long.class, long.class, boolean.class),
        MethodType.methodType(void.class, long.class, Object.class),
        "long",
        "boolean");
  }

  private Ends objects() {
    return ends(
        "void",
        MethodType.methodType(long.class, Object.class, Object.class),
        MethodType.methodType(void.class, long.class, Object.class),
        "java.lang.Object",
        "java.lang.Object");
  }

  private LabelCapture capture() {
    return registry.labels().get(registry.labels().size() - 1);
  }

  private List<Seen> drained() {
    List<Seen> seen = new ArrayList<>();
    for (CaptureBuffer ring :
        new CaptureBuffer[] {capture().ownRing(), registry.models().get(0).buffer()}) {
      if (ring != null) {
        ring.drain(call -> seen.add(seen(call)), true);
      }
    }
    return seen;
  }

  private static Seen seen(CapturedCall call) {
    Object id = call.idText(0) != null ? call.idText(0) : call.hasId(0) ? call.idNumber(0) : "none";
    Object value = call.labelText() != null ? call.labelText() : (Object) call.labelNumber();
    return new Seen(call.isLabel(), id, call.isLabel() ? value : String.valueOf(call.segment(0)));
  }

  @Test
  void end_returned_isALabel() throws Throwable {
    Ends ends = longAndBoolean();

    long ticket = (long) ends.enter.invokeExact(17L, true);
    assertThat(drained()).as("before it returns").isEmpty();
    ends.exit.invokeExact(ticket, (Object) null);

    assertThat(drained()).containsExactly(new Seen(true, 17L, "true"));
  }

  @Test
  void end_neverCalled_slotsAreGivenBackInTheEnd() throws Throwable {
    Ends ends = longAndBoolean();
    long ticket = 1;
    for (int i = 0; i < 5_000 && ticket != 0; i++) {
      // As when the stack overflows before the exit has begun; 'record' is on no stack any more.
      ticket = (long) ends.enter.invokeExact((long) i, true);
    }
    assertThat(ticket).as("full").isZero();

    int healed = capture().heal();

    assertThat(healed).isPositive();
    assertThat(capture().lost(LabelLoss.EXTRACTION)).isEqualTo(healed);
    ticket = (long) ends.enter.invokeExact(17L, true);
    ends.exit.invokeExact(ticket, (Object) null);
    assertThat(drained()).containsExactly(new Seen(true, 17L, "true"));
  }

  @Test
  void end_threw_isNoLabelAndNotCounted() throws Throwable {
    Ends ends = longAndBoolean();

    long ticket = (long) ends.enter.invokeExact(17L, true);
    ends.exit.invokeExact(ticket, (Object) new IllegalStateException());

    assertThat(drained()).isEmpty();
    for (LabelLoss reason : LabelLoss.values()) {
      assertThat(capture().lost(reason)).isZero();
    }
  }

  @Test
  void enter_argumentsChangedByTheMethod_areReadBefore() throws Throwable {
    rule("arg[0][0]", "arg[1]");
    Ends ends = objects();
    Object[] id = {"a"};

    long ticket = (long) ends.enter.invokeExact((Object) id, (Object) 1.5);
    id[0] = "b";
    ends.exit.invokeExact(ticket, (Object) null);

    assertThat(drained()).containsExactly(new Seen(true, "a", 1.5));
  }

  @Test
  void label_severalItems_isAListOfThemAsTheyWere() throws Throwable {
    Ends ends = objects();
    List<Object> items = new ArrayList<>(List.of("a,b", 7L, Optional.of("c")));
    long ticket = (long) ends.enter.invokeExact((Object) "x", (Object) items);
    items.clear();
    ends.exit.invokeExact(ticket, (Object) null);
    long numbers = (long) ends.enter.invokeExact((Object) "y", (Object) new int[] {3, 5});
    ends.exit.invokeExact(numbers, (Object) null);
    long none = (long) ends.enter.invokeExact((Object) "z", (Object) List.of());
    ends.exit.invokeExact(none, (Object) null);

    assertThat(drained())
        .containsExactly(
            new Seen(true, "x", "\u001fa,b\u001f7\u001fc"), new Seen(true, "y", "\u001f3\u001f5"));
    assertThat(capture().lost(LabelLoss.LABEL)).isOne();
  }

  @Test
  void label_itemsThatAreNumbers_areNamedAsPredictedOnes() throws Throwable {
    Ends ends = objects();
    List<Object> items =
        List.of(12_345_678.0, 0.5f, new BigInteger("77"), new BigDecimal("1.50"), 3L);
    long ticket = (long) ends.enter.invokeExact((Object) "x", (Object) items);
    ends.exit.invokeExact(ticket, (Object) null);
    for (Object nameless : List.of(new Object(), Double.NaN, BigInteger.TWO.pow(20_000))) {
      long none = (long) ends.enter.invokeExact((Object) "y", (Object) List.of("a", nameless));
      ends.exit.invokeExact(none, (Object) null);
    }

    assertThat(drained())
        .containsExactly(new Seen(true, "x", "\u001f12345678\u001f0.5\u001f77\u001f1.5\u001f3"));
    assertThat(capture().lost(LabelLoss.LABEL)).isEqualTo(3);
  }

  @Test
  void label_wholeNumberBeyondADouble_keepsItsDigits() throws Throwable {
    Ends ends =
        ends(
            "void",
            MethodType.methodType(long.class, long.class, long.class),
            MethodType.methodType(void.class, long.class, Object.class),
            "long",
            "long");
    long ticket = (long) ends.enter.invokeExact(1L, 9_007_199_254_740_993L);
    ends.exit.invokeExact(ticket, (Object) null);
    long small = (long) ends.enter.invokeExact(2L, -4L);
    ends.exit.invokeExact(small, (Object) null);
    Ends boxed = objects();
    long third = (long) boxed.enter.invokeExact((Object) "b", (Object) Long.MIN_VALUE);
    boxed.exit.invokeExact(third, (Object) null);

    assertThat(drained())
        .containsExactly(
            new Seen(true, 1L, "9007199254740993"),
            new Seen(true, 2L, -4.0),
            new Seen(true, "b", "-9223372036854775808"));
  }

  @Test
  void enter_nestedInItself_countsBoth() throws Throwable {
    Ends ends = longAndBoolean();

    long outer = (long) ends.enter.invokeExact(1L, true);
    long inner = (long) ends.enter.invokeExact(2L, false);
    ends.exit.invokeExact(inner, (Object) null);
    ends.exit.invokeExact(outer, (Object) null);

    assertThat(drained())
        .containsExactlyInAnyOrder(new Seen(true, 1L, "true"), new Seen(true, 2L, "false"));
  }

  @Test
  void end_noIdOrNoLabel_isCountedByReason() throws Throwable {
    Ends ends = objects();
    for (Object[] arguments :
        new Object[][] {
          {null, true},
          {"", true},
          {1.5, true},
          {"x".repeat(129), true},
          {1, null},
          {1, new Object()}
        }) {
      long ticket = (long) ends.enter.invokeExact(arguments[0], arguments[1]);
      ends.exit.invokeExact(ticket, (Object) null);
    }

    assertThat(drained()).isEmpty();
    assertThat(capture().lost(LabelLoss.ID)).isEqualTo(4);
    assertThat(capture().lost(LabelLoss.LABEL)).isEqualTo(2);
  }

  @Test
  void end_readingFails_isCountedAndNotThrown() throws Throwable {
    rule("arg[0].id", "arg[1]");
    Ends ends = objects();

    long ticket = (long) ends.enter.invokeExact((Object) new Hostile(), (Object) true);
    ends.exit.invokeExact(ticket, (Object) null);

    assertThat(capture().lost(LabelLoss.EXTRACTION)).isEqualTo(1);
  }

  /** Its id cannot be had. */
  public static final class Hostile {
    private final int[] digits = {};

    /** Throws: there is no first digit. */
    public String id() {
      return "id-" + digits[0];
    }
  }

  @Test
  void end_idAndLabelReturned_areReadAfterwards() throws Throwable {
    rule("return[0]", "return[1]");
    Ends ends =
        ends(
            "java.lang.Object",
            MethodType.methodType(long.class),
            MethodType.methodType(void.class, long.class, Object.class, Object.class));

    long ticket = (long) ends.enter.invokeExact();
    ends.exit.invokeExact(ticket, (Object) new Object[] {5, "good"}, (Object) null);

    assertThat(drained()).containsExactly(new Seen(true, 5L, "good"));
  }

  @Test
  void claim_manyMethodsHang_leaveRoomForPredictions() throws Throwable {
    Ends ends = longAndBoolean();
    for (int i = 0; i < 5000; i++) {
      long hanging = (long) ends.enter.invokeExact((long) i, true);
      assertThat(hanging == 0).isEqualTo(i >= 1024);
    }

    assertThat(capture().lost(LabelLoss.FULL)).isEqualTo(5000 - 1024);
  }

  @Test
  void enter_traceWithoutOpenTelemetry_hasNoId() throws Throwable {
    TraceIds none = new TraceIds(ClassLoader.getPlatformClassLoader());

    assertThat(none.read()).isNull();
  }

  @Test
  void labelSite_modelWithoutLabels_isRefused() {
    ModelConfig plain = TestModel.model().config();
    TestAgent agent = new TestAgent(plain);
    LabelRule rule = config.models().get(0).labels().rules().get(0);
    SiteMethod method =
        new SiteMethod("com.acme.O", "r", List.of(), List.of("long", "boolean"), "void", true);
    SiteShape shape = SiteShape.of(rule, method);

    assertThatThrownBy(() -> agent.extraction.labelSite(0, rule, shape, MethodHandles.lookup()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void predict_withIdAndSegment_haveThemBesideTheColumns() throws Throwable {
    SiteMethod method =
        new SiteMethod(
            "com.acme.Model",
            "predict",
            List.of(),
            List.of("double[]", "long", "java.lang.String"),
            "double",
            true);
    ModelConfig model = config.models().get(0);
    SiteShape shape = SiteShape.of(model, method);
    SiteHandles handles = extraction.site(0, method, shape, MethodHandles.lookup());
    MethodHandle enter =
        handles.enter(MethodType.methodType(long.class, Object.class, long.class, Object.class));
    MethodHandle exit =
        handles.exit(MethodType.methodType(void.class, long.class, double.class, Object.class));

    for (long id = 7; id < 9; id++) {
      long ticket = (long) enter.invokeExact((Object) new double[] {1, 2}, id, (Object) "online");
      exit.invokeExact(ticket, 0.5, (Object) null);
    }

    assertThat(drained())
        .containsExactly(new Seen(false, 7L, "online"), new Seen(false, 8L, "online"));
    CaptureBuffer ring = Objects.requireNonNull(registry.models().get(0).buffer());
    assertThat(ring.schema().columns()).hasSize(3);
    assertThat(ring.depth()).isZero();
  }

  @Test
  void end_ringOpen_labelsTravelBesidePredictions() throws Throwable {
    predict_withIdAndSegment_haveThemBesideTheColumns();
    Ends ends = longAndBoolean();

    long ticket = (long) ends.enter.invokeExact(7L, true);
    ends.exit.invokeExact(ticket, (Object) null);

    assertThat(capture().ownRing()).isNull();
    assertThat(drained()).containsExactly(new Seen(true, 7L, "true"));
  }
}
