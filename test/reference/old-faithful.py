"""Numbers of notebooks 01 and 02 on Old Faithful, by NumPy, SciPy and scikit-learn.

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
venv/bin/python test/reference/old-faithful.py > test/reference/old-faithful.json
"""

import json
import sys
from pathlib import Path

import numpy as np
from scipy import integrate
from scipy.special import logsumexp
from scipy.stats import multivariate_normal, norm
from sklearn.cluster import KMeans
from sklearn.mixture import GaussianMixture

csv = Path(__file__).parents[2] / "datasets" / "old-faithful" / "old-faithful.csv"
x = np.loadtxt(csv, delimiter=",", skiprows=1)


def log_joint(theta, x):
    return np.stack(
        [np.log(w) + multivariate_normal(m, s).logpdf(x) for w, m, s in zip(*theta)], axis=1
    )


def log_likelihood(theta, x):
    return logsumexp(log_joint(theta, x), axis=1).sum()


def maximum_likelihood(x, r):
    weights = r.mean(axis=0)
    means = (r.T @ x) / r.sum(axis=0)[:, None]
    covariances = [np.cov(x.T, aweights=r[:, c], bias=True) for c in range(r.shape[1])]
    return weights, means, covariances


# k-means and the mixture that takes its labels for z
kmeans = KMeans(2, init=np.array([[2.0, 55.0], [4.5, 80.0]]), n_init=1, tol=0).fit(x)
hard = maximum_likelihood(x, np.eye(2)[kmeans.labels_])
waits, sds = x[:, 1], [np.sqrt(s[1, 1]) for s in hard[2]]
density = lambda w: sum(hard[0][z] * norm(hard[1][z][1], sds[z]).pdf(w) for z in range(2))
posterior = np.exp(log_joint(hard, x) - logsumexp(log_joint(hard, x), axis=1, keepdims=True))
least_sure = np.argsort(np.abs(posterior[:, 1] - 0.5))[:3]

# EM from a poor start, written from the formulas
theta = ([0.5, 0.5], np.array([[2.5, 62.0], [3.5, 72.0]]), [np.diag([1.0, 150.0])] * 2)
trace = []
for _ in range(200):
    joint = log_joint(theta, x)
    trace.append(logsumexp(joint, axis=1).sum())
    q = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
    theta = maximum_likelihood(x, q)
    if len(trace) == 1:
        # the bound after the first M-step: old q, new parameters
        first_m_bound = (q * log_joint(theta, x)).sum() - np.where(q > 0, q * np.log(np.where(q > 0, q, 1)), 0).sum()

    if len(trace) == 1:
        first_weight0 = theta[0][0]

single = multivariate_normal(x.mean(axis=0), np.cov(x.T, bias=True)).logpdf(x).sum()

# a spike on the first datapoint, with a density in closed form, beside one Gaussian for the rest
spike_log_density = -0.5 * 2 * np.log(2 * np.pi) - 0.5 * 2 * np.log(1e-300)
rest = multivariate_normal(x.mean(axis=0), np.cov(x.T, bias=True)).logpdf(x) + np.log(271 / 272)
rest[0] = np.logaddexp(rest[0], spike_log_density - np.log(272))

# scikit-learn's own EM, without its default floor on the covariances
sk = GaussianMixture(2, tol=1e-12, max_iter=1000, reg_covar=0, means_init=[[2, 55], [4.5, 80]], random_state=0).fit(x)

json.dump(
    {
        "kMeans": {"inertia": kmeans.inertia_, "centers": kmeans.cluster_centers_.tolist(), "size0": int((kmeans.labels_ == 0).sum())},
        "hard": {
            "weight0": hard[0][0],
            "logDensityOfWait66": float(np.log(density(66))),
            "posteriorOfWait66": float(hard[0][1] * norm(hard[1][1][1], sds[1]).pdf(66) / density(66)),
            "integral": integrate.quad(density, 0, 150, points=[55, 80])[0],
            "logLikelihoodOfWaits": float(np.log(density(waits)).sum()),
            "logLikelihood": log_likelihood(hard, x),
            "inPlane": float(np.dot(hard[0], [multivariate_normal(m, s).cdf([7, 120], lower_limit=[0, 20]) for m, s in zip(*hard[1:])])),
            "gained": float(log_likelihood(hard, x) - single),
            "leastSure": posterior[least_sure, 1].tolist(),
            "posteriorOfWaits": [float(hard[0][1] * norm(hard[1][1][1], sds[1]).pdf(w) / density(w)) for w in (60, 66, 67, 70)],
            "posteriorOfWait70": float(hard[0][1] * norm(hard[1][1][1], sds[1]).pdf(70) / density(70)),
            "changed": int((np.round(posterior[:, 1]) != kmeans.labels_).sum()),
        },
        "spike": {"logLikelihood": float(rest.sum())},
        "single": {"logLikelihood": float(single)},
        "em": {
            "trace": trace[:12],
            "firstMStepBound": float(first_m_bound),
            "firstWeight0": float(first_weight0),
            "logLikelihood": trace[-1],
            "weights": theta[0].tolist(),
            "means": theta[1].tolist(),
            "covariances": [s.tolist() for s in theta[2]],
        },
        "scikitLearn": {"logLikelihood": sk.score(x) * len(x), "weights": sk.weights_.tolist(), "means": sk.means_.tolist()},
    },
    sys.stdout,
    indent=1,
)
print()
