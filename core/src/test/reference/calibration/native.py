"""The sampler of sampler.c, compiled by the C compiler of the machine, and its arguments."""

import ctypes
import pathlib
import subprocess
import tempfile

import numpy as np

long = ctypes.c_long
FLAGS = "-O3 -march=native -mprefer-vector-width=512 -ffast-math -shared -fPIC".split()


def compiled():
    """The sampler, compiled by the C compiler of the machine."""
    library = pathlib.Path(tempfile.mkdtemp()) / "sampler.so"
    source = pathlib.Path(__file__).with_name("sampler.c")
    subprocess.run(["cc", *FLAGS, "-o", library, source, "-lm"], check=True)
    return ctypes.CDLL(str(library))


NATIVE = compiled()


def pointer(array):
    return array.ctypes.data_as(ctypes.c_void_p)


def seed_from(rng):
    return ctypes.c_uint64(int(rng.integers(1 << 63)))


def rows(ref, cur):
    """Both sides as the native code wants them; one row where all trials share the reference."""
    shared = ref.strides[0] == 0
    ref = np.ascontiguousarray(ref[:1] if shared else ref, np.int32)
    return ref, long(0 if shared else ref.shape[1]), np.ascontiguousarray(cur, np.int32)
