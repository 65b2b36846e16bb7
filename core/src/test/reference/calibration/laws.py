"""Rejection at the three levels by the laws that several tests share, vectorised over trials."""

import numpy as np
from scipy import special

ALPHAS = np.array([0.05, 0.01, 0.001])


def beyond(p):
    """p-values to three columns of rejections; an undefined p-value rejects nothing."""
    return p[:, None] < ALPHAS


def kolmogorov(x):
    return beyond(special.kolmogorov(x))


def chi_square(x, df):
    p = np.where(df > 0, special.gammaincc(np.maximum(df, 1) / 2, x / 2), np.nan)
    return beyond(p)


class ScaledChi:
    """Scaled chi law with given mean and mean square, by tables over the degrees of freedom."""

    def __init__(self):
        self.nu = np.geomspace(1, 1e6, 20001)
        log_mean = special.gammaln((self.nu + 1) / 2) - special.gammaln(self.nu / 2)
        self.ratio = 2 * np.exp(2 * log_mean) / self.nu

    def survival(self, x, mean, mean_square):
        nu = np.exp(np.interp(mean * mean / mean_square, self.ratio, np.log(self.nu)))
        return special.gammaincc(nu / 2, x * x * nu / mean_square / 2)


SCALED_CHI = ScaledChi()
