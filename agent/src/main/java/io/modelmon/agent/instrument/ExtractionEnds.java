package io.modelmon.agent.instrument;

import io.modelmon.agent.extract.Extraction;
import io.modelmon.agent.extract.LabelHandles;
import io.modelmon.agent.extract.SiteHandles;
import io.modelmon.config.LabelRule;
import java.lang.invoke.MethodHandles;

/** Ends that copy inputs and outputs into the rings of the models. <b>Threads:</b> safe. */
public final class ExtractionEnds implements SiteEnds.Factory {

  private final Extraction extraction;

  /** Creates ends that share the models of an extraction. */
  public ExtractionEnds(Extraction extraction) {
    this.extraction = extraction;
  }

  @Override
  public SiteEnds create(WatchSite site, MethodHandles.Lookup caller) {
    LabelRule label = site.label();
    if (label != null) {
      LabelHandles handles = extraction.labelSite(site.modelIndex(), label, site.shape(), caller);
      return new SiteEnds(handles.enter(site.enterType()), handles.exit(site.exitType()));
    }
    SiteHandles handles =
        extraction.site(site.modelIndex(), site.siteMethod(), site.shape(), caller);
    return new SiteEnds(handles.enter(site.enterType()), handles.exit(site.exitType()));
  }
}
