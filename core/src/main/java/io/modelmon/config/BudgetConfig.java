package io.modelmon.config;

/**
 * What the agent may cost, all models together.
 *
 * @param cpuShare the share of all cores' time that it may take, in (0, 1], or 0 for no limit
 * @param breakers whether it captures less under heap pressure, while a ring overflows, or at a
 *     great cost
 */
public record BudgetConfig(double cpuShare, boolean breakers) {

  /** No limit, with breakers. */
  public static final BudgetConfig DEFAULT = new BudgetConfig(0, true);

  /** Returns whether there is a limit. */
  public boolean isLimited() {
    return cpuShare > 0;
  }
}
