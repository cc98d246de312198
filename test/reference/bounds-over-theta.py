"""Numbers of notebook 04 by SciPy: each from a definition, none from a closed form that the notebook derives.

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
venv/bin/python test/reference/bounds-over-theta.py > test/reference/bounds-over-theta.json
"""

import json
import sys

import numpy as np
from scipy.optimize import brentq, minimize, minimize_scalar
from scipy.special import logsumexp, rel_entr
from scipy.stats import multivariate_normal, norm

x = np.array([-3.4, -2.7, -2.3, -1.9, -1.6, -0.9, 0.4, 1.2, 1.7, 2, 2.2, 2.8, 3.1])
maximum = lambda f, low, high: minimize_scalar(lambda a: -f(a), bounds=(low, high), method="bounded", options={"xatol": 1e-11}).x

# the symmetric mixture: a bound is the truth less the KL to the posterior
log_joint = lambda theta: np.log(0.5) + np.stack([norm(-theta, 1).logpdf(x), norm(theta, 1).logpdf(x)])
truth = lambda theta: logsumexp(log_joint(theta), axis=0).sum()
posterior = lambda theta: np.exp(log_joint(theta) - logsumexp(log_joint(theta), axis=0))
bound = lambda theta, phi: truth(theta) - rel_entr(posterior(phi), posterior(theta)).sum()
top = maximum(truth, 0.5, 3.5)
ahead = lambda theta: bound(theta, 0.6) - bound(theta, 2.5)

# the three schedules, with slopes by central differences of the bound
h = 1e-5
along_theta = lambda theta, phi: (bound(theta + h, phi) - bound(theta - h, phi)) / (2 * h)
along_phi = lambda theta, phi: (bound(theta, phi + h) - bound(theta, phi - h)) / (2 * h)


def climb(name, budget):
    theta, phi, cost = 1.0, 0.05, 0
    while cost < budget:
        if name == "joint":
            theta, phi, cost = theta + 0.01 * along_theta(theta, phi), phi + 0.01 * along_phi(theta, phi), cost + 2
        elif name == "full E-step":
            theta, phi, cost = theta + 0.01 * along_theta(theta, theta), theta, cost + 2
        else:
            for _ in range(5):
                phi += 0.01 * along_phi(theta, phi)
            theta, cost = theta + 0.01 * along_theta(theta, phi), cost + 6
    return {"theta": theta, "phi": phi, "truth": truth(theta), "bound": bound(theta, phi), "gap": truth(theta) - bound(theta, phi)}


# probabilistic PCA at one datapoint with x^2 = S, its Gaussian integrals by Gauss and Hermite
S = 5
point = np.sqrt(S)
nodes, weights = np.polynomial.hermite_e.hermegauss(40)
weights = weights / weights.sum()
expect = lambda f, loc, scale: weights @ f(loc + scale * nodes)
joint = lambda w: lambda z: norm.logpdf(z) + norm.logpdf(point, w * z, 1)
elbo = lambda w, loc, v: expect(joint(w), loc, np.sqrt(v)) + norm(loc, np.sqrt(v)).entropy()
best = lambda w, v: elbo(w, maximum(lambda loc: elbo(w, loc, v), -4, 4), v)
ppca_truth = lambda w: norm(0, np.sqrt(1 + w**2)).logpdf(point)
ppca = []
for v in [0.05, 0.1, 0.2, 0.5, 1, 2]:
    w = maximum(lambda w: best(w, v), 0.05, 6)
    ppca.append({"v": v, "w": w, "bound": best(w, v), "truth": ppca_truth(w), "rise": best(w, v) - best(2, v), "fall": ppca_truth(2) - ppca_truth(w)})

# two latents that do the same, and the best q with independent parts, found by a search over its four numbers
a, b = np.meshgrid(nodes, nodes)
both = np.outer(weights, weights)


def mean_field(w):
    def negative(phi):
        loc, scale = phi[:2], np.exp(phi[2:])
        z0, z1 = loc[0] + scale[0] * a, loc[1] + scale[1] * b
        value = norm.logpdf(z0) + norm.logpdf(z1) + norm.logpdf(point, w * (z0 + z1), 1)
        return -((both * value).sum() + norm(0, scale).entropy().sum())

    return -minimize(negative, np.array([0.3, 0.3, -0.2, -0.2]), method="BFGS", options={"gtol": 1e-9}).fun


two_truth = lambda w: multivariate_normal(0, 1 + 2 * w**2).logpdf(point)
two_w = maximum(mean_field, 0.3, 2)
first = (1 + 0.01 * along_theta(1, 0.05), 0.05 + 0.01 * along_phi(1, 0.05))

shown = [0, 0.6, 0.94134, 1.5, 2, 2.5, 3]

json.dump(
    {
        "mixture": {
            "truthAt2": truth(2),
            "top": top,
            "truthAtTop": truth(top),
            "redAt2": bound(2, 0.6),
            "orangeAt2": bound(2, 2.5),
            "redMinusOrange": {"at0.5": ahead(0.5), "at2": ahead(2)},
            "slopes": {"theta": along_theta(1, 0.4), "phi": along_phi(1, 0.4)},
            "shown": [{"truth": truth(t), "red": bound(t, 0.6), "orange": bound(t, 2.5)} for t in shown],
            "crossing": brentq(ahead, 0.6, 2.5, xtol=1e-12),
            "firstJointStep": {"bound": bound(*first) - bound(1, 0.05), "truth": truth(first[0]) - truth(1)},
            "schedules": {name: climb(name, 120) for name in ["joint", "five to one", "full E-step"]},
        },
        "ppca": {"truthAt2": ppca_truth(2), "boundAt2": best(2, 1), "stubborn": ppca},
        "meanField": {
            "w": two_w,
            "bound": mean_field(two_w),
            "rise": mean_field(two_w) - mean_field(np.sqrt(2)),
            "fall": two_truth(np.sqrt(2)) - two_truth(two_w),
            "kl": two_truth(two_w) - mean_field(two_w),
        },
    },
    sys.stdout,
    indent=1,
)
print()
