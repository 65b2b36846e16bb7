/*
 * The inner loops of simulate.py, which NumPy alone takes ten times as long for.
 *
 * place() draws the counts of a window on cells cut from a sample of the same continuous distribution. A reference of m values leaves m + 1 spacings, which are exponential up to their sum. A cell holds
 * a block of neighbouring values: the spacings inside it, and a share of the one to either neighbour:
 * half of it, because cells are cut midway, or less, and a cell without a reference value takes the
 * rest; the outermost spacings belong to the outer cells. The window's values,
 * in order, have exponential spacings as well, so that one merge counts them.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include "generator.h"
#include "bridge.h"
#include "cuts.h"
#include "distances.h"

/* Sum of exponentials: minus the logarithm of a product of uniforms, taken before it vanishes. */
static double exponentials(const double *uniforms, int count) {
  double sum = 0;
  for (int from = 0; from < count; from += 50) {
    double product = 1;
    int to = from + 50 < count ? from + 50 : count;
    for (int i = from; i < to; i++) product *= uniforms[i];
    sum -= log(product);
  }
  return sum;
}

/*
 * widths: trials x cells, values of the reference per cell, zeros at the end only.
 * sizes: trials, values of the window to place.
 * below: whether values nearer to a lower neighbour than to the first cell leave this range.
 * share: of a spacing that belongs to the cells of its neighbours, up to a half; below a half there is
 *   a cell between any two.
 * counts: trials x (cells + 1), or (2 cells + 1) with cells between; written; column 0 holds those that left.
 */
void place(uint64_t seed, long trials, long cells, const int32_t *widths, const int32_t *sizes, int below, double share, int32_t *counts) {
  seed_lanes(seed);
  int between = share < 0.5;
  long columns = (between ? 2 : 1) * cells;
  double *upper = malloc((columns + 1) * sizeof(double));
  double *halves = malloc((cells + 1 + LANES) * sizeof(double));
  long room = 0, inner_room = 0;
  double *gaps = NULL, *inner = NULL;
  for (long trial = 0; trial < trials; trial++, widths += cells, counts += columns + 1) {
    long used = 0;
    while (used < cells && widths[used] > 0) used++;
    long inside = 0, taken = 0;
    for (long i = 0; i < used; i++) inside += widths[i] - 1;
    if (inside > inner_room) { inner_room = inside; inner = realloc(inner, (inside + LANES) * sizeof(double)); }
    fill(inner, inside);
    fill(halves, cells + 1);
    for (long i = 0; i <= cells; i++) halves[i] = -log(halves[i]);
    double edge = 0;
    long bounds = 0;
    upper[bounds++] = below ? edge = halves[0] * share : 0;
    if (below && between) upper[bounds++] = edge = halves[0] * (1 - share);
    for (long cell = 0; cell < used; cell++) {
      edge += cell > 0 || below ? halves[cell] * share : halves[0];
      edge += widths[cell] > 1 ? exponentials(inner + taken, widths[cell] - 1) : 0;
      taken += widths[cell] - 1;
      edge += cell + 1 < used ? halves[cell + 1] * share : halves[used];
      upper[bounds++] = edge;
      if (between && cell + 1 < used) upper[bounds++] = edge += halves[cell + 1] * (1 - 2 * share);
    }
    int n = sizes[trial];
    if (n + 1 > room) { room = n + 1; gaps = realloc(gaps, (room + LANES) * sizeof(double)); }
    double total = 0;
    fill(gaps, n + 1);
    for (int i = 0; i <= n; i++) gaps[i] = -log(gaps[i]);
    for (int i = 0; i <= n; i++) total += gaps[i];
    double position = 0, scale = edge / total;
    long cell = 0;
    for (long i = 0; i <= columns; i++) counts[i] = 0;
    for (int i = 0; i < n; i++) {
      position += gaps[i] * scale;
      while (cell < bounds - 1 && position >= upper[cell]) cell++;
      counts[cell]++;
    }
  }
  free(upper);
  free(halves);
  free(gaps);
  free(inner);
}

/* Values in ascending order: zeros, then exponential ones, or by the table. */
static void ordered(const double *table, long size, long zeros, double *to) {
  double at = 0;
  fill(to, size);
  for (long i = 0; i < zeros; i++) to[i] = 0;
  for (long i = zeros; i < size; i++) to[i] = at += -log(to[i]) / (size - i);
  if (table) look_up(table, size, to, to);
}

/*
 * Both sides on the cells of a reference that has room for every value of its own: unlike with place(),
 * the shape counts. An edge lies a share of the gap away from either neighbour, or midway, and beyond
 * the outermost values as far from them as the next edge.
 * zeros_ref, zeros_cur: trials, how many values of a side are zero; the others are exponential, or by the table.
 * ref, cur: trials x (2 m + 1), written.
 */
void place_values(uint64_t seed, const double *table, long trials, long n, long m, const int32_t *zeros_ref, const int32_t *zeros_cur,
                  double share, int32_t *ref, int32_t *cur) {
  seed_lanes(seed);
  long columns = 2 * m + 1;
  double *values = malloc((m + LANES) * sizeof(double)), *window = malloc((n + LANES) * sizeof(double)), *edges = malloc(columns * sizeof(double));
  for (long trial = 0; trial < trials; trial++, ref += columns, cur += columns) {
    ordered(table, m, zeros_ref[trial], values);
    ordered(table, n, zeros_cur[trial], window);
    for (long i = 0; i < columns; i++) ref[i] = cur[i] = 0;
    long bounds = 1, cell = 0;
    for (long i = 0; i < m; i++) {
      ref[bounds]++;
      double low = values[i], high = i + 1 < m ? values[i + 1] : low;
      if (low == high) continue;
      edges[bounds++] = low + (high - low) * share;
      if (share < 0.5) edges[bounds++] = high - (high - low) * share;
    }
    edges[0] = 2 * values[0] - edges[1];
    edges[bounds] = 2 * values[m - 1] - edges[bounds - 1];
    for (long j = 0; j < n; j++) {
      while (cell <= bounds && window[j] >= edges[cell]) cell++;
      cur[cell]++;
    }
  }
  free(values);
  free(window);
  free(edges);
}

/*
 * What rank tests need of counts: the largest gap times n m, |2U - n m|, and the sum of t^3 - t over
 * the groups of equal values. stride: columns of ref from one trial to the next, 0 if it is shared.
 */
void walk(long trials, long cells, long n, long m, const int32_t *ref, long stride, const int32_t *cur, double *out) {
  for (long trial = 0; trial < trials; trial++, ref += stride, cur += cells, out += 3) {
    long i = 0, j = 0, gap = 0, pairs = 0;
    double ties = 0;
    for (long cell = 0; cell < cells; cell++) {
      double group = ref[cell] + cur[cell];
      pairs += cur[cell] * i - ref[cell] * j;
      i += ref[cell];
      j += cur[cell];
      long here = labs(i * n - j * m);
      if (here > gap) gap = here;
      ties += group * (group * group - 1);
    }
    out[0] = gap;
    out[1] = labs(pairs);
    out[2] = ties;
  }
}

/* Joins neighbouring cells into at most wanted groups of about equal reference mass; out: trials x wanted. */
void group(long trials, long cells, long wanted, const int32_t *ref, long stride, const int32_t *cur, int64_t *ref_out, int64_t *cur_out) {
  for (long trial = 0; trial < trials; trial++, ref += stride, cur += cells, ref_out += wanted, cur_out += wanted) {
    long left = 0, at = 0;
    for (long cell = 0; cell < cells; cell++) left += ref[cell];
    for (long i = 0; i < wanted; i++) ref_out[i] = cur_out[i] = 0;
    for (long cell = 0; cell < cells; cell++) {
      if (ref_out[at] > 0 && ref_out[at] + ref[cell] / 2.0 > left / (double)(wanted - at) && at < wanted - 1) left -= ref_out[at++];
      ref_out[at] += ref[cell];
      cur_out[at] += cur[cell];
    }
    if (ref_out[at] == 0 && at > 0) {
      cur_out[at - 1] += cur_out[at];
      cur_out[at] = 0;
    }
  }
}

/*
 * Exact p-values of Kolmogorov-Smirnov given the ties, by counting the lattice paths that leave the
 * band at the end of a group of equal values. ref, cur: trials x cells, counts.
 */
void smirnov(long trials, long cells, long n, long m, const int32_t *ref, const int32_t *cur, double *p) {
  char *end = malloc(n + m + 1);
  double *left = malloc((n + 1) * sizeof(double));
  for (long trial = 0; trial < trials; trial++, ref += cells, cur += cells) {
    long i = 0, j = 0, gap = 0;
    for (long k = 0; k <= n + m; k++) end[k] = 0;
    for (long cell = 0; cell < cells; cell++) {
      i += ref[cell];
      j += cur[cell];
      end[i + j] = 1;
      long here = labs(i * n - j * m);
      if (here > gap) gap = here;
    }
    for (long a = 0; a <= m; a++) {
      for (long b = 0; b <= n; b++) {
        double before = a + b == 0 ? 0 : ((a == 0 ? 0 : a * left[b]) + (b == 0 ? 0 : b * left[b - 1])) / (a + b);
        left[b] = end[a + b] && labs(a * n - b * m) >= gap ? 1 : before;
      }
    }
    p[trial] = gap == 0 ? 1 : left[n];
  }
  free(end);
  free(left);
}

/*
 * Statistics of two samples of one continuous distribution, which depend on their order only: every
 * order is as likely. Written per trial: the largest gap times n m, Anderson's T, |2U - n m|, and
 * Pettitt's A squared. LANES trials side by side, all whole numbers as exact doubles.
 */
void ranks(uint64_t seed, long trials, long n, long m, double *statistics) {
  seed_lanes(seed);
  long size = n + m;
  double *uniforms = malloc(BLOCK * LANES * sizeof(double));
  double *weights = malloc(size * sizeof(double));
  for (long k = 1; k <= size; k++) weights[k - 1] = k < size ? 1 / ((double) k * (size - k)) : 0;
  for (long trial = 0; trial < trials; trial += LANES) {
    real i = {}, gap = {}, pairs = {}, squares = {}, weighted = {};
    for (long k = 1; k <= size; k++) {
      if ((k - 1) % BLOCK == 0) fill(uniforms, (size - k + 1 < BLOCK ? size - k + 1 : BLOCK) * LANES);
      real u = *(real *) (uniforms + (k - 1) % BLOCK * LANES);
      real first = __builtin_convertvector(-(u * (double) (size - k + 1) < (double) m - i), real);
      real j = (double) (k - 1) - i;
      pairs += i - first * (i + j);
      i += first;
      real here = i * (double) n - ((double) k - i) * (double) m, square = here * here;
      whole larger = square > gap;
      gap = (real) ((larger & (whole) square) | (~larger & (whole) gap));
      squares += square;
      weighted += square * weights[k - 1];
    }
    for (int lane = 0; lane < LANES && trial + lane < trials; lane++, statistics += 4) {
      statistics[0] = nearbyint(sqrt(gap[lane]));
      statistics[1] = squares[lane] / ((double) size * size) / ((double) n * m);
      statistics[2] = fabs(pairs[lane]);
      statistics[3] = weighted[lane] / ((double) n * m);
    }
  }
  free(uniforms);
  free(weights);
}

/* Exact tail of the largest gap times n m without ties: the share of lattice paths that reach gap. */
double unbanded(long n, long m, long gap) {
  double *left = malloc((n + 1) * sizeof(double));
  for (long a = 0; a <= m; a++) {
    for (long b = 0; b <= n; b++) {
      double before = a + b == 0 ? 0 : ((a == 0 ? 0 : a * left[b]) + (b == 0 ? 0 : b * left[b - 1])) / (a + b);
      left[b] = labs(a * n - b * m) >= gap ? 1 : before;
    }
  }
  double p = left[n];
  free(left);
  return p;
}

/* What is drawn. */
enum { UNIFORM, LOGNORMAL, T3, EXPONENTIAL };

/* Draws count values, at most BLOCK and then some. */
static void draw(int kind, long count, double *to) {
  static double angles[BLOCK + LANES];
  if (kind == LOGNORMAL) { /* Box and Muller: two normal values of two uniform ones */
    long half = (count + 1) / 2;
    double radius[BLOCK / 2 + LANES];
    fill(radius, half);
    fill(angles, half);
    for (long i = 0; i < half; i++) radius[i] = sqrt(-2 * log(radius[i]));
    for (long i = 0; i < half; i++) to[i] = exp(radius[i] * cos(2 * M_PI * angles[i]));
    for (long i = 0; i < half; i++) to[half + i] = exp(radius[i] * sin(2 * M_PI * angles[i]));
    return;
  }
  fill(to, count);
  if (kind == EXPONENTIAL) for (long i = 0; i < count; i++) to[i] = -log(to[i]);
  if (kind == T3) { /* R. W. Bailey, Mathematics of Computation 62, 1994 */
    fill(angles, count);
    for (long i = 0; i < count; i++) to[i] = sqrt(3 * (exp(-2.0 / 3 * log(to[i])) - 1)) * cos(2 * M_PI * angles[i]);
  }
}

/* Fills with uniforms of 32 bits, two from every one of 64. */
static void fill_single(float *to, long count) {
  double bits[BLOCK + LANES];
  fill(bits, (count + 1) / 2);
  for (long i = 0; 2 * i < count; i++) {
    double high = bits[i] * 0x1p26, whole_part = floor(high); /* 26 bits each, of 53 */
    to[2 * i] = (float) ((whole_part + 0.5) * 0x1p-26);
    to[2 * i + 1] = (float) (high - whole_part);
  }
}

/* As draw(), in single precision, which no mean or variance notices. */
static void draw_single(int kind, long count, float *to) {
  float angles[BLOCK + 2 * LANES], radius[BLOCK + 2 * LANES];
  if (kind == T3) {
    fill_single(radius, count);
    fill_single(angles, count);
    for (long i = 0; i < count; i++) to[i] = sqrtf(3 * fabsf(expf(-2.0f / 3 * logf(radius[i])) - 1)) * cosf(2 * (float) M_PI * angles[i]);
    return;
  }
  long half = (count + 1) / 2;
  fill_single(radius, half);
  fill_single(angles, half);
  for (long i = 0; i < half; i++) radius[i] = sqrtf(-2 * logf(radius[i]));
  for (long i = 0; i < half; i++) to[i] = expf(radius[i] * cosf(2 * (float) M_PI * angles[i]));
  for (long i = 0; i < half; i++) to[half + i] = expf(radius[i] * sinf(2 * (float) M_PI * angles[i]));
}

/* Sums and sums of squares of samples of some sizes, one per trial. */
void moments(uint64_t seed, int kind, long trials, const int32_t *sizes, double *out) {
  seed_lanes(seed);
  double block[BLOCK + 2 * LANES];
  float single[BLOCK + 2 * LANES];
  for (long trial = 0; trial < trials; trial++) {
    double sum = 0, squares = 0;
    for (long left = sizes[trial]; left > 0; left -= BLOCK) {
      long count = left < BLOCK ? left : BLOCK;
      if (kind == LOGNORMAL || kind == T3) {
        draw_single(kind, count, single);
        for (long i = 0; i < count; i++) block[i] = single[i];
      } else {
        draw(kind, count, block);
      }
      for (long i = 0; i < count; i++) { sum += block[i]; squares += block[i] * block[i]; }
    }
    out[2 * trial] = sum;
    out[2 * trial + 1] = squares;
  }
}

/*
 * P-values of Cramer-von Mises or, if weighted, of Anderson-Darling on counts, by their limit laws over
 * the groups of equal values. stride: columns of ref from one trial to the next, 0 if it is shared.
 */
void squares(long trials, long cells, long n, long m, int weighted, const int32_t *ref, long stride, const int32_t *cur, double *p) {
  double *weight = malloc(cells * sizeof(double)), *below = malloc(cells * sizeof(double));
  double size = n + m, unit = n * (double) m / size * (size - 1) / size;
  for (long trial = 0; trial < trials; trial++, ref += stride, cur += cells) {
    long i = 0, j = 0, points = 0;
    double sum = 0;
    for (long cell = 0; cell < cells; cell++) {
      long here = ref[cell] + cur[cell];
      if (here == 0) continue;
      i += ref[cell];
      j += cur[cell];
      if (i + j == n + m) break;
      double share = (i + j) / size, gap = (double) i / m - (double) j / n;
      weight[points] = here / size / (weighted ? share * (1 - share) : 1);
      sum += weight[points] * gap * gap;
      below[points++] = share;
    }
    p[trial] = tail(sum * unit, points, weight, below);
  }
  free(weight);
  free(below);
}
