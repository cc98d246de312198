"""Numbers of notebook 09 by NumPy and SciPy: importance-weighted bounds as a sum over four draws at once, Gauss and Hermite,
and by adaptive quadrature; signal to noise in twenty dimensions as integrals over the two numbers that its weights depend on;
probabilistic PCA as densities of the flowers; a learned prior and a flow by another search; digits by draws of its own; chains as products of matrices.

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
venv/bin/python test/reference/tighter-bounds.py > test/reference/tighter-bounds.json
"""

import csv
import gzip
import json
import sys
from pathlib import Path

import numpy as np
from draws import permutation
from scipy.integrate import quad
from scipy.optimize import minimize
from scipy.special import logsumexp
from scipy.stats import chi, multivariate_normal, norm

# z ~ N(0, 1), x | z ~ N(z, 1), x = 1, q = N(m, s^2); r = p(z | x) / q(z)
log_marginal = norm.logpdf(1, 0, np.sqrt(2))
posterior = norm(0.5, np.sqrt(0.5))
ratio = lambda z, m, s: np.exp(posterior.logpdf(z) - norm.logpdf(z, m, s))
slope = lambda z, m, s: -(z - 0.5) / 0.5 + (z - m) / s**2  # of log r
line = np.linspace(-9, 9, 361)
mass = norm.pdf(line) * (line[1] - line[0])


def laplace(K, m, s):
    """E log of the mean of K ratios, and the mean of sticking the landing by m, as integrals over t of exp(-t r)."""
    r, g = ratio(m + s * line, m, s), slope(m + s * line, m, s)
    psi = lambda t: mass @ np.exp(-t * r)
    gap = lambda u: psi(np.exp(u) / K) ** K - np.exp(-np.exp(u))
    stuck = lambda u: K * np.exp(u) * (mass @ (r * g * np.exp(-np.exp(u) * r))) * psi(np.exp(u)) ** (K - 1)
    total = lambda f: sum(quad(f, a, a + 5, epsabs=1e-12, epsrel=1e-10, limit=200)[0] for a in range(-40, 50, 5))
    return total(gap), total(stuck)


nodes, weights = np.polynomial.hermite_e.hermegauss(30)
weights = weights / weights.sum()
four = np.stack(np.meshgrid(*[nodes] * 4, indexing="ij"), axis=-1).reshape(-1, 4)
mass_of_four = np.prod(np.stack(np.meshgrid(*[weights] * 4, indexing="ij"), axis=-1).reshape(-1, 4), axis=1)
gap_of_four = lambda m: -mass_of_four @ np.log(ratio(m + four, m, 1).mean(axis=1))
half_variance = lambda m, s: (quad(lambda z: posterior.pdf(z) * ratio(z, m, s), -12, 12, epsabs=1e-13)[0] - 1) / 2

# z ~ N(0, I), x | z ~ N(z, I), x = 1, q = N(0.6, 0.6 I) in twenty dimensions: with e the noise of q, the weights depend on
# y = sum(e) / sqrt(20) and on the length of the rest, c; moments of normalised weights by 1/s = int exp(-ts) dt and its like
D, A, S2, SHIFT, R = 20, 0.5, 0.6, 0.1, 4096
y, c = np.linspace(-9, 9, 161), np.linspace(0, 12, 161)
P = np.outer(norm.pdf(y), chi(D - 1).pdf(c)).ravel()
Y, C = (m.ravel() for m in np.meshgrid(y, c, indexing="ij"))
P, Y, C = (v[P > 1e-18 * P.max()] for v in (P, Y, C))
P /= P.sum()
total = np.sqrt(D) * Y
s = np.sqrt(S2)
r20 = np.exp(D * np.log(s / np.sqrt(A)) + (Y**2 + C**2) * (0.5 - S2 / (2 * A)) - s * SHIFT * total / A - D * SHIFT**2 / (2 * A))
by_theta = D * 0.6 + s * total
by_phi = -(D * SHIFT + s * total) / A
by_path = by_phi + total / s
u = np.linspace(-25, 40, 651)
t, du = np.exp(u), u[1] - u[0]
decay = np.exp(-np.outer(t, r20))
psi20 = decay @ P


def snr(K, power, g):
    """Mean and signal to noise of sum_k (r_k / sum r)^power g_k."""
    first, second = decay @ (P * r20**power * g), decay @ (P * r20 ** (2 * power) * g**2)
    others = lambda n: psi20**n if n >= 0 else 0
    mean = K * np.sum(t**power * first * others(K - 1)) * du
    factorial = 1 if power == 1 else 6
    square = np.sum(t ** (2 * power) / factorial * (K * second * others(K - 1) + K * (K - 1) * first**2 * others(K - 2))) * du
    return mean, abs(mean) / np.sqrt(square - mean**2)


def fitted(power, g, sizes):
    values = np.array([snr(K, power, g)[1] for K in sizes])
    precision = values**2 * R / (1 + values**2 / 2)
    return np.polyfit(np.log(sizes), np.log(values), 1, w=np.sqrt(precision))[0]


# Iris
with open(Path(__file__).parents[2] / "datasets" / "iris" / "iris.csv") as file:
    flowers = np.array([[float(v) for v in row[:4]] for row in list(csv.reader(file))[1:]])
values, vectors = np.linalg.eigh(np.cov(flowers.T, bias=True))
values, vectors = values[::-1], vectors[:, ::-1]


def ppca(size):
    noise = values[size:].mean()
    W = vectors[:, :size] * np.sqrt(values[:size] - noise)
    return W, noise, multivariate_normal(flowers.mean(0), W @ W.T + noise * np.eye(4)).logpdf(flowers).mean()


W, noise, _ = ppca(2)


def with_prior(theta):
    odds, means, factors = theta[0], theta[1:5].reshape(2, 2), theta[5:].reshape(2, 3)
    logs = []
    for log_weight, m, (a, b, d) in zip([-np.logaddexp(0, odds), -np.logaddexp(0, -odds)], means, factors):
        L = W @ np.array([[np.exp(a), 0], [b, np.exp(d)]])
        logs.append(log_weight + multivariate_normal(flowers.mean(0) + W @ m, L @ L.T + noise * np.eye(4)).logpdf(flowers))
    return -logsumexp(logs, axis=0).mean()


# a few tries, because the search is local
tries = [minimize(with_prior, [0, -side, 0, side, 0] + [0, 0, 0] * 2, method="BFGS", options={"gtol": 1e-7}) for side in (0.5, 1)]
prior = min(tries, key=lambda end: end.fun)

# p(z) = N(-4, 1)/2 + N(4, 1)/2, x | z ~ N(z, 6^2), x = 0.5; q the law of m + s(e + a tanh(b e))
hills = lambda z: logsumexp([np.log(0.5) + norm.logpdf(z, m) for m in (-4, 4)], axis=0) + norm.logpdf(0.5, z, 6)
far = np.log(quad(lambda z: np.exp(hills(z)), -14, 14, points=[-4, 4], epsabs=1e-13)[0])
fine = np.sinh(np.linspace(-np.arcsinh(8000), np.arcsinh(8000), 8001)) / 1000  # dense where the flow is steep
fine_mass = norm.pdf(fine) * np.gradient(fine)


def flow_gap(phi):
    m, (scale, a, b) = phi[0], np.exp(phi[1:])
    bend = np.tanh(b * fine)
    log_density = norm.logpdf(fine) - np.log(scale * (1 + a * b * (1 - bend**2)))
    return fine_mass @ (log_density - hills(m + scale * (fine + a * bend))) + far


flow = minimize(flow_gap, [0, 0, 1, 0.5], method="Nelder-Mead", options={"maxiter": 4000, "xatol": 1e-8, "fatol": 1e-11})

# chains: q(x_{t-1}, x_t) as a table, its conditional moments by sums, and the model as a product of matrices
grid = np.linspace(-8, 8, 1601)
step = grid[1] - grid[0]
data = (norm.pdf(grid, -2, 0.5) + norm.pdf(grid, 2, 0.5)) / 2
log_data = logsumexp([norm.logpdf(grid, -2, 0.5), norm.logpdf(grid, 2, 0.5)], axis=0) - np.log(2)
best = step * data @ log_data


def chain(T):
    bar = np.cos(0.98 * np.pi * np.arange(T + 1) / (2 * T)) ** 2
    before, back, bound = data, [], 0.0
    for t in range(1, T + 1):
        alpha = bar[t] / bar[t - 1]
        joint = before[:, None] * norm.pdf(grid[None, :], np.sqrt(alpha) * grid[:, None], np.sqrt(1 - alpha))
        after = step * joint.sum(0)
        conditional = step * joint / np.maximum(after, 1e-300)
        mean = conditional.T @ grid
        scale = np.sqrt(np.maximum((conditional * (grid[:, None] - mean) ** 2).sum(0), 1e-12))
        seen = after > 1e-14  # elsewhere the sums above are noise, and no mass
        back.append((mean, scale, seen))
        log_step = np.where(seen, norm.logpdf(grid[:, None], mean, scale), 0)  # log p(x_{t-1} | x_t)
        bound += step**2 * (joint * log_step).sum() + 0.5 * np.log(2 * np.pi * np.e * (1 - alpha))
        before = after
    bound += step * before @ norm.logpdf(grid)
    density = norm.pdf(grid)
    for mean, scale, seen in reversed(back):
        density = step * norm.pdf(grid[:, None], mean[None, seen], scale[None, seen]) @ density[seen]
    log_density = np.log(np.maximum(density, 1e-300))
    exact = step * data @ log_density
    return {"atTwo": np.interp(2, grid, log_density), "gap": exact - bound, "kl": best - exact}


# digits: the networks that notebook 07 ships, log p(x) on a grid, importance-weighted bounds from 16,384 draws for each digit
root = Path(__file__).parents[2] / "datasets"
pixels = np.frombuffer(gzip.decompress((root / "optdigits" / "images-idx3-ubyte.gz").read_bytes()), np.uint8)[16:]
binary = (pixels.reshape(-1, 64) / 16 >= 0.5).astype(float)
order = permutation((0, 1), len(binary))
packed = (root / "weights" / "digits-2d.safetensors").read_bytes()
length = int.from_bytes(packed[:8], "little")
header = json.loads(packed[8 : 8 + length])


def network(name):
    def tensor(part):
        begin, end = header[f"{name} {part}"]["data_offsets"]
        return np.frombuffer(packed[8 + length + begin : 8 + length + end], "<f4").reshape(header[f"{name} {part}"]["shape"]).astype(float)

    w0, b0, w1, b1 = (tensor(part) for part in ("weight0", "bias0", "weight1", "bias1"))
    return lambda h: np.tanh(h @ w0 + b0) @ w1 + b1


decoder, encoder = network("amortized 1 2500 decoder"), network("amortized 1 2500 encoder")
random = np.random.default_rng(9)


def on_digits(rows):
    """The mean of log p(x), and of the bounds by sizes, with the standard error of their draws."""
    axis = np.linspace(-6.5, 6.5, 261)
    plane = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    logits = decoder(plane)
    base = norm.logpdf(plane).sum(1) - np.logaddexp(0, logits).sum(1) + 2 * np.log(axis[1] - axis[0])
    exact = np.mean([logsumexp(base + logits @ row) for row in rows])
    loc, scale = np.hsplit(encoder(rows), 2)
    scale = np.exp(scale)
    log_weights = []
    for _ in range(64):
        noise = random.standard_normal((256, *loc.shape))
        z = loc + scale * noise
        logits = decoder(z)
        log_weights.append((logits * rows - np.logaddexp(0, logits)).sum(-1) + (noise**2 - z**2).sum(-1) / 2 + np.log(scale).sum(-1))
    log_weights = np.concatenate(log_weights)
    bounds = {}
    for K in (1, 4, 16, 64, 256):
        found = (logsumexp(log_weights.reshape(-1, K, len(rows)), axis=1) - np.log(K)).mean(1)
        bounds[str(K)] = {"mean": found.mean(), "standardError": found.std(ddof=1) / np.sqrt(len(found))}
    return {"logMarginal": exact, "bounds": bounds}


gap_at, stuck_at = laplace(64, 0, 1)
json.dump(
    {
        "toy": {
            "logMarginal": log_marginal,
            "klOfPrior": quad(lambda z: norm.pdf(z) * -np.log(ratio(z, 0, 1)), -12, 12, epsabs=1e-13)[0],
            "ofFour": log_marginal - gap_of_four(0),
            "halfVariance": {"prior": half_variance(0, 1), "narrow": half_variance(0.2, 0.6)},
            "gap1024": 1024 * laplace(1024, 0, 1)[0],
            "bounds": {str(K): log_marginal - laplace(K, 0, 1)[0] for K in (1, 2, 4, 8, 16, 32, 64, 128, 256)},
            "crossing": [laplace(K, 0.2, 0.6)[0] - laplace(K, 0, 1)[0] for K in (1, 8)],
            "gradient": {
                "ofEight": (laplace(8, -1e-4, 1)[0] - laplace(8, 1e-4, 1)[0]) / 2e-4,
                "of64": (laplace(64, -1e-4, 1)[0] - laplace(64, 1e-4, 1)[0]) / 2e-4,
                "stuck64": stuck_at,
            },
        },
        "snr": {
            "phi4": snr(4, 1, by_phi)[0],
            "doubly4": snr(4, 2, by_path)[0],
            "byTheta": [snr(K, 1, by_theta)[1] for K in (1, 2, 4, 8, 16, 32, 64)],
            "byPhi": [snr(K, 1, by_phi)[1] for K in (1, 2, 4, 8, 16, 32, 64)],
            "doubly64": snr(64, 2, by_path)[1],
            "slopes": {
                "theta": fitted(1, by_theta, [4, 8, 16, 32, 64]),
                "phi": fitted(1, by_phi, [1, 2, 4, 8, 16, 32, 64]),
                "doubly": fitted(2, by_path, [4, 8, 16, 32, 64]),
            },
        },
        "iris": {
            "eigenvalues": list(values),
            "likelihoods": [ppca(size)[2] for size in (1, 2, 3)],
            "learnedPrior": -prior.fun,
            "lighter": min(1 / (1 + np.exp(prior.x[0])), 1 / (1 + np.exp(-prior.x[0]))),
        },
        "digits": {"train": on_digits(binary[order[300:]][:100]), "test": on_digits(binary[order[:300]][:100])},
        "flow": {"logMarginal": far, "gap": flow.fun},
        "chain": {"best": best, **{f"T{T}": chain(T) for T in (1, 2, 10, 100)}},
    },
    sys.stdout,
    indent=1,
)
print()
