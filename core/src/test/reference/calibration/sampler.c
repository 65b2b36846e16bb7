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

/* xoshiro256++, D. Blackman and S. Vigna, 2019; seeded by splitmix64. */
static uint64_t state[4];

static uint64_t rotate(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

static uint64_t next(void) {
  uint64_t result = rotate(state[0] + state[3], 23) + state[0], t = state[1] << 17;
  state[2] ^= state[0]; state[3] ^= state[1]; state[1] ^= state[2]; state[0] ^= state[3];
  state[2] ^= t; state[3] = rotate(state[3], 45);
  return result;
}

static void seed_with(uint64_t seed) {
  for (int i = 0; i < 4; i++) {
    uint64_t z = (seed += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    state[i] = z ^ (z >> 31);
  }
}

static double uniform(void) { return ((next() >> 11) + 0.5) * 0x1p-53; }

/* Sum of a number of exponentials: minus the logarithm of a product, taken before it vanishes. */
static double exponentials(int count) {
  double sum = 0, product = 1;
  for (int i = 0; i < count; i++) {
    product *= uniform();
    if (product < 1e-200) { sum -= log(product); product = 1; }
  }
  return sum - log(product);
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
  seed_with(seed);
  int between = share < 0.5;
  long columns = (between ? 2 : 1) * cells;
  double *upper = malloc((columns + 1) * sizeof(double));
  double *halves = malloc((cells + 1) * sizeof(double));
  long room = 0;
  double *gaps = NULL;
  for (long trial = 0; trial < trials; trial++, widths += cells, counts += columns + 1) {
    long used = 0;
    while (used < cells && widths[used] > 0) used++;
    for (long i = 0; i <= cells; i++) halves[i] = uniform();
    for (long i = 0; i <= cells; i++) halves[i] = -log(halves[i]);
    double edge = 0;
    long bounds = 0;
    upper[bounds++] = below ? edge = halves[0] * share : 0;
    if (below && between) upper[bounds++] = edge = halves[0] * (1 - share);
    for (long cell = 0; cell < used; cell++) {
      edge += cell > 0 || below ? halves[cell] * share : halves[0];
      edge += widths[cell] > 1 ? exponentials(widths[cell] - 1) : 0;
      edge += cell + 1 < used ? halves[cell + 1] * share : halves[used];
      upper[bounds++] = edge;
      if (between && cell + 1 < used) upper[bounds++] = edge += halves[cell + 1] * (1 - 2 * share);
    }
    int n = sizes[trial];
    if (n + 1 > room) { room = n + 1; gaps = realloc(gaps, room * sizeof(double)); }
    double total = 0;
    for (int i = 0; i <= n; i++) gaps[i] = uniform();
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
 * order is as likely. Written per trial: the largest gap times n m, Anderson's T, |2U - n m|.
 */
void ranks(uint64_t seed, long trials, long n, long m, double *statistics) {
  seed_with(seed);
  long size = n + m;
  for (long trial = 0; trial < trials; trial++, statistics += 3) {
    long i = 0, j = 0, gap = 0, pairs = 0;
    double squares = 0;
    for (long k = 1; k <= size; k++) {
      if (uniform() * (size - k + 1) < m - i) {
        i++;
        pairs -= j;
      } else {
        j++;
        pairs += i;
      }
      long here = labs(i * n - j * m);
      if (here > gap) gap = here;
      squares += (double) here * here;
    }
    statistics[0] = gap;
    statistics[1] = squares / ((double) size * size) / ((double) n * m);
    statistics[2] = labs(pairs);
  }
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
