/*
 * cuts() draws how many values of a continuous reference of m values share a cell, where that is more than the profile keeps one by one. The first pass then holds a sketch (Karnin, Lang and
 * Liberty, 2016): compactors, of which the topmost takes size numbers, each one below two thirds of that and at least 8; when all together are full, the lowest full one is sorted and every other
 * number goes up with twice the weight, the first or the second of each pair at random. Cells are runs of held numbers that weigh at least a share of the whole, cut midway between two of
 * them; of the values forgotten there each lies on either side with the same chance. Only ranks matter, and the stream comes in random order.
 */
#include <string.h>

#define LEVELS 24

static int ascending(const void *a, const void *b) { return *(const int32_t *) a - *(const int32_t *) b; }

static int capacity_at(int level, int levels, int size) {
  int least = (int) ceil(size * pow(2.0 / 3.0, levels - 1 - level));
  return least < 8 ? 8 : least;
}

/* size: of the topmost compactor. widths: trials x cells, written, zeros at the end. */
void cuts(uint64_t seed, long trials, long m, long size, long cells, int32_t *widths) {
  seed_with(seed);
  int32_t *stream = malloc(m * sizeof(int32_t)), *weight_at = malloc(m * sizeof(int32_t));
  int32_t *items[LEVELS];
  for (int i = 0; i < LEVELS; i++) items[i] = malloc(2 * size * sizeof(int32_t));
  for (long trial = 0; trial < trials; trial++, widths += cells) {
    for (int32_t i = 0; i < m; i++) {
      long j = (long) (((__uint128_t) next() * (i + 1)) >> 64);
      stream[i] = stream[j];
      stream[j] = i;
    }
    int held[LEVELS] = {0}, levels = 1, all = 0, room = size;
    for (long i = 0; i < m; i++) {
      items[0][held[0]++] = stream[i];
      all++;
      while (all > room) {
        int level = 0;
        while (held[level] < 2 || held[level] < capacity_at(level, levels, size)) level++;
        if (level + 1 == levels) {
          levels++;
          room = 0;
          for (int l = 0; l < levels; l++) room += capacity_at(l, levels, size);
        }
        qsort(items[level], held[level], sizeof(int32_t), ascending);
        int even = held[level] & ~1;
        for (int k = next() & 1; k < even; k += 2) items[level + 1][held[level + 1]++] = items[level][k];
        if (even < held[level]) items[level][0] = items[level][even];
        held[level] -= even;
        all -= even / 2;
      }
    }
    memset(weight_at, 0, m * sizeof(int32_t));
    for (int level = 0; level < levels; level++) for (int i = 0; i < held[level]; i++) weight_at[items[level][i]] = 1 << level;
    double share = (double) m / cells, weight = 0;
    long cell = 0, from = 0, last = -1;
    for (long rank = 0; rank < m; rank++) {
      if (weight_at[rank] == 0) continue;
      if (weight > 0 && weight >= share) {
        long below = last + 1;
        for (long forgotten = last + 1; forgotten < rank; forgotten++) below += next() >> 63;
        widths[cell++] = below - from;
        from = below;
        weight = 0;
      }
      weight += weight_at[rank];
      last = rank;
    }
    widths[cell++] = m - from;
    while (cell < cells) widths[cell++] = 0;
  }
  for (int i = 0; i < LEVELS; i++) free(items[i]);
  free(stream);
  free(weight_at);
}
