package io.modelmon.agent.extract;

import io.modelmon.agent.value.MemberAccess;
import io.modelmon.agent.value.ModuleOpener;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.capture.LabelCapture;
import io.modelmon.capture.LabelFrame;
import io.modelmon.config.IdSource;
import io.modelmon.config.LabelRule;
import io.modelmon.config.LabelsConfig;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.schema.ModelId;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What all woven methods share: the watched models, their rings, and the way into their classes.
 *
 * <p>Keeps no woven class alive: a {@link SiteHandles} belongs to its call site.
 *
 * <p><b>Threads:</b> safe.
 */
public final class Extraction {

  private final List<WatchedModel> models = new ArrayList<>();
  private final List<@Nullable LabelCapture> labels = new ArrayList<>();
  private final ModuleOpener opener;
  private final Function<ModelId, List<String>> referenceNames;

  /**
   * Creates the shared part, and registers every model whose name and version are literal.
   *
   * @param referenceNames the feature names of a model's reference profile in order, empty where
   *     there is none; called on application threads at a model's first calls, must be quick
   */
  public Extraction(
      ModelmonConfig config,
      CaptureRegistry registry,
      ModuleOpener opener,
      Function<ModelId, List<String>> referenceNames) {
    this.opener = opener;
    this.referenceNames = referenceNames;
    int index = 0;
    for (ModelConfig model : config.models()) {
      WatchedModel watched = new WatchedModel(index, model, registry);
      models.add(watched);
      Target only = watched.only();
      labels.add(
          model.labels().isWatched()
              ? registry.registerLabels(index, only == null ? null : only.capture())
              : null);
      index++;
    }
    WatchedFrames.rehearse();
    CallGuard.rehearse();
  }

  /**
   * Returns the handles of one woven method. Can be called again for the same method, for instance
   * when its call site is linked twice.
   *
   * @param configIndex the index of the model's entry in the configuration
   * @param woven a lookup in the woven class
   * @throws IllegalArgumentException when the shape is {@linkplain SiteShape#unsupported
   *     unsupported}
   */
  public SiteHandles site(
      int configIndex, SiteMethod method, SiteShape shape, MethodHandles.Lookup woven) {
    if (shape.unsupported() != null) {
      throw new IllegalArgumentException(shape.unsupported());
    }
    WatchedModel model = models.get(configIndex);
    MemberAccess access = new MemberAccess(woven, opener);
    List<SiteVariant> variants = new ArrayList<>();
    LabelsConfig labelled = model.variants().get(0).labels();
    IdSource id = labelled.id();
    ClassLoader loader = woven.lookupClass().getClassLoader();
    boolean keyed = id != null || !labelled.segments().isEmpty();
    KeyPlan keys = keyed ? new KeyPlan(id, labelled, access, loader) : null;
    for (ModelConfig config : model.variants()) {
      variants.add(new SiteVariant(config, method, shape, this, access, keys));
    }
    model.addMethod(method);
    return new SiteHandles(model, shape, variants, access);
  }

  /**
   * Returns the handles of one woven method that brings labels.
   *
   * @param configIndex the index of the model's entry in the configuration
   * @param woven a lookup in the woven class
   * @throws IllegalArgumentException when the shape is {@linkplain SiteShape#unsupported
   *     unsupported}
   */
  public LabelHandles labelSite(
      int configIndex, LabelRule rule, SiteShape shape, MethodHandles.Lookup woven) {
    LabelCapture capture = labels.get(configIndex);
    if (shape.unsupported() != null || capture == null) {
      throw new IllegalArgumentException("no labels here: " + shape.unsupported());
    }
    MemberAccess access = new MemberAccess(woven, opener);
    ClassLoader loader = woven.lookupClass().getClassLoader();
    String method = rule.method().method();
    LabelFrame frame =
        new LabelFrame(woven.lookupClass().getName(), method.indexOf('*') >= 0 ? null : method);
    return new LabelHandles(new LabelSite(capture, frame, rule, shape, access, loader));
  }

  /**
   * Gives sites whose plan became known their fastest form. For a thread of the agent's own, every
   * few milliseconds; costs next to nothing when there is none.
   */
  public static void settle() {
    int ignored = SteadyEnds.settleWaiting();
  }

  /** Names the thread that calls {@link #settle}, which is woken when there is something to do. */
  public static void settleOn(@Nullable Thread thread) {
    SteadyEnds.settleOn(thread);
  }

  Function<ModelId, List<String>> referenceNames() {
    return referenceNames;
  }
}
