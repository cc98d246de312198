"""Numbers of notebook 03 by SciPy: bounds as log p(x) minus a KL by adaptive quadrature, where the notebook adds up log p(x, z).

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
venv/bin/python test/reference/choosing-q.py > test/reference/choosing-q.json
"""

import json
import sys

import numpy as np
from scipy import integrate, optimize
from scipy.special import logsumexp
from scipy.stats import multivariate_normal, norm


def quad(f, low, high, points):
    return integrate.quad(f, low, high, points=points, limit=500, epsabs=1e-12, epsrel=1e-12)[0]


# z ~ N(0, 1), x | z ~ N(g(z), 0.15^2), x = 0.7
def inverted(decoder, modes, part):
    joint = lambda z: norm.pdf(z) * norm.pdf(0.7, decoder(z), 0.15)
    evidence = quad(joint, -8, 8, modes)
    return {"logMarginal": np.log(evidence), "part": quad(joint, *part, modes) / evidence}


square = inverted(lambda z: z * z / 2, [-1.18, 1.18], (0, 8))
sine = inverted(np.sin, [-3.9, 0.77, 2.37, 7.06], (np.pi / 2, 3 * np.pi / 2))


def hills(weights, means, spread, noise, x):
    """The log posterior by dividing the joint by its integral, and log p(x)."""
    log_joint = lambda z: logsumexp([np.log(w) + norm.logpdf(z, m, spread) for w, m in zip(weights, means)]) + norm.logpdf(x, z, noise)
    log_marginal = np.log(quad(lambda z: np.exp(log_joint(z)), -30, 30, [*means, x]))
    return lambda z: log_joint(z) - log_marginal, log_marginal


def kl(log_posterior, loc, scale):
    q = norm(loc, scale)
    return quad(lambda z: q.pdf(z) * (q.logpdf(z) - log_posterior(z)), loc - 10 * scale, loc + 10 * scale, [0, loc])


def best(log_posterior, log_marginal, start):
    objective = lambda p: kl(log_posterior, p[0], np.exp(p[1]))
    end = optimize.minimize(objective, start, method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-13, "maxiter": 2000})
    return {"loc": end.x[0], "scale": np.exp(end.x[1]), "kl": end.fun, "elbo": log_marginal - end.fun}


near, log_near = hills([0.35, 0.65], [-1, 4], 1.5, 2.5, 2)
line = np.linspace(-3, 6, 90001)
density = np.array([near(z) for z in line])
peaks = line[1:-1][(density[1:-1] > density[:-2]) & (density[1:-1] > density[2:])]
moments = [quad(lambda z, k=k: z**k * np.exp(near(z)), -15, 20, [-0.2, 3.5]) for k in (1, 2)]
matched = (moments[0], np.sqrt(moments[1] - moments[0] ** 2))

far, log_far = hills([0.5, 0.5], [-4, 4], 1, 6, 0.5)
ends = {name: best(far, log_far, start) for name, start in {"left": [-4, 0], "broad": [0, 1.2], "right": [4, 0]}.items()}

# z ~ N(0, I) in the plane, x = w (z_1 + z_2) + e; the best product of normals by its closed-form KL
def mean_field(rho):
    w = np.sqrt(rho / (1 - rho))
    precision = np.eye(2) + w * w * np.ones((2, 2))
    end = optimize.minimize(lambda l: 0.5 * (np.exp(2 * l) @ np.diag(precision) - 2 - 2 * l.sum() - np.linalg.slogdet(precision)[1]), [0, 0], tol=1e-12)
    return {"logMarginal": norm.logpdf(1, 0, np.sqrt(1 + 2 * w * w)), "gap": end.fun}


best_near = best(near, log_near, [2, 0])
readings = [
    log_near - kl(near, loc, scale)
    for orange, green in [(np.sqrt(2), 0.75), (2, 0.75), (np.sqrt(2), np.sqrt(0.75))]
    for loc, scale in [(2, orange), (-4, green), (best_near["loc"], best_near["scale"])]
]

# how many maxima has the bound of one normal on the far hills: a search from each place of a grid
nodes = np.linspace(-8, 8, 641)  # Gauss and Hermite would need hundreds of nodes for the crease between the hills
shares = norm.pdf(nodes)
far_joint = lambda z: logsumexp([np.log(0.5) + norm.logpdf(z, m, 1) for m in (-4, 4)], axis=0) + norm.logpdf(0.5, z, 6)
far_bound = lambda p: shares @ far_joint(p[0] + np.exp(p[1]) * nodes) / shares.sum() + p[1] + 0.5 * np.log(2 * np.pi * np.e)
found = [optimize.minimize(lambda p: -far_bound(p), (loc, log), method="Nelder-Mead").x for loc in np.linspace(-7, 7, 11) for log in (-1, 0, 1, 2)]
maxima = len({tuple(np.round(end, 1)) for end in found})

json.dump(
    {
        "square": square,
        "sine": sine,
        "near": {
            "logMarginal": log_near,
            "posteriorWeight": quad(lambda z: 0.65 * norm.pdf(z, 4, 1.5) * norm.pdf(2, z, 2.5), -20, 30, [4]) / np.exp(log_near),
            "modes": peaks.tolist(),
            "orange": {"literal": log_near - kl(near, 2, np.sqrt(2)), "scale": log_near - kl(near, 2, 2)},
            "green": {"literal": log_near - kl(near, -4, 0.75), "variance": log_near - kl(near, -4, np.sqrt(0.75))},
            "best": best_near,
            "readings": readings,
            "matched": {"loc": matched[0], "scale": matched[1], "elbo": log_near - kl(near, *matched)},
        },
        "far": {"logMarginal": log_far, "ends": ends, "maxima": maxima},
        "wide": {
            "logMarginal": multivariate_normal([0], [[3]]).logpdf(1),
            "atPrior": -0.5 * np.log(2 * np.pi) - 0.5 * (1 + 2),
        },
        "tall": {
            "logMarginal": multivariate_normal([0, 0], [[2, 1], [1, 2]]).logpdf([1, 0.5]),
            "atPrior": -np.log(2 * np.pi) - 0.5 * (1 + 1 + 0.25 + 1),
        },
        "meanField": mean_field(0.9),
        "kl": kl(norm(1, 0.5).logpdf, 0, 2),
    },
    sys.stdout,
    indent=1,
)
print()
