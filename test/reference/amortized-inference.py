"""Numbers of notebook 07 by NumPy and SciPy. The staircase: its marginal by adaptive quadrature, its best normals and its
best affine encoder by a quasi-Newton search, the encoder fitted to them by least squares. The digits: the shipped networks
read and applied by NumPy in float64, log p(x) on another grid, and the bounds by a rule of more nodes. (How the inference gap
splits is not recomputed here: the climb to the best normal is tested on models where it is known.)

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
venv/bin/python test/reference/amortized-inference.py > test/reference/amortized-inference.json
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
from scipy.integrate import quad
from scipy.optimize import minimize
from scipy.special import logsumexp
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


def uniforms(seed, count):
    return (threefry(seed, (count + 1) // 2)[:count].astype(float) + 0.5) / 2**32


def normals(seed, count):
    uniform = uniforms(seed, count + count % 2)
    radius, angle = np.sqrt(-2 * np.log(uniform[0::2])), 2 * np.pi * uniform[1::2]
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).ravel()[:count]


# The staircase

stairs = lambda z: 2 * np.tanh(3 * z + 3) + 2 * np.tanh(3 * z - 3)
x = stairs(normals(1, 200)) + 0.5 * normals(2, 200)
log_joint = lambda z, x: norm.logpdf(z) + norm.logpdf(x, stairs(z), 0.5)
truth = np.array([np.log(quad(lambda z: np.exp(log_joint(z, row)), -8, 8, epsabs=1e-13, limit=500, points=[-1, 0, 1])[0]) for row in x])
nodes, weights = np.polynomial.hermite_e.hermegauss(60)
weights = weights / weights.sum()
HALF_ENTROPY = 0.5 * (1 + np.log(2 * np.pi))


def line_bounds(loc, log_scale):
    z = loc[:, None] + np.exp(log_scale)[:, None] * nodes
    return log_joint(z, x[:, None]) @ weights + log_scale + HALF_ENTROPY


def best_line(row):
    def negative(phi):
        z = phi[0] + np.exp(phi[1]) * nodes
        return -(log_joint(z, row) @ weights + phi[1] + HALF_ENTROPY)

    runs = [minimize(negative, start, method="BFGS") for start in [(0, 0), (-1, -1), (1, -1), (-0.5, -1), (0.5, -1)]]
    return min(runs, key=lambda run: run.fun).x


phi = np.array([best_line(row) for row in x])
best = line_bounds(phi[:, 0], phi[:, 1])
features = np.stack([x, np.ones(200)], axis=1)
affine = lambda numbers: line_bounds(features @ numbers[:2], features @ numbers[2:]).mean()
direct = max(-minimize(lambda v: -affine(v), start, method="BFGS").fun for start in [(0.3, 0, 0, -1), (0.3, 0, 0, -0.5)])
fitted = np.linalg.lstsq(features, phi, rcond=None)[0].T.ravel()

# The digits

root = Path(__file__).parents[2] / "datasets"
pixels = np.frombuffer(gzip.decompress((root / "optdigits" / "images-idx3-ubyte.gz").read_bytes()), np.uint8)[16:]
binary = (pixels.reshape(-1, 64) / 16 >= 0.5).astype(float)
order = np.argsort(uniforms(1, len(binary)), kind="stable")
train, test = binary[order[300:]][:600], binary[order[:300]][:100]
seen = train[:100]

data = (root / "weights" / "digits-2d.safetensors").read_bytes()
length = int.from_bytes(data[:8], "little")
header = json.loads(data[8 : 8 + length])


def tensor(name):
    start, stop = header[name]["data_offsets"]
    return np.frombuffer(data[8 + length + start : 8 + length + stop], "<f4").reshape(header[name]["shape"]).astype(float)


def network(name):
    layers = [(tensor(f"{name} weight{i}"), tensor(f"{name} bias{i}")) for i in range(2)]
    return lambda h: np.tanh(h @ layers[0][0] + layers[0][1]) @ layers[1][0] + layers[1][1]


axis = np.linspace(-6.5, 6.5, 391)
plane = np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1).reshape(-1, 2)
LOG_CELL = 2 * np.log(axis[1] - axis[0])


def exact(decoder, rows):
    """The mean of log p(x)."""
    logits = decoder(plane)
    base = norm.logpdf(plane).sum(axis=1) - np.logaddexp(0, logits).sum(axis=1) + LOG_CELL
    return float(np.mean(logsumexp(base[:, None] + logits @ rows.T, axis=0)))


places, shares = np.polynomial.hermite_e.hermegauss(24)
epsilon = np.stack(np.meshgrid(places, places, indexing="ij"), axis=-1).reshape(-1, 2)
shares = np.outer(shares, shares).ravel() / shares.sum() ** 2


def bound(decoder, rows, outputs):
    """The mean bound of diagonal normals, (mu, log sigma) for each datapoint."""
    loc, log_scale = outputs[:, :2], outputs[:, 2:]
    z = loc[:, None] + np.exp(log_scale)[:, None] * epsilon
    logits = decoder(z)
    log_joint = norm.logpdf(z).sum(axis=-1) + np.einsum("bkp,bp->bk", logits, rows) - np.logaddexp(0, logits).sum(axis=-1)
    return float(np.mean(log_joint @ shares + log_scale.sum(axis=1) + 2 * HALF_ENTROPY))


def at_prior(decoder, rows):
    """The mean bound at q = p(z), E log p(x|z), on the grid, because 24 places are too few for a q so wide."""
    logits = decoder(plane)
    prior = np.exp(norm.logpdf(plane).sum(axis=1) + LOG_CELL)
    return float(np.mean(prior @ (logits @ rows.T - np.logaddexp(0, logits).sum(axis=1)[:, None])))


report = {}
for part, rows in [("train", seen), ("test", test)]:
    learned = {
        (kind, steps): [exact(network(f"{kind} {seed} {steps} decoder"), rows) for seed in range(1, 6)]
        for kind in ["amortized", "per-datapoint"]
        for steps in [1000, 2500]
    }
    bounds = [bound(network(f"amortized {seed} 2500 decoder"), rows, network(f"amortized {seed} 2500 encoder")(rows)) for seed in range(1, 6)]
    report[part] = {
        "inferenceGap": np.mean(learned["amortized", 2500]) - np.mean(bounds),
        "ahead": {str(steps): np.mean(learned["amortized", steps]) - np.mean(learned["per-datapoint", steps]) for steps in [1000, 2500]},
    }
    print(part, report[part], file=sys.stderr)

decoder, encoder = network("amortized 1 2500 decoder"), network("amortized 1 2500 encoder")
nearest = train[[np.argmin(((train - row) ** 2).sum(axis=1)) for row in test]]
json.dump(
    {
        "stairs": {
            "logMarginal": truth.mean(),
            "approximation": (truth - best).mean(),
            "affine": best.mean() - direct,
            "twoStages": direct - affine(fitted),
        },
        **report,
        "newDigits": {
            "logLikelihood": exact(decoder, test),
            "at1000": exact(network("amortized 1 1000 decoder"), test),
            "scratch": at_prior(decoder, test),
            "nearest": bound(decoder, test, encoder(nearest)),
            "encoder": bound(decoder, test, encoder(test)),
        },
    },
    sys.stdout,
    indent=2,
)
print()
