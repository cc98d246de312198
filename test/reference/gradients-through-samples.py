"""Numbers of notebook 06 by SciPy: every mean and variance by adaptive quadrature or enumeration, where the notebook has closed forms and draws.

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
venv/bin/python test/reference/gradients-through-samples.py > test/reference/gradients-through-samples.json
"""

import json
import sys

import numpy as np
from scipy import integrate, optimize
from scipy.special import expit
from scipy.stats import norm


def quad(f, low, high, points=None):
    return integrate.quad(f, low, high, points=points, limit=1000, epsabs=1e-13, epsrel=1e-12)[0]


def moments(estimate, noise=norm):
    """Mean and variance of what one draw of noise gives."""
    mean = quad(lambda e: noise.pdf(e) * estimate(e), -12, 12, [0])
    return mean, quad(lambda e: noise.pdf(e) * (estimate(e) - mean) ** 2, -12, 12, [0])


# z ~ N(0, 1), x | z ~ N(theta z, 1), x = 2, theta = 1
X = 2.0
log_marginal = np.log(quad(lambda z: norm.pdf(z) * norm.pdf(X, z), -12, 12, [1]))


def reward(z, mu, sigma, theta=1.0):
    return norm.logpdf(z) + norm.logpdf(X, theta * z) - norm.logpdf(z, mu, sigma)


def slope(f, at, h=1e-4):
    return (f(at - 2 * h) - 8 * f(at - h) + 8 * f(at + h) - f(at + 2 * h)) / (12 * h)


def bound(mu, sigma, theta=1.0):
    return moments(lambda e: reward(mu + sigma * e, mu, sigma, theta))


def estimators(mu, sigma):
    """The variances of three one-draw estimates of d/d mu, their paths differentiated numerically."""
    path = lambda e: slope(lambda m: reward(m + sigma * e, m, sigma), mu)
    stick = lambda e: slope(lambda m: reward(m + sigma * e, mu, sigma), mu)
    score = lambda e: reward(mu + sigma * e, mu, sigma) * slope(lambda m: norm.logpdf(mu + sigma * e, m, sigma), mu)
    return {name: moments(f) for name, f in {"score": score, "path": path, "stick": stick}.items()}


# q is itself a model with a latent: h ~ N(0, 1), z | h ~ N(1 + h/2, 1/4), and its log density is bounded at h ~ N(0, 1)
log_q_bound = lambda z: quad(lambda h: norm.pdf(h) * norm.logpdf(z, 1 + h / 2, 0.5), -12, 12)
pseudo = quad(lambda z: norm.pdf(z, 1, np.sqrt(0.5)) * (norm.logpdf(z) + norm.logpdf(X, z) - log_q_bound(z)), -8, 10)

# two draws, each with the other as its baseline: half the product of the differences of reward and score
def leave_one_out(mu, sigma):
    r = lambda e: reward(mu + sigma * e, mu, sigma)
    estimate = lambda e, f: (r(e) - r(f)) * (e - f) / (2 * sigma)
    nodes, weights = np.polynomial.hermite_e.hermegauss(30)
    weights = weights / weights.sum()
    table = np.array([[estimate(e, f) for e in nodes] for f in nodes])
    mean = weights @ table @ weights
    return weights @ (table - mean) ** 2 @ weights


def square(mu, sigma):
    """r = z^2: variances of d/d mu, and the best baseline by minimising rather than by its formula."""
    with_baseline = lambda b: moments(lambda e: ((mu + sigma * e) ** 2 - b) * e / sigma)[1]
    best = optimize.minimize_scalar(with_baseline, bracket=(0, 3 * (mu**2 + sigma**2)), tol=1e-12)
    return {
        "none": with_baseline(0),
        "mean": with_baseline(mu**2 + sigma**2),
        "best": best.fun,
        "baseline": best.x,
        "path": moments(lambda e: 2 * (mu + sigma * e))[1],
    }


# a coin that pays (b - t)^2
T = 0.45
PAYS = np.array([T**2, (1 - T) ** 2])


def coin(p):
    chances, scores = np.array([1 - p, p]), np.array([-p, 1 - p])
    gradient = slope(lambda l: np.array([1 - expit(l), expit(l)]) @ PAYS, np.log(p / (1 - p)), 1e-3)
    variance = lambda b: chances @ (((PAYS - b) * scores) ** 2) - (chances @ (PAYS * scores)) ** 2
    return {"gradient": gradient, "none": variance(0), "mean": variance(chances @ PAYS), "crossed": variance(p * PAYS[0] + (1 - p) * PAYS[1])}


def relaxed(p, tau, power=1):
    l = np.log(p / (1 - p))
    y = lambda e: expit((l + e) / tau)
    f = lambda e: (2 * (y(e) - T) * y(e) * (1 - y(e)) / tau) ** power * expit(e) * expit(-e)
    return quad(f, -60, 60, [-l, -l - 5 * tau, -l + 5 * tau])


TEMPERATURES = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
crossing = lambda p, low, high: optimize.brentq(lambda tau: relaxed(p, tau), low, high, xtol=1e-10)

# a die with chances in proportion to exp(tilt * face)
faces = np.arange(1, 7)
tilted = lambda tilt: np.exp(tilt * faces) / np.exp(tilt * faces).sum()
die_score = faces * (faces - 3.5)

sine_path = lambda w: moments(lambda z: w * np.cos(w * z))
sine_score = lambda w: moments(lambda z: np.sin(w * z) * z)

# exercise 1: means over the given noise, at mu = 1 and sigma = 2, of r = z^3
given = np.array([-1, 0.5, 2])
z = 1 + 2 * given

json.dump(
    {
        "logMarginal": log_marginal,
        "bound": bound(0.5, 0.5)[0],
        "varianceOfReward": bound(0.5, 0.5)[1],
        "pseudoExcess": pseudo - log_marginal,
        "slopeByTheta": slope(lambda theta: bound(0.5, 0.5, theta)[0], 1.0, 1e-2),
        "slopeByMu": slope(lambda mu: bound(mu, 0.5)[0], 0.5, 1e-2),
        "away": {name: pair[1] for name, pair in estimators(0.5, 0.5).items()},
        "narrow": {name: pair[1] for name, pair in estimators(0.5, 0.25).items()},
        "landed": {name: pair[1] for name, pair in estimators(1.0, np.sqrt(0.5)).items()},
        "leaveOneOut": leave_one_out(0.5, 0.5),
        "square": {f"{mu}": square(mu, 1.0) for mu in (1, 2, 5)},
        "coin": {"half": coin(0.5), "fifth": coin(0.2)},
        "die": {"slope": slope(lambda tilt: tilted(tilt) @ faces, 0.0, 1e-3), "variance": tilted(0) @ die_score**2 - (tilted(0) @ die_score) ** 2},
        "relaxed": {
            "half": {f"{tau}": relaxed(0.5, tau) for tau in TEMPERATURES},
            "fifth": {f"{tau}": relaxed(0.2, tau) for tau in TEMPERATURES},
            "halfAt1": relaxed(0.5, 1),
            "fifthAt1": relaxed(0.2, 1),
            "sdAt0.1": np.sqrt(relaxed(0.2, 0.1, 2) - relaxed(0.2, 0.1) ** 2),
            "low": crossing(0.2, 0.1, 0.5),
            "high": crossing(0.2, 3, 10),
        },
        "sine": {
            "pathAt2": sine_path(2.0)[1],
            "scoreAt2": sine_score(2.0)[1],
            "flip": optimize.brentq(lambda w: sine_path(w)[1] - sine_score(w)[1], 0.5, 3, xtol=1e-12),
        },
        "exercise": {
            "score": [np.mean(z**3 * given / 2), np.mean(z**3 * (given**2 - 1) / 2)],
            "path": [np.mean(3 * z**2), np.mean(3 * z**2 * given)],
        },
    },
    sys.stdout,
    indent=1,
)
print()
