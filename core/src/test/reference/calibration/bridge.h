/* Laws of weighted sums of squares of a Brownian bridge. */
#include <math.h>

/* A weighted sum of squares of a Brownian bridge: weights at points, shares between the points. */
#define POINTS 128
typedef struct { int size; double weight[POINTS + 1], at[POINTS + 1], mean; } bridge;

/*
 * The law of the sum over all points, neighbours joined until they carry 1/POINTS of the mean, and
 * put where they keep it.
 */
static void join(long points, const double *weight, const double *below, bridge *to) {
  double mean = 0, total = 0, part = 0, middle = 0;
  for (long i = 0; i < points; i++) mean += weight[i] * below[i] * (1 - below[i]);
  to->size = 0;
  to->mean = mean;
  for (long i = 0; i < points; i++) {
    double own = weight[i] * below[i] * (1 - below[i]) / mean;
    total += own;
    part += own;
    middle += own * below[i];
    if (points <= POINTS || i == points - 1 || (total >= (to->size + 1.0) / POINTS && to->size < POINTS - 1)) {
      double at = middle / part;
      to->at[to->size] = at;
      to->weight[to->size++] = part / (at * (1 - at)); /* in units of the mean */
      part = middle = 0;
    }
  }
}

/*
 * Probability that the sum exceeds x, both in units of its mean: Davies' sum over the characteristic
 * function 1 / sqrt(D), D by shooting along the bridge, its phase followed from node to node.
 */
static double beyond(const bridge *law, double x) {
  double step = 2 * M_PI / (x + 40), phase = 0, sum = 0;
  for (long from = 0; from < 20000; from += LANES) {
    real t, re = {}, im = {}, slope_re = {}, slope_im = {};
    double last = 0;
    for (int lane = 0; lane < LANES; lane++) { t[lane] = (from + lane + 0.5) * step; slope_re[lane] = 1; }
    for (int i = 0; i < law->size; i++) {
      double stretch = law->at[i] - last;
      last = law->at[i];
      re += stretch * slope_re;
      im += stretch * slope_im;
      real bend = 2 * law->weight[i] * t; /* slope -= 2 i t weight height */
      slope_re += bend * im;
      slope_im -= bend * re;
    }
    re += (1 - last) * slope_re;
    im += (1 - last) * slope_im;
    double left = 1;
    for (int lane = 0; lane < LANES; lane++) {
      double angle = atan2(im[lane], re[lane]);
      phase = angle + 2 * M_PI * nearbyint((phase - angle) / (2 * M_PI));
      left = pow(re[lane] * re[lane] + im[lane] * im[lane], -0.25);
      sum += left * sin(-phase / 2 - t[lane] * x) / (from + lane + 0.5);
    }
    if (left < 1e-7 * (from + 1)) break;
  }
  return 0.5 + sum / M_PI;
}

/*
 * Whether a sum of squares may have a p-value of at most 0.1: by the gamma law with its mean and half
 * variance, after Wilson and Hilferty, at 0.12.
 */
static int unusual(double statistic, double mean, double second) {
  double x = statistic / mean, c = 2 * second / (9 * mean * mean);
  return mean > 0 && (cbrt(x) - 1 + c) / sqrt(c) > 1.175;
}

/* The p-value of a sum of squares with the law of weights at points, 1 where it is not unusual. */
static double tail(double statistic, long points, const double *weight, const double *below) {
  double mean = 0, second = 0, lower = 0;
  for (long i = 0; i < points; i++) {
    double share = below[i], other = 1 - share;
    mean += weight[i] * share * other;
    second += weight[i] * other * other * (weight[i] * share * share + 2 * lower);
    lower += weight[i] * share * share;
  }
  if (!unusual(statistic, mean, second)) return 1;
  bridge law;
  join(points, weight, below, &law);
  return beyond(&law, statistic / mean);
}
