"""Numbers of notebook 05 by NumPy and SciPy: the sixty datapoints drawn anew, their marginals by adaptive quadrature, their
best normals by another search, Gauss and Hermite instead of a grid; each of ten digits under the q of each; the digits cut anew, their model by Newton's method,
all 2^18 completions as one table, the best factorised q by a quasi-Newton search over log odds; SVI replayed in float64
with slopes written out by hand, from the same first weights and in the same order.

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
venv/bin/python test/reference/per-datapoint-svi.py > test/reference/per-datapoint-svi.json
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
from draws import fold_in, normals, permutation
from scipy.integrate import quad
from scipy.optimize import minimize
from scipy.special import entr, expit, logsumexp
from scipy.stats import norm


wave = lambda z: np.stack([2 * np.tanh(z), 1.5 * np.cos(1.5 * z)], axis=-1)
x = wave(normals((0, 7), 60)) + 0.25 * normals((0, 8), 60, 2)
log_joint = lambda z, row: norm.logpdf(z) + norm.logpdf(row, wave(z), 0.25).sum(axis=-1)
peaks = [max(np.linspace(-5, 5, 2001), key=lambda z: log_joint(z, row)) for row in x]
truths = [np.log(quad(lambda z: np.exp(log_joint(z, row)), -6, 6, points=[peak], epsabs=1e-13, limit=500)[0]) for row, peak in zip(x, peaks)]

nodes, weights = np.polynomial.hermite_e.hermegauss(60)
weights = weights / weights.sum()


def best_normal(log_density, start):
    negative = lambda phi: -(weights @ log_density(phi[0] + np.exp(phi[1]) * nodes) + norm(0, np.exp(phi[1])).entropy())
    found = (minimize(negative, first, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 4000}) for first in start)
    return min(found, key=lambda end: end.fun)


own = [-best_normal(lambda z: log_joint(z, row), [(peak, -1.5), (peak, -2.5)]).fun for row, peak in zip(x, peaks)]
shared = best_normal(lambda z: np.mean([log_joint(z, row) for row in x], axis=0), [(0, 0), (-0.5, -1), (0.5, -1)])



def moments(i):
    moment = lambda f: quad(lambda z: f(z) * np.exp(log_joint(z, x[i]) - truths[i]), -6, 6, points=[peaks[i]], epsabs=1e-13, limit=500)[0]
    mean = moment(lambda z: z)
    return {"loc": mean, "scale": np.sqrt(moment(lambda z: (z - mean) ** 2))}


posteriors = [moments(i) for i in range(60)]
under_shared = lambda row: weights @ log_joint(shared.x[0] + np.exp(shared.x[1]) * nodes, row) + norm(0, np.exp(shared.x[1])).entropy()
order = sorted(range(60), key=lambda i: posteriors[i]["loc"])
every_tenth = [{**posteriors[i], "truth": truths[i], "own": truths[i] - own[i], "shared": truths[i] - under_shared(x[i])} for i in order[::10]]

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
bottoms = [row for kind in (9, 1) for row in list(dict.fromkeys(map(tuple, digits[kinds == kind][:, 18:])))[:5]]  # no two alike
tops = ((np.arange(2**18)[:, None] >> np.arange(17, -1, -1)) & 1).astype(float)
tables = [log_prob(np.hstack([tops, np.tile(bottom, (2**18, 1))])) for bottom in bottoms]


def bound(logs, phi):
    for p in phi[::-1]:
        logs = logs.reshape(-1, 2) @ [1 - p, p]
    return logs[0] + entr(phi).sum() + entr(1 - phi).sum()


def best_phi(logs):
    found = minimize(lambda odds: -bound(logs, expit(odds)), np.zeros(18), method="L-BFGS-B", options={"ftol": 1e-10, "maxfun": 10**5})
    return expit(found.x)


totals = [logsumexp(table) for table in tables]
phis = [best_phi(table) for table in tables]
matrix = np.array([[bound(table, phi) - total for phi in phis] for table, total in zip(tables, totals)])
coin = bound(tables[0], np.full(18, 0.5))
digit = {
    "truth": totals[0],
    "coin": coin,
    "gapOfCoin": totals[0] - coin,
    "gapOfAverage": totals[0] - bound(tables[0], digits[:, :18].mean(axis=0)),
    "gapOfAOne": -matrix[0, 5],
    "gapOfOwn": -matrix[0, 0],
    "matrix": matrix.tolist(),
    "bottomFirst": pixel_model(digits[:, 18:])(np.array(bottoms[0])),
}

grid = np.linspace(-5, 5, 121)
fine = np.linspace(-8, 8, 8001)
normal_log = lambda value, mean, scale: -0.5 * ((value - mean) / scale) ** 2 - np.log(scale) - 0.5 * np.log(2 * np.pi)


def decode(theta, z):
    hidden = np.tanh(z[:, None] @ theta[0] + theta[1])
    return hidden, hidden @ theta[2] + theta[3]


def log_joints(theta, z, rows):
    return normal_log(z, 0, 1) + normal_log(rows[:, None], decode(theta, z)[1], 0.25).sum(axis=-1)


exactly = lambda theta: np.mean(logsumexp(log_joints(theta, fine, x), axis=1) + np.log(fine[1] - fine[0]))


def weights_on_grid(phi):
    log_q = -0.5 * ((grid - phi[:, :1]) / np.exp(phi[:, 1:])) ** 2
    log_q = log_q - logsumexp(log_q, axis=1, keepdims=True)
    return np.exp(log_q), log_q


def slope_of_phi(theta, phi, rows):
    """Of the mean bound, by the chain rule through the weights of the grid's points."""
    q, log_q = weights_on_grid(phi)
    gain = log_joints(theta, grid, rows) - log_q
    pull = q * (gain - (q * gain).sum(axis=1, keepdims=True)) / len(rows)
    standard = (grid - phi[:, :1]) / np.exp(phi[:, 1:])
    return np.stack([(pull * standard).sum(axis=1) / np.exp(phi[:, 1]), (pull * (standard**2 - 1)).sum(axis=1)], axis=1)


def slope_of_theta(theta, phi, rows):
    """By backpropagation through the two layers."""
    q, _ = weights_on_grid(phi)
    hidden, means = decode(theta, grid)
    out = (q.T @ rows - q.sum(axis=0)[:, None] * means) / 0.25**2 / len(rows)
    inner = (out @ theta[2].T) * (1 - hidden**2)
    return [grid[None] @ inner, inner.sum(axis=0), hidden.T @ out, out.sum(axis=0)]


def adam(rate):
    moments = {}

    def step(name, value, slope):
        m, v, t = moments.get(name, (0, 0, 0))
        m, v, t = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope**2, t + 1
        moments[name] = m, v, t
        return value + rate * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-7)

    return step


def svi(size, sweeps, inner_steps, means=0.0):
    """The loop of section 3 in float64: the exact log-likelihood after the last sweep."""
    keys = [fold_in((0, 1), layer) for layer in range(2)]
    theta = [normals(keys[0], 1, 8), np.zeros(8), normals(keys[1], 8, 2) / np.sqrt(8), np.zeros(2)]
    phi = np.stack([np.zeros(60) + means, np.zeros(60)], axis=1)
    on_phi, on_theta = adam(0.05), adam(0.02)
    for sweep in range(sweeps):
        order = permutation(fold_in((0, 100), sweep), 60)
        for batch in order.reshape(-1, size):
            for _ in range(inner_steps):
                slope = np.zeros_like(phi)
                slope[batch] = slope_of_phi(theta, phi[batch], x[batch])
                phi = on_phi("phi", phi, slope)
            slopes = slope_of_theta(theta, phi[batch], x[batch])
            theta = [on_theta(part, value, slope) for part, (value, slope) in enumerate(zip(theta, slopes))]
    return exactly(theta)


scattered = [svi(60, 80, 5, normals((0, seed), 60)) for seed in range(1, 21)]
calm = svi(60, 80, 5)
learned = {
    "inner": {str(steps): svi(20, 60, steps) for steps in (1, 5, 20)},
    "calm": calm,
    "scattered": scattered,
    "stuck": int(sum(end < calm - 0.5 for end in scattered)),
    "best": max(scattered),
    "worst": min(scattered),
    "longer": svi(60, 200, 5, normals((0, 1), 60)),
}


def given_noise_sweep(w, phi, rows, noise, rate=0.1):
    """One sweep of SVI for z ~ N(0, 1), x | z ~ N(w z, 1), each slope by a complex step, which has no formula to get wrong."""
    log_joint = lambda w, z, row: -0.5 * (row - w * z) ** 2 - 0.5 * z**2
    bound = lambda w, mean, log_scale, row, e: log_joint(w, mean + np.exp(log_scale) * e, row) + log_scale
    slope = lambda f, at: f(at + 1e-30j).imag / 1e-30
    phi = [list(pair) for pair in phi]
    for i, (row, (first, second)) in enumerate(zip(rows, noise)):
        mean, log_scale = phi[i]
        phi[i] = [
            mean + rate * slope(lambda at: bound(w, at, log_scale, row, first), mean),
            log_scale + rate * slope(lambda at: bound(w, mean, at, row, first), log_scale),
        ]
        w = w + rate * slope(lambda at: bound(at, *phi[i], row, second), w)
    return {"w": w, "phi": phi}


sweep = given_noise_sweep(0.5, [(0, 0)] * 4, [1.2, -0.7, 2, 0.3], [(0.5, -1.2), (-0.3, 0.8), (1.1, 0.1), (-0.9, 0.4)])

json.dump(
    {
        "meanTruth": np.mean(truths),
        "lostByOwn": np.mean(truths) - np.mean(own),
        "lostByShared": np.mean(truths) + shared.fun,
        "shared": {"loc": shared.x[0], "scale": np.exp(shared.x[1])},
        "first": posteriors[0],
        "everyTenth": every_tenth,
        "digit": digit,
        "learned": learned,
        "sweep": sweep,
    },
    sys.stdout,
    indent=1,
)
print()
