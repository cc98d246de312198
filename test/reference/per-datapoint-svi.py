"""Numbers of notebook 05 by NumPy and SciPy: the sixty datapoints drawn anew, their marginals by adaptive quadrature, their
best normals by another search, Gauss and Hermite instead of a grid; the digits cut anew, their model by Newton's method,
all 2^18 completions as one table, the best factorised q by a quasi-Newton search over log odds.

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
venv/bin/python test/reference/per-datapoint-svi.py > test/reference/per-datapoint-svi.json
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
from scipy.integrate import quad
from scipy.optimize import minimize
from scipy.special import entr, expit, logsumexp
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

folder = Path(__file__).parents[2] / "datasets" / "mnist-small"
read = lambda name, header: np.frombuffer(gzip.decompress((folder / name).read_bytes()), np.uint8)[header:]
images = read("train-images-idx3-ubyte.gz", 16).reshape(-1, 28, 28) / 255
labels = read("train-labels-idx1-ubyte.gz", 8)


def cut(image):
    """6 x 6 cells of the smallest square around the ink, those that are at least half as bright as the brightest."""
    rows, columns = np.nonzero(image)
    height, breadth = np.ptp(rows) + 1, np.ptp(columns) + 1
    side = max(height, breadth)
    top, left = rows.min() + (height - side) // 2, columns.min() + (breadth - side) // 2
    square = np.pad(image, 28)[top + 28 : top + 28 + side, left + 28 : left + 28 + side]
    fine = np.kron(square, np.ones((6, 6)))  # every pixel as 6 x 6, so that a cell is a block of side x side
    brightness = fine.reshape(6, side, 6, side).sum(axis=(1, 3)).ravel()
    return (brightness >= brightness.max() / 2).astype(float)


digits = np.array([cut(image) for image in images[np.isin(labels, [1, 9])]])
kinds = labels[np.isin(labels, [1, 9])]


def pixel_model(pixels, ridge=0.001):
    """Each pixel's penalised logistic regression on those before it, by Newton's method."""
    size = pixels.shape[1]
    w, b = np.zeros((size, size)), np.zeros(size)
    for p in range(size):
        a = np.column_stack([pixels[:, :p], np.ones(len(pixels))])
        theta = np.zeros(p + 1)
        for _ in range(60):
            mean = expit(a @ theta)
            slope = a.T @ (pixels[:, p] - mean) / len(a) - 2 * ridge * theta
            theta += np.linalg.solve((a * (mean * (1 - mean))[:, None]).T @ a / len(a) + 2 * ridge * np.eye(p + 1), slope)
        w[p, :p], b[p] = theta[:p], theta[p]
    return lambda z: (z * (z @ w.T + b) - np.logaddexp(0, z @ w.T + b)).sum(axis=-1)


log_prob = pixel_model(digits)
first = {kind: digits[kinds == kind][0, 18:] for kind in (9, 1)}
tops = ((np.arange(2**18)[:, None] >> np.arange(17, -1, -1)) & 1).astype(float)
table = {kind: log_prob(np.hstack([tops, np.tile(bottom, (2**18, 1))])) for kind, bottom in first.items()}


def bound(logs, phi):
    for p in phi[::-1]:
        logs = logs.reshape(-1, 2) @ [1 - p, p]
    return logs[0] + entr(phi).sum() + entr(1 - phi).sum()


def best_phi(logs):
    found = minimize(lambda odds: -bound(logs, expit(odds)), np.zeros(18), method="L-BFGS-B", options={"ftol": 1e-10, "maxfun": 10**5})
    return expit(found.x)


truth = logsumexp(table[9])
digit = {
    "truth": truth,
    "coin": bound(table[9], np.full(18, 0.5)),
    "gapOfCoin": truth - bound(table[9], np.full(18, 0.5)),
    "gapOfAOne": truth - bound(table[9], best_phi(table[1])),
    "gapOfOwn": truth - bound(table[9], best_phi(table[9])),
    "bottomFirst": pixel_model(digits[:, 18:])(first[9]),
}

json.dump(
    {
        "meanTruth": np.mean(truths),
        "lostByOwn": np.mean(truths) - np.mean(own),
        "lostByShared": np.mean(truths) - shared,
        "digit": digit,
    },
    sys.stdout,
    indent=1,
)
print()
