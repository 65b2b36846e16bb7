package io.modelmon.agent.instrument;

import java.util.ArrayList;
import java.util.List;

/**
 * What all rules together say about one class: the methods that are woven and for which rule, and
 * what is not woven and why.
 */
final class ClassMatch {

  private final ClassOutline outline;
  private final List<Choice> choices = new ArrayList<>();
  private final List<Choice> sites = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();

  private ClassMatch(ClassOutline outline) {
    this.outline = outline;
  }

  /** Asks every candidate. */
  static ClassMatch of(WatchRule[] candidates, ClassOutline outline, Ancestry ancestry) {
    ClassMatch match = new ClassMatch(outline);
    for (WatchRule rule : candidates) {
      Selection selection = MethodSelector.select(rule, outline, ancestry);
      if (selection.isMatched()) {
        for (MethodOutline method : selection.methods()) {
          match.add(new Choice(rule, method));
        }
      } else if (selection.isMeant()) {
        match.refusals.add(new Refusal(rule, selection));
      }
    }
    return match;
  }

  /** Returns every rule with every method it means. */
  List<Choice> choices() {
    return choices;
  }

  /** Returns the methods to weave: one of the choices per method and model. */
  List<Choice> sites() {
    return sites;
  }

  List<Refusal> refusals() {
    return refusals;
  }

  boolean isEmpty() {
    return choices.isEmpty();
  }

  /** Returns a method with its class, as in reports. */
  String text(MethodOutline method) {
    return outline.binaryName() + "." + method.signature();
  }

  private void add(Choice choice) {
    choices.add(choice);
    for (Choice known : sites) {
      if (known.rule().sharesSitesWith(choice.rule()) && known.method().isSameAs(choice.method())) {
        return;
      }
    }
    sites.add(choice);
  }

  /** A rule and a method it means. */
  record Choice(WatchRule rule, MethodOutline method) {}

  /** A rule and why it weaves nothing here. */
  record Refusal(WatchRule rule, Selection selection) {}
}
