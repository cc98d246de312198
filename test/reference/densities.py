"""Log densities, KLs and a marginal on a grid of parameters, by SciPy.

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
venv/bin/python test/reference/densities.py > test/reference/densities.json
"""

import json
import sys
from itertools import product

import numpy as np
from scipy.integrate import quad
from scipy.special import logsumexp, rel_entr
from scipy.stats import bernoulli, laplace, logistic, multivariate_normal, norm

LOCS, SCALES = [-3.0, 0.0, 2.5], [0.05, 0.7, 4.0]
POINTS = [-6.0, -0.3, 0.0, 1.1, 8.0]
rows = lambda family: [
    {"loc": m, "scale": s, "x": x, "logProb": family(m, s).logpdf(x)} for m, s, x in product(LOCS, SCALES, POINTS)
]

L = np.array([[1.2, 0, 0], [-0.7, 0.5, 0], [0.3, 2.0, 0.9]])
mean = np.array([0.5, -1.0, 2.0])
plane = [[0, 0, 0], [1, -2, 0], [0.5, -1, 2], [4, 4, 4]]

weights, components = [0.2, 0.5, 0.3], [norm(-3, 0.5), norm(0, 1), norm(4, 2)]
probabilities = np.array([0.1, 0.6, 0.3]), np.array([0.5, 0.25, 0.25])
logits = [-50.0, -17.0, -1.0, 0.0, 3.0, 50.0]


def kl_normals(m, s, n, t):
    q, p = norm(m, s), norm(n, t)
    return quad(lambda z: q.pdf(z) * (q.logpdf(z) - p.logpdf(z)), m - 12 * s, m + 12 * s, epsabs=1e-13)[0]


json.dump(
    {
        "normal": rows(norm),
        "laplace": rows(laplace),
        "logistic": rows(logistic),
        "multivariateNormal": {
            "loc": mean.tolist(),
            "scaleTril": L.tolist(),
            "x": plane,
            "logProb": multivariate_normal(mean, L @ L.T).logpdf(plane).tolist(),
        },
        "mixture": {
            "x": POINTS,
            "logProb": [float(logsumexp([np.log(w) + c.logpdf(x) for w, c in zip(weights, components)])) for x in POINTS],
        },
        # log sigma(l) and log sigma(-l) without cancellation
        "bernoulli": [{"logit": l, "one": -np.logaddexp(0, -l), "zero": -np.logaddexp(0, l)} for l in logits],
        "klNormals": [
            {"q": [m, s], "p": [n, t], "kl": kl_normals(m, s, n, t)}
            for (m, s), (n, t) in product([(-1.0, 0.5), (0.0, 1.0)], [(0.0, 1.0), (2.0, 0.7), (0.3, 3.0)])
        ],
        "klCategoricals": {
            "q": probabilities[0].tolist(),
            "p": probabilities[1].tolist(),
            "kl": rel_entr(*probabilities).sum(),
        },
        "linearGaussian": {
            "weights": [[1, 0.5], [-0.3, 2], [0.7, -0.7]],
            "bias": [0.1, -0.2, 1],
            "scale": 0.6,
            "x": [[1, 2, 3], [0, 0, 0], [-4, 1, 2]],
            "logMarginal": multivariate_normal(
                [0.1, -0.2, 1], (W := np.array([[1, 0.5], [-0.3, 2], [0.7, -0.7]])) @ W.T + 0.36 * np.eye(3)
            ).logpdf([[1, 2, 3], [0, 0, 0], [-4, 1, 2]]).tolist(),
        },
    },
    sys.stdout,
    indent=1,
)
print()
