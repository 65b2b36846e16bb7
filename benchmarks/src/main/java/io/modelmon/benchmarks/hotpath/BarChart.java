package io.modelmon.benchmarks.hotpath;

import java.util.Locale;
import java.util.Map;

/** A chart of horizontal bars on a logarithmic scale, as SVG that needs nothing else. */
final class BarChart {

  private static final int WIDTH = 760;
  private static final int LABELS = 270;
  private static final int ROW = 26;
  private static final int TOP = 48;
  private static final double LEAST = 1;

  private BarChart() {}

  /**
   * Returns the chart.
   *
   * @param bars nanoseconds by label, from top to bottom; what is below one nanosecond has no bar
   */
  static String of(Map<String, Double> bars) {
    double most = 10 * LEAST;
    for (double value : bars.values()) {
      most = Math.max(most, Math.pow(10, Math.ceil(Math.log10(Math.max(value, LEAST)))));
    }
    int height = TOP + bars.size() * ROW + 14;
    StringBuilder svg = new StringBuilder();
    append(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
            + " font-family=\"system-ui, sans-serif\" font-size=\"13\">%n",
        WIDTH,
        height);
    append(svg, "<title>Added cost per call</title>%n");
    append(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", WIDTH, height);
    append(
        svg,
        "<text x=\"8\" y=\"18\" font-weight=\"600\">Added to a call of 30 numbers, nanoseconds"
            + " (logarithmic)</text>%n");
    for (double tick = LEAST; tick <= most; tick *= 10) {
      double x = x(tick, most);
      append(
          svg,
          "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#d0d7de\"/>%n",
          x,
          x,
          TOP - 6,
          height - 8);
      append(
          svg,
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#57606a\">%.0f</text>%n",
          x,
          TOP - 10,
          tick);
    }
    int y = TOP;
    for (Map.Entry<String, Double> bar : bars.entrySet()) {
      bar(svg, bar.getKey(), bar.getValue(), most, y);
      y += ROW;
    }
    return svg.append("</svg>\n").toString();
  }

  private static void bar(StringBuilder svg, String label, double nanos, double most, int y) {
    double length = Math.max(0, x(Math.max(nanos, LEAST), most) - LABELS);
    String colour = label.startsWith("modelmon") ? "#1a7f37" : "#8c959f";
    append(
        svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n", LABELS - 8, y + 16, label);
    append(
        svg,
        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
        LABELS,
        y + 3,
        length,
        ROW - 8,
        colour);
    append(
        svg,
        "<text x=\"%.1f\" y=\"%d\" fill=\"#24292f\">%.0f</text>%n",
        LABELS + length + 5,
        y + 16,
        nanos);
  }

  private static double x(double nanos, double most) {
    double share = Math.log10(nanos / LEAST) / Math.log10(most / LEAST);
    return LABELS + share * (WIDTH - LABELS - 60);
  }

  private static void append(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
