/* Uniform random numbers of sampler.c, one at a time for seeds and in blocks for everything else. */
#include <stdint.h>

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

/* The same generator eight times side by side, each with a seed of its own, for whole blocks. */
#define LANES 8
#define BLOCK 1024
typedef uint64_t lanes __attribute__((vector_size(8 * LANES), aligned(8)));
typedef int64_t whole __attribute__((vector_size(8 * LANES), aligned(8)));
typedef double real __attribute__((vector_size(8 * LANES), aligned(8)));
static lanes wide[4];

static void seed_lanes(uint64_t seed) {
  seed_with(seed);
  for (int k = 0; k < 4; k++) for (int lane = 0; lane < LANES; lane++) wide[k][lane] = next();
}

/* Fills with uniforms in (0, 1), by whole groups of LANES: up to LANES - 1 more than asked for. */
static void fill(double *to, long count) {
  lanes a = wide[0], b = wide[1], c = wide[2], d = wide[3];
  for (long i = 0; i < count; i += LANES) {
    lanes sum = a + d, t = b << 17;
    lanes result = ((sum << 23) | (sum >> 41)) + a;
    c ^= a; d ^= b; b ^= c; a ^= d; c ^= t;
    d = (d << 45) | (d >> 19);
    *(real *) (to + i) = __builtin_convertvector((whole) (result >> 11), real) * 0x1p-53 + 0x1p-54;
  }
  wide[0] = a; wide[1] = b; wide[2] = c; wide[3] = d;
}
