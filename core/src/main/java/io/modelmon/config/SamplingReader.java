package io.modelmon.config;

import io.modelmon.config.SamplingConfig.Shares;
import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Reported;
import io.modelmon.config.YamlNode.Scalar;
import io.modelmon.config.YamlNode.Sequence;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reader of {@code sampling}, of the whole file and of a model. */
final class SamplingReader {
  /** Keys that a model, an override and {@code defaults} have too. */
  static final List<String> POLICY = List.of("rate", "timing", "schedule");

  static final String KEY = "sampling";

  private static final Map<String, Set<DayOfWeek>> DAYS = days();
  private static final Pattern HOURS =
      Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])-(?:([01][0-9]|2[0-3]):([0-5][0-9])|24:00)");
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,9})?) ?%");

  private final Problems problems;
  private final Values values;

  SamplingReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** Returns a parent with the file's own {@code sampling}, as far as it is for models, below. */
  static Mapping below(Mapping root, Mapping defaults) {
    if (!(root.entries().get(KEY) instanceof Mapping own)) {
      return defaults;
    }
    Map<String, YamlNode> policy = new LinkedHashMap<>(own.entries());
    policy.keySet().retainAll(POLICY);
    Mapping base = new Mapping(policy, own.line(), own.path());
    return Overlay.merge(
        new Mapping(Map.of(KEY, base), defaults.line(), defaults.path()), defaults);
  }

  /** Returns what concerns all models together. */
  BudgetConfig budget(Mapping root) {
    sampling(root);
    Mapping section = values.section(root.entries().get(KEY));
    if (section == null) {
      return BudgetConfig.DEFAULT;
    }
    Double share = share(section.entries().get("cpu_budget"));
    Boolean breakers = new QualityReader(problems).onOrOff(section.entries().get("breakers"));
    return new BudgetConfig(
        Objects.requireNonNullElse(share, BudgetConfig.DEFAULT.cpuShare()),
        Objects.requireNonNullElse(breakers, BudgetConfig.DEFAULT.breakers()));
  }

  /** Returns {@code sampling} of a model. */
  SamplingConfig sampling(Mapping parent) {
    Mapping section = values.section(parent.entries().get(KEY));
    if (section == null) {
      return SamplingConfig.DEFAULT;
    }
    Shares shares = shares(section, Shares.ALL);
    return new SamplingConfig(shares, schedule(section.entries().get("schedule"), shares));
  }

  private Shares shares(Mapping section, Shares others) {
    Double rate = values.number(section.entries().get("rate"), Range.UNIT);
    Double timing = values.number(section.entries().get("timing"), Range.UNIT);
    return new Shares(
        Objects.requireNonNullElse(rate, others.rate()),
        Objects.requireNonNullElse(timing, others.timing()));
  }

  private List<SamplingPeriod> schedule(@Nullable YamlNode node, Shares others) {
    List<SamplingPeriod> periods = new ArrayList<>();
    if (node == null || node instanceof Reported) {
      return periods;
    }
    if (!(node instanceof Sequence sequence)) {
      problems.add(
          node, "found " + YamlNode.kind(node), "a list is needed: begin each period with '- '");
      return periods;
    }
    for (YamlNode item : sequence.items()) {
      Mapping period = values.section(item);
      if (period != null) {
        periods.add(period(period, others));
      }
    }
    return periods;
  }

  private SamplingPeriod period(Mapping period, Shares others) {
    if (!period.entries().containsKey("rate") && !period.entries().containsKey("timing")) {
      problems.add(period, "neither rate nor timing", "say what holds in this period");
    }
    if (!period.entries().containsKey("days") && !period.entries().containsKey("hours")) {
      problems.add(period, "neither days nor hours", "say when it holds");
    }
    LocalTime[] hours = hours(period.entries().get("hours"));
    return new SamplingPeriod(
        daysOf(period.entries().get("days")),
        hours[0],
        hours[1],
        zone(period.entries().get("zone")),
        shares(period, others));
  }

  private Set<DayOfWeek> daysOf(@Nullable YamlNode node) {
    Set<Set<DayOfWeek>> chosen = values.choices(node, DAYS);
    if (chosen == null) {
      return EnumSet.allOf(DayOfWeek.class);
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    chosen.forEach(days::addAll);
    if (node instanceof Sequence sequence && sequence.items().isEmpty()) {
      problems.add(node, "an empty list", "name at least one day, or leave the key out");
    }
    return days;
  }

  /** Returns begin and end; without the key the whole day. */
  private LocalTime[] hours(@Nullable YamlNode node) {
    LocalTime[] hours = {LocalTime.MIDNIGHT, LocalTime.MIDNIGHT};
    String allowed = "hours such as \"08:00-18:00\"";
    Scalar scalar = values.scalar(node, allowed);
    if (scalar == null) {
      return hours;
    }
    Matcher matcher = HOURS.matcher(scalar.text());
    if (!matcher.matches()) {
      problems.add(scalar, "found " + scalar.shown(), allowed + " are needed");
      return hours;
    }
    hours[0] = time(matcher.group(1), matcher.group(2));
    hours[1] = time(matcher.group(3), matcher.group(4));
    if (hours[0].equals(hours[1]) && matcher.group(3) != null) {
      problems.add(
          scalar, "found " + scalar.shown() + ", which is no time", "a later end is needed");
    }
    return hours;
  }

  private static LocalTime time(@Nullable String hour, @Nullable String minute) {
    return hour == null || minute == null
        ? LocalTime.MIDNIGHT
        : LocalTime.of(Integer.parseInt(hour), Integer.parseInt(minute));
  }

  private @Nullable ZoneId zone(@Nullable YamlNode node) {
    String allowed = "a time zone such as Europe/Berlin or UTC";
    Scalar scalar = values.scalar(node, allowed);
    if (scalar == null) {
      return null;
    }
    try {
      return ZoneId.of(scalar.text());
    } catch (DateTimeException e) {
      problems.add(scalar, "found " + scalar.shown(), allowed + " is needed");
      return null;
    }
  }

  private @Nullable Double share(@Nullable YamlNode node) {
    String allowed = "a percentage above 0% and up to 100%, such as 1% or 0.5%,";
    Scalar scalar = values.scalar(node, allowed);
    if (scalar == null) {
      return null;
    }
    Matcher matcher = PERCENT.matcher(scalar.text());
    double share = matcher.matches() ? Double.parseDouble(matcher.group(1)) / 100 : 0;
    if (share > 0 && share <= 1) {
      return share;
    }
    problems.add(scalar, "found " + scalar.shown(), allowed + " is needed");
    return null;
  }

  private static Map<String, Set<DayOfWeek>> days() {
    Map<String, Set<DayOfWeek>> days = new LinkedHashMap<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      days.put(day.name().substring(0, 3).toLowerCase(Locale.ROOT), EnumSet.of(day));
    }
    days.put("weekdays", EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
    days.put("weekend", EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
    return days;
  }
}
