"""Numbers of notebook 01's sections 8 to 10 by NumPy and SciPy: adaptive quadrature, other draws, closed forms.

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
venv/bin/python test/reference/latent-variables.py > test/reference/latent-variables.json
"""

import json
import sys

import numpy as np
from scipy import integrate, stats
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
        "prior": {"fixed": fixed, "best": -entropy, "single": single},
    },
    sys.stdout,
    indent=1,
)
print()
