"""Numbers of notebook 07 by NumPy and SciPy. The staircase: its marginal by adaptive quadrature, its best normals and its
best affine encoder by a quasi-Newton search, the encoder fitted to them by least squares. The digits: the shipped networks
read and applied by NumPy in float64, log p(x) on another grid, the bounds by a rule of more nodes, and the best normals of
either family by a quasi-Newton search with slopes written out by hand.

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
venv/bin/python test/reference/amortized-inference.py > test/reference/amortized-inference.json
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
from draws import normals, permutation
from scipy.integrate import quad
from scipy.optimize import minimize
from scipy.special import expit, logsumexp
from scipy.stats import norm


# The staircase

stairs = lambda z: 2 * np.tanh(3 * z + 3) + 2 * np.tanh(3 * z - 3)
x = stairs(normals((0, 1), 200)) + 0.5 * normals((0, 2), 200)
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
order = permutation((0, 1), len(binary))
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


def square(axis):
    return np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1).reshape(-1, 2)


axis = np.linspace(-6.5, 6.5, 391)
plane = square(axis)
LOG_CELL = 2 * np.log(axis[1] - axis[0])


def exact(decoder, rows):
    """The mean of log p(x)."""
    logits = decoder(plane)
    base = norm.logpdf(plane).sum(axis=1) - np.logaddexp(0, logits).sum(axis=1) + LOG_CELL
    return float(np.mean(logsumexp(base[:, None] + logits @ rows.T, axis=0)))


places, shares = np.polynomial.hermite_e.hermegauss(24)
epsilon = square(places)
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


few, few_shares = np.polynomial.hermite_e.hermegauss(8)
few, few_shares = square(few), np.outer(few_shares, few_shares).ravel() / few_shares.sum() ** 2


def layers(name):
    return [tensor(f"{name} {part}{i}") for i in range(2) for part in ("weight", "bias")]


def normal_bound(theta, row, phi, nodes, shares):
    """The bound of N(mu, LL^T) for one digit, and its slopes: phi holds mu, the logs of L's diagonal, and L's corner if it has one."""
    w0, b0, w1, b1 = theta
    corner = phi[4] if len(phi) == 5 else 0.0
    scale = np.exp(phi[2:4])
    z = phi[:2] + nodes * scale
    z[:, 1] += corner * nodes[:, 0]
    hidden = np.tanh(z @ w0 + b0)
    logits = hidden @ w1 + b1
    value = -0.5 * (z**2).sum(1) - np.log(2 * np.pi) + logits @ row - np.logaddexp(0, logits).sum(1)
    slope = shares[:, None] * (((row - expit(logits)) @ w1.T * (1 - hidden**2)) @ w0.T - z)  # by z
    slopes = np.concatenate([slope.sum(0), (slope * nodes * scale).sum(0) + 1, [(slope[:, 1] * nodes[:, 0]).sum()]])
    return shares @ value + phi[2] + phi[3] + 2 * HALF_ENTROPY, slopes[: len(phi)]


def best_bounds(theta, rows, starts, full):
    """The highest bound of each digit, from whichever start leads there."""
    best = []
    for i, row in enumerate(rows):
        def negative(phi):
            value, slopes = normal_bound(theta, row, phi, few, few_shares)
            return -value, -slopes

        ends = [minimize(negative, np.append(start[i], 0) if full else start[i], jac=True, method="BFGS").x for start in starts]
        best.append(max(normal_bound(theta, row, end, epsilon, shares)[0] for end in ends))
    return float(np.mean(best))


def starts_on_grid(decoder, rows):
    """A place and log scales for each digit: those of the posterior on the grid, and its highest point."""
    logits = decoder(plane)
    log_joint = (norm.logpdf(plane).sum(axis=1) - np.logaddexp(0, logits).sum(axis=1))[:, None] + logits @ rows.T
    posterior = np.exp(log_joint - logsumexp(log_joint, axis=0))
    loc = posterior.T @ plane
    scale = np.sqrt(posterior.T @ plane**2 - loc**2)
    highest = plane[log_joint.argmax(axis=0)]
    return [np.hstack([loc, np.log(scale)]), np.hstack([highest, np.full_like(highest, -2)])]


def mean_with_error(values):
    return {"mean": np.mean(values), "standardError": np.std(values, ddof=1) / np.sqrt(len(values))}


report = {}
for part, rows in [("train", seen), ("test", test)]:
    learned = {
        (kind, steps): [exact(network(f"{kind} {seed} {steps} decoder"), rows) for seed in range(1, 6)]
        for kind in ["amortized", "per-datapoint"]
        for steps in [1000, 2500]
    }
    bounds = [bound(network(f"amortized {seed} 2500 decoder"), rows, network(f"amortized {seed} 2500 encoder")(rows)) for seed in range(1, 6)]
    highest = {"diagonal": [], "full": []}
    for seed in range(1, 6):
        name = f"amortized {seed} 2500"
        starts = [network(f"{name} encoder")(rows), *starts_on_grid(network(f"{name} decoder"), rows)]
        for family in highest:
            highest[family].append(best_bounds(layers(f"{name} decoder"), rows, starts, family == "full"))
    report[part] = {
        "inferenceGap": np.mean(learned["amortized", 2500]) - np.mean(bounds),
        "approximationGap": np.mean(learned["amortized", 2500]) - np.mean(highest["diagonal"]),
        "amortizationGap": np.mean(highest["diagonal"]) - np.mean(bounds),
        "approximationGapOfFull": np.mean(learned["amortized", 2500]) - np.mean(highest["full"]),
        "gainedByTilting": np.mean(highest["full"]) - np.mean(highest["diagonal"]),
        "learned": {kind: {str(steps): mean_with_error(learned[kind, steps]) for steps in [1000, 2500]} for kind in ["amortized", "per-datapoint"]},
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
