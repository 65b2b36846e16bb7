/*
 * Distances of two samples that depend on the values, without sorting any: both samples together are
 * the order statistics of N = n + m values, and which of them are the reference's is a random choice.
 * Order statistics of exponential values have independent spacings (Renyi); a table takes them to the
 * distribution wanted. LANES trials side by side.
 */

/* Cubic pieces of a function of t in [2^-48, 2^6), PIECES to a doubling. */
#define PIECES 32
#define LEAST 0x1p-48
#define MOST (0x1p6 - 0x1p-10)

static void look_up(const double *table, long count, const double *t, double *to) {
  const int64_t first = (int64_t) (1023 - 48) * PIECES, mask = ((int64_t) 1 << 47) - 1;
  for (long i = 0; i < count; i++) {
    double x = t[i] < LEAST ? LEAST : t[i] > MOST ? MOST : t[i];
    union { double value; int64_t bits; } whole_x = {x}, from = {.bits = whole_x.bits & ~mask};
    const double *piece = table + 4 * ((whole_x.bits >> 47) - first);
    double d = x - from.value;
    to[i] = piece[0] + d * (piece[1] + d * (piece[2] + d * piece[3]));
  }
}

/* What depends on the rank alone, and the series of sqrt(1 - r r) + r asin r in r r, its end in the last term. */
#define TERMS 9
typedef struct { double share, root, odds, inverse; } rank;
static double series[TERMS];

static rank *ranks_of(long size) {
  rank *all = malloc(size * sizeof(rank));
  double rest = M_PI / 2 - 1, central = 1;
  for (int k = 1; k < TERMS; k++) {
    series[k] = central / ((2 * k - 1) * (2.0 * k));
    central *= (2 * k - 1) / (2.0 * k);
    rest -= series[k];
  }
  series[TERMS - 1] += rest;
  for (long i = 1; i < size; i++) {
    double share = (double) i / size, odds = share / (1 - share);
    all[i] = (rank) {share, sqrt(share * (1 - share)), odds, 1 / odds};
  }
  return all;
}

/* Sums over the gaps between neighbouring values of one trial in each lane. */
typedef struct { real distance, squares, products, area, moment, energy, mean, second, lower, running[TERMS]; } sums_of_gaps;

static inline void add(sums_of_gaps *to, const rank *at, real width, real gap) {
  double share = at->share, other = 1 - share;
  real size = (real) ((whole) gap & INT64_MAX), rising = width * at->root, falling = rising, weight = width + width;
  to->distance += width * size;
  to->energy += weight * (gap * gap);
  to->squares += rising * rising;
  real products = rising * to->running[0];
  to->running[0] += rising;
  for (int k = 1; k < TERMS; k++) {
    rising *= at->odds;
    falling *= at->inverse;
    products += series[k] * falling * to->running[k];
    to->running[k] += rising;
  }
  to->products += products;
  to->area += width * other * (width * share + 2 * to->moment);
  to->moment += width * share;
  to->mean += weight * (share * other);
  to->second += weight * (other * other) * (weight * (share * share) + 2 * to->lower);
  to->lower += weight * (share * share);
}

static void write(const sums_of_gaps *sums, int lane, double energy_p, double *out) {
  out[0] = sums->distance[lane];
  out[1] = sqrt(2 / M_PI) * sums->running[0][lane];
  out[2] = sums->squares[lane] + 4 / M_PI * sums->products[lane];
  out[3] = sums->area[lane];
  out[4] = energy_p;
  if (!(sums->mean[lane] > 0)) out[2] = out[3] = NAN;
}

/*
 * zeros: trials, how many of all values are zero; the others are exponential, or by the table.
 * Written per trial: Wasserstein's distance, the sums of deviations and of their products, the variance
 * of the signed area, all for variance factor 1; and the p-value of the energy distance by its limit
 * law, 1 where it is not unusual.
 */
void distances(uint64_t seed, const double *table, long trials, long n, long m, const int32_t *zeros, double *out) {
  seed_lanes(seed);
  long size = n + m;
  rank *all = ranks_of(size);
  real *width = aligned_alloc(64, size * sizeof(real));
  double *weight = malloc(size * sizeof(double)), *below = malloc(size * sizeof(double));
  double *choice = aligned_alloc(64, BLOCK * sizeof(real)), *spacing = aligned_alloc(64, (BLOCK + 1) * sizeof(real));
  double *value = aligned_alloc(64, (BLOCK + 1) * sizeof(real)), unit = n * (double) m / size * (size - 1) / size;
  for (long trial = 0; trial < trials; trial += LANES) {
    sums_of_gaps sums = {};
    real at = {}, last = {}, in_ref = {}, none = {};
    for (int lane = 0; lane < LANES && trial + lane < trials; lane++) none[lane] = zeros[trial + lane];
    for (long from = 0; from < size; from += BLOCK) {
      long here = size - from < BLOCK ? size - from : BLOCK;
      fill(choice, here * LANES);
      fill(spacing, here * LANES);
      for (long i = 0; i < here * LANES; i++) spacing[i] = -log(spacing[i]);
      for (long i = 0; i < here; i++) {
        real *s = (real *) (spacing + i * LANES), step = *s / (double) (size - from - i);
        whole past = none <= (double) (from + i);
        *s = at += (real) (past & (whole) step);
      }
      if (table) look_up(table, here * LANES, spacing, value);
      const real *x = (const real *) (table ? value : spacing);
      for (long i = 0; i < here; i++) { /* the gap below value from + i + 1 of size, after from + i of them */
        long k = from + i;
        real u = *(real *) (choice + i * LANES);
        if (k > 0) {
          real gap = in_ref * (1.0 / m) - ((double) k - in_ref) * (1.0 / n);
          width[k] = x[i] - last;
          add(&sums, all + k, width[k], gap);
        }
        in_ref -= __builtin_convertvector(u * (double) (size - k) < (double) m - in_ref, real);
        last = x[i];
      }
    }
    for (int lane = 0; lane < LANES && trial + lane < trials; lane++, out += 5) {
      double energy = sums.energy[lane] * unit, mean = sums.mean[lane], p = 1;
      if (unusual(energy, mean, sums.second[lane])) {
        bridge law;
        long points = 0;
        for (long i = 1; i < size; i++) {
          if (width[i][lane] > 0) { weight[points] = 2 * width[i][lane]; below[points++] = all[i].share; }
        }
        join(points, weight, below, &law);
        p = beyond(&law, energy / mean);
      }
      write(&sums, lane, p, out);
    }
  }
  free(all);
  free(width);
  free(weight);
  free(below);
  free(choice);
  free(spacing);
  free(value);
}

/* The same of counts of the values 0, 1, 2 and so on. ref, cur: trials x values. */
void distances_of_counts(long trials, long values, long n, long m, const int64_t *ref, const int64_t *cur, double *out) {
  long size = n + m;
  rank *all = ranks_of(size);
  double weight[64], below[64];
  for (long trial = 0; trial < trials; trial++, ref += values, cur += values, out += 5) {
    sums_of_gaps sums = {};
    long i = 0, j = 0, points = 0;
    for (long value = 0; value < values; value++) {
      i += ref[value];
      j += cur[value];
      if (i + j == 0) continue;
      if (i + j == size) break;
      real one = {}, gap = {};
      one[0] = 1;
      gap[0] = (double) i / m - (double) j / n;
      add(&sums, all + i + j, one, gap);
      weight[points] = 2;
      below[points++] = all[i + j].share;
    }
    write(&sums, 0, tail(sums.energy[0] * n * m / size * (size - 1) / size, points, weight, below), out);
  }
  free(all);
}
