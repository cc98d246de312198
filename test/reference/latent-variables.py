"""Numbers of notebook 01's sections 8 to 10 and its exercises by NumPy and SciPy: adaptive quadrature, other draws, closed
forms; the climbs of section 10 taken again, and where they end the likelihood of each model as its story tells it.

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
venv/bin/python test/reference/latent-variables.py > test/reference/latent-variables.json
"""

import json
import sys

import numpy as np
from scipy import integrate, optimize, stats
from scipy.special import logsumexp
from scipy.stats import norm

# z ~ N(0, 1), x | z ~ N(mu(z), sigma(z)^2) with a network of three tanh units
hidden = lambda z: np.tanh(np.array([2, -1, 1.5]) * z + np.array([0, 1, -1]))
outputs = lambda z: hidden(z) @ np.array([[1.5, 0.3], [0.5, -0.4], [1, 0.3]]) + np.array([0, -0.7])


def joint(z, x):
    loc, log_scale = outputs(z)
    return norm.pdf(z) * norm.pdf(x, loc, np.exp(log_scale))


density = lambda x: integrate.quad(joint, -9, 9, args=(x,), points=[-1, 0, 1], limit=300, epsabs=1e-12)[0]

moment = lambda f, x: integrate.quad(lambda z: f(z) * joint(z, x), -9, 9, points=[-1, 0, 1], limit=300, epsabs=1e-12)[0] / density(x)
mean = moment(lambda z: z, 1.0)
spread = np.sqrt(moment(lambda z: (z - mean) ** 2, 1.0))

# z ~ N(0, 1), x | z ~ N(z, 0.1^2), x = 2.5: the mean of log p_k by adaptive quadrature over u of Frullani's integral,
# log S = int_0^inf (exp(-t) - exp(-t S)) dt / t with t = exp(u), and as a second witness by 40,000 estimates
rng = np.random.default_rng(1)
on_z = np.linspace(-10, 10, 40001)
share = norm.pdf(on_z) / norm.pdf(on_z).sum()
log_density = norm.logpdf(2.5, on_z, 0.1)


def naive(k):
    kept = lambda u: share @ np.exp(-np.exp(np.minimum(u + log_density, 700)))
    integrand = lambda u: np.exp(-np.exp(min(u, 700.0))) - kept(u) ** k
    edges = [-40, -5, 0, 5, 20, 50, 100, 200, 400, 800, 1600, 3200, 8000]
    exact = sum(integrate.quad(integrand, low, high, limit=200, epsabs=1e-9)[0] for low, high in zip(edges, edges[1:])) - np.log(k)
    logs = np.concatenate([logsumexp(norm.logpdf(2.5, rng.standard_normal((4000, k)), 0.1), axis=1) - np.log(k) for _ in range(10)])
    assert abs(logs.mean() - exact) < 4 * logs.std(ddof=1) / np.sqrt(len(logs))
    return exact


hills = lambda x: 0.5 * norm.pdf(x, -2, 0.5) + 0.5 * norm.pdf(x, 2, 0.5)
entropy = -integrate.quad(lambda x: hills(x) * np.log(hills(x)), -8, 8, points=[-2, 0, 2], limit=200)[0]
fixed = integrate.quad(lambda x: hills(x) * norm.logpdf(x, 0, np.sqrt(1.16)), -8, 8, points=[-2, 0, 2], limit=200)[0]
single = integrate.quad(lambda x: hills(x) * norm.logpdf(x, 0, np.sqrt(4.25)), -8, 8, points=[-2, 0, 2], limit=200)[0]

# a learned prior w N(a, s^2) + (1 - w) N(b, s^2) under x | z ~ N(z, 0.4^2), by another search and on another grid
line = np.linspace(-8, 8, 1601)
mass = hills(line) / hills(line).sum()


def prior_short(theta):
    left, right, log_spread, log_odds = theta
    scale = np.hypot(np.exp(log_spread), 0.4)
    parts = [norm.logpdf(line, left, scale), log_odds + norm.logpdf(line, right, scale)]
    return -mass @ (logsumexp(parts, axis=0) - np.logaddexp(0, log_odds))


learned = optimize.minimize(prior_short, [-1, 1, 0, 0], method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-13, "maxiter": 4000}).x

# deeper, wider, stacked: the climb as `ascend` takes it, thirty steps of BFGS on the notebook's grids
on_x = np.linspace(-5, 5, 81)
shares = 0.125 * hills(on_x)


def on_grid(decoder, scale):
    z = np.linspace(-6, 6, 60)
    weights = norm.logpdf(z) + np.log(12 / 59)
    return shares @ logsumexp(weights[:, None] + norm.logpdf(on_x, decoder(z)[:, None], scale), axis=0)


WAYS = {
    "deeper": ([1, 0, 0, 0], lambda a, c, s, b: on_grid(lambda z: a * np.tanh(np.exp(b) * np.tanh(np.exp(c) * z)), np.exp(s))),
    "wider": ([1, 0, 0, 0.3], lambda a, c, s, d: on_grid(lambda z: a * np.tanh(np.exp(c) * z), np.hypot(np.exp(s), d))),
    "stacked": ([1, 0, 0, 1, 0], lambda a, b, s, c, r: on_grid(lambda z: a * np.tanh(np.exp(b) * np.hypot(c, np.exp(r)) * z), np.exp(s))),
}


def climb(f, start, steps=30):
    def slope(at):
        h = 1e-5 * np.maximum(1, np.abs(at))
        return np.array([(f(*(at + h * e)) - f(*(at - h * e))) / (2 * h[i]) for i, e in enumerate(np.eye(len(at)))])

    at = np.array(start, float)
    value, inverse, up = f(*at), np.eye(len(at)), slope(at)
    for _ in range(steps):
        move = inverse @ up
        move = move * min(1, 0.5 / np.linalg.norm(move))
        t = 1.0
        while f(*(at + t * move)) < value + 1e-4 * t * (move @ up):
            t /= 2
        there = at + t * move
        s, y = there - at, up - slope(there)
        if s @ y > 0:
            project = np.eye(len(at)) - np.outer(s, y) / (s @ y)
            inverse = project @ inverse @ project.T + np.outer(s, s) / (s @ y)
        at, value, up = there, f(*there), up - y
    return at


z1, z2 = np.linspace(-7, 7, 1401), np.linspace(-7, 7, 281)
one, two = norm.pdf(z1) / norm.pdf(z1).sum(), norm.pdf(z2) / norm.pdf(z2).sum()
mixed = lambda weights, means, scale: weights @ norm.pdf(on_x, np.ravel(means)[:, None], scale)


def by_its_story(name, theta):
    """E log p(x) from p(x) as a sum over all latents: none is integrated out beforehand."""
    if name == "deeper":
        a, c, s, b = theta
        return shares @ np.log(mixed(one, a * np.tanh(np.exp(b) * np.tanh(np.exp(c) * z1)), np.exp(s)))
    both = np.outer(one, two).ravel()
    if name == "wider":
        a, c, s, d = theta
        return shares @ np.log(mixed(both, a * np.tanh(np.exp(c) * z1)[:, None] + d * z2, np.exp(s)))
    a, b, s, c, r = theta
    first = c * z2 + np.exp(r) * z1[:, None]  # z_1 given z_2
    return shares @ np.log(mixed(both, a * np.tanh(np.exp(b) * first), np.exp(s)))


depth = {name: by_its_story(name, climb(f, start)) for name, (start, f) in WAYS.items()}

json.dump(
    {
        "network": {"loc": outputs(0.5)[0], "scale": np.exp(outputs(0.5)[1]), "logMarginal": np.log(density(1.0)), "posterior": {"loc": mean, "scale": spread}},
        "naive": {
            "logMarginal": norm.logpdf(2.5, 0, np.sqrt(1.01)),
            "one": stats.ncx2(df=1, nc=6.25).mean() / -0.02 + norm.logpdf(0, 0, 0.1),
            "ten": naive(10),
            "hundred": naive(100),
            "thousand": naive(1000),
        },
        "prior": {"fixed": fixed, "best": -entropy, "single": single, "right": learned[1], "spread": np.exp(learned[2])},
        "depth": depth,
        "exercises": {
            "logSumExp": np.logaddexp(-1000, -1001),
            "twoDraws": np.log(norm.pdf(2.5, [2.4, 2.7], 0.1).mean()),
            "farAway": norm.logpdf(2.5, 100, 0.1),
            "fairCoins": stats.bernoulli(0.5).logpmf([1, 0, 1, 1, 0, 0]).sum(),
        },
    },
    sys.stdout,
    indent=1,
)
print()
