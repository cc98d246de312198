"""Numbers of notebook 05 by NumPy and SciPy: the sixty datapoints drawn anew, their marginals by adaptive quadrature, their
best normals by another search, Gauss and Hermite instead of a grid.

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
venv/bin/python test/reference/per-datapoint-svi.py > test/reference/per-datapoint-svi.json
"""

import json
import sys

import numpy as np
from scipy.integrate import quad
from scipy.optimize import minimize
from scipy.stats import norm


def threefry(seed, count):
    """The block cipher Threefry-2x32 with 20 rounds over the counters 0, 1, … under the key (0, seed)."""
    keys = [np.uint32(0), np.uint32(seed), np.uint32(0x1BD11BDA ^ seed)]
    x, y = np.full(count, keys[0]), np.arange(count, dtype=np.uint32) + keys[1]
    for injection in range(1, 6):
        for rotation in [(13, 15, 26, 6), (17, 29, 16, 24)][(injection - 1) % 2]:
            x = x + y
            y = ((y << np.uint32(rotation)) | (y >> np.uint32(32 - rotation))) ^ x
        x = x + keys[injection % 3]
        y = y + keys[(injection + 1) % 3] + np.uint32(injection)
    return np.stack([x, y], axis=1).ravel()


def normals(seed, count):
    uniform = (threefry(seed, count // 2).astype(float) + 0.5) / 2**32
    radius, angle = np.sqrt(-2 * np.log(uniform[0::2])), 2 * np.pi * uniform[1::2]
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).ravel()


wave = lambda z: np.stack([2 * np.tanh(z), 1.5 * np.cos(1.5 * z)], axis=-1)
x = wave(normals(7, 60)) + 0.25 * normals(8, 120).reshape(60, 2)
log_joint = lambda z, row: norm.logpdf(z) + norm.logpdf(row, wave(z), 0.25).sum(axis=-1)
peaks = [max(np.linspace(-5, 5, 2001), key=lambda z: log_joint(z, row)) for row in x]
truths = [np.log(quad(lambda z: np.exp(log_joint(z, row)), -6, 6, points=[peak], epsabs=1e-13, limit=500)[0]) for row, peak in zip(x, peaks)]

nodes, weights = np.polynomial.hermite_e.hermegauss(60)
weights = weights / weights.sum()


def best_normal(log_density, start):
    negative = lambda phi: -(weights @ log_density(phi[0] + np.exp(phi[1]) * nodes) + norm(0, np.exp(phi[1])).entropy())
    return -min((minimize(negative, first, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 4000}).fun for first in start))


own = [best_normal(lambda z: log_joint(z, row), [(peak, -1.5), (peak, -2.5)]) for row, peak in zip(x, peaks)]
shared = best_normal(lambda z: np.mean([log_joint(z, row) for row in x], axis=0), [(0, 0), (-0.5, -1), (0.5, -1)])

json.dump(
    {
        "meanTruth": np.mean(truths),
        "lostByOwn": np.mean(truths) - np.mean(own),
        "lostByShared": np.mean(truths) - shared,
    },
    sys.stdout,
    indent=1,
)
print()
