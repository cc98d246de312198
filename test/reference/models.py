"""Marginals, bounds and chains of the models by NumPy, SciPy and scikit-learn, each from a definition rather than from the
closed form that the library uses.

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
venv/bin/python test/reference/models.py > test/reference/models.json
"""

import json
import sys
from itertools import product

import numpy as np
from scipy import integrate
from scipy.optimize import minimize
from scipy.special import gammaln, log_expit, logsumexp
from scipy.stats import laplace, multivariate_normal, norm, poisson
from sklearn.decomposition import PCA

# --- distributions: the Poisson's masses, and KLs by adding up or integrating log q - log p ---
counts = [0, 1, 2, 7, 30, 120]
poissons = [{"rate": r, "x": x, "logProb": poisson(r).logpmf(x)} for r, x in product([0.1, 1.0, 7.5, 90.0], counts)]
k = np.arange(400)
kl_poisson = lambda a, b: float((poisson(a).pmf(k) * (poisson(a).logpmf(k) - poisson(b).logpmf(k))).sum())


def kl_laplace(m, b, n, c):
    q, p = laplace(m, b), laplace(n, c)
    return integrate.quad(lambda z: q.pdf(z) * (q.logpdf(z) - p.logpdf(z)), m - 40 * b, m + 40 * b, points=[m, n], limit=400, epsabs=1e-12)[0]


def kl_normals(mq, lq, mp, lp):
    """By a grid of two dimensions."""
    grid = np.linspace(-14, 14, 1401)
    points = np.stack(np.meshgrid(grid, grid, indexing="ij"), axis=-1)
    q, p = multivariate_normal(mq, lq @ lq.T), multivariate_normal(mp, lp @ lp.T)
    log_q = q.logpdf(points)
    return float((np.exp(log_q) * (log_q - p.logpdf(points))).sum() * (grid[1] - grid[0]) ** 2)


lq, lp = np.array([[0.7, 0], [0.4, 1.1]]), np.array([[1.2, 0], [-0.5, 0.9]])

# --- a mixture prior and a normal likelihood, on the line: by adaptive quadrature and a general-purpose optimiser ---
FAR = [("A", [0.35, 0.65], [-1.0, 4.0], 1.5, 2.5, 2.0), ("C", [0.5, 0.5], [-4.0, 4.0], 1.0, 6.0, 0.5)]


def mixture_model(weights, means, sd, noise, x):
    log_joint = lambda z: logsumexp([np.log(w) + norm(m, sd).logpdf(z) for w, m in zip(weights, means)], axis=0) + norm(z, noise).logpdf(x)
    evidence = integrate.quad(lambda z: np.exp(log_joint(z)), -30, 30, points=means, epsabs=1e-14, limit=400)[0]
    grid = np.linspace(-30, 30, 6001)
    log_joint_on_grid = log_joint(grid)

    def elbo(mu, sigma):
        log_q = norm(mu, sigma).logpdf(grid)
        return float((np.exp(log_q) * (log_joint_on_grid - log_q)).sum() * (grid[1] - grid[0]))

    best = [minimize(lambda p: -elbo(p[0], np.exp(p[1])), [m, 0.0], method="BFGS", options={"gtol": 1e-9}) for m in (-4.0, 4.0)]
    return {
        "prior": {"weights": weights, "means": means, "scale": sd},
        "noise": noise,
        "x": x,
        "logMarginal": float(np.log(evidence)),
        "posteriorMean": integrate.quad(lambda z: z * np.exp(log_joint(z)) / evidence, -30, 30, points=means, limit=400)[0],
        "elbo": [{"loc": m, "scale": s, "elbo": elbo(m, s)} for m, s in [(2.0, 2.0), (2.0, 2**0.5), (-4.0, 0.75), (-4.0, 0.75**0.5)]],
        "optima": [{"loc": b.x[0], "scale": float(np.exp(b.x[1])), "elbo": -b.fun} for b in best],
    }


# --- missing bits: every completion, one after another ---
rng = np.random.default_rng(4)
size, missing = 12, 8
weights, bias = np.tril(rng.normal(size=(size, size)), -1), rng.normal(size=size)


def log_p(bits):
    signs = 2 * np.asarray(bits) - 1
    return float(log_expit(signs * (bias + weights @ bits)).sum())


seen = [[1, 0, 1, 1], [0, 0, 0, 0]]
log_joints = [[log_p([*z, *x]) for z in product([0, 1], repeat=missing)] for x in seen]
states = np.array(list(product([0, 1], repeat=missing)))


def factorised(log_joint, phi):
    q = np.prod(np.where(states == 1, phi, 1 - phi), axis=1)
    return float((q * (log_joint - np.log(q))).sum())


def best_factorised(log_joint):
    """From many starts, over the log odds, by a general-purpose optimiser."""
    start = np.random.default_rng(5)
    runs = [
        minimize(lambda l: -factorised(log_joint, 1 / (1 + np.exp(-l))), start.normal(size=missing), method="L-BFGS-B", bounds=[(-12, 12)] * missing)
        for _ in range(30)
    ]
    return -min(run.fun for run in runs)


# --- probabilistic PCA ---
data = rng.normal(size=(80, 5)) @ rng.normal(size=(5, 5)) + rng.normal(size=5)
pca = PCA(n_components=2).fit(data)
# scikit-learn divides by N - 1; its score is of that model
unbiased = np.cov(data.T)

# --- the chain: dense matrices on one grid, the reversal's moments by adding up ---
grid = np.linspace(-9, 9, 3001)
step = grid[1] - grid[0]


def noised(alpha_bar):
    return sum(0.5 * norm(np.sqrt(alpha_bar) * m, np.sqrt(0.25 * alpha_bar + 1 - alpha_bar)).pdf(grid) for m in (-2, 2))


def chain(T, x):
    alpha_bar = np.cos(0.98 * np.pi * np.arange(T + 1) / (2 * T)) ** 2
    density = norm(0, 1).pdf(grid)
    for t in range(T, 0, -1):
        alpha = alpha_bar[t] / alpha_bar[t - 1]
        # q(x_{t-1}, x_t) on the grid: rows are x_t
        joint = noised(alpha_bar[t - 1]) * norm(np.sqrt(alpha) * grid, np.sqrt(1 - alpha)).pdf(grid[:, None])
        joint /= joint.sum(axis=1, keepdims=True)
        mean = joint @ grid
        scale = np.sqrt(joint @ grid**2 - mean**2)
        targets = np.asarray(x) if t == 1 else grid
        density = (density[:, None] * norm(mean[:, None], scale[:, None]).pdf(targets)).sum(axis=0) * step
    return np.log(density).tolist()


chain_x = [-2.5, -2.0, -0.3, 0.0, 1.1, 2.0]

json.dump(
    {
        "poisson": poissons,
        "klPoissons": [{"q": a, "p": b, "kl": kl_poisson(a, b)} for a, b in product([0.3, 2.0, 40.0], [0.5, 2.0, 35.0])],
        "klLaplaces": [{"q": [m, b], "p": [0.3, 0.8], "kl": kl_laplace(m, b, 0.3, 0.8)} for m, b in product([-1.0, 0.3, 2.0], [0.2, 1.5])],
        "klMultivariate": {
            "q": {"loc": [0.3, -1.0], "scaleTril": lq.tolist()},
            "p": {"loc": [0.0, 0.5], "scaleTril": lp.tolist()},
            "kl": kl_normals([0.3, -1.0], lq, [0.0, 0.5], lp),
        },
        "logFactorial": [{"x": x, "value": float(gammaln(x + 1))} for x in [0, 0.5, 1, 2, 5, 20, 170, 5000]],
        "mixtureModels": {name: mixture_model(w, m, s, n, x) for name, w, m, s, n, x in FAR},
        "missingBits": {
            "weights": weights.tolist(),
            "bias": bias.tolist(),
            "numMissing": missing,
            "x": seen,
            "logMarginal": [float(logsumexp(t)) for t in log_joints],
            "coins": [factorised(np.array(t), np.full(missing, 0.5)) for t in log_joints],
            "best": [best_factorised(np.array(t)) for t in log_joints],
        },
        "ppca": {
            "x": data.tolist(),
            "covariance": unbiased.tolist(),
            "mean": data.mean(axis=0).tolist(),
            "eigenvalues": np.linalg.eigvalsh(unbiased)[::-1].tolist(),
            "noiseVariance": float(pca.noise_variance_),
            "meanLogLikelihood": float(pca.score(data)),
        },
        "chain": {"x": chain_x, "logMarginal": {str(T): chain(T, chain_x) for T in (1, 2, 5, 12)}},
    },
    sys.stdout,
    indent=1,
)
print()
