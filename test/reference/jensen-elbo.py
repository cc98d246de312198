"""Numbers of notebook 02 by SciPy: each from a definition, none from the formula that the notebook shows.

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
venv/bin/python test/reference/jensen-elbo.py > test/reference/jensen-elbo.json
"""

import json
import sys
from pathlib import Path

import numpy as np
from scipy import integrate
from scipy.special import expit, rel_entr
from scipy.stats import entropy, norm

csv = Path(__file__).parents[2] / "datasets" / "old-faithful" / "old-faithful.csv"
waits = np.loadtxt(csv, delimiter=",", skiprows=1)[:, 1]

# the courier: the ELBO as log p(x) minus a KL
joint = np.array([0.6 * 0.2, 0.4 * 0.9])
posterior = joint / joint.sum()
q = np.array([0.5, 0.5])
courier_gap = rel_entr(q, posterior).sum()

# z ~ N(0, 1), x | z ~ N(z, 1), x = 1, q = N(0.2, 0.6^2), by adaptive quadrature
p_joint = lambda z: norm(0, 1).pdf(z) * norm(z, 1).pdf(1)
evidence = integrate.quad(p_joint, -12, 12)[0]
q_normal = norm(0.2, 0.6)
kl = integrate.quad(lambda z: q_normal.pdf(z) * (q_normal.logpdf(z) - np.log(p_joint(z) / evidence)), -5, 5, epsabs=1e-12)[0]

# the geyser's waits, q held at the posterior of mu_0 = 65, the truth and the bound at mu_0 = 54
scale = np.sqrt(35)
joint_at = lambda m: np.stack([0.36 * norm(m, scale).pdf(waits), 0.64 * norm(80, scale).pdf(waits)], axis=1)
posterior_at = lambda m: joint_at(m) / joint_at(m).sum(axis=1, keepdims=True)
held_gap = entropy(posterior_at(65), posterior_at(54), axis=1).sum()

# Jensen for f = 1 or 9, and the completed data of a courier who is late, or on time
f = np.array([1, 9])
log_joint = np.log([[0.6 * 0.8, 0.4 * 0.1], joint])  # a row for each x

json.dump(
    {
        "courier": {"logMarginal": np.log(joint.sum()), "elbo": np.log(joint.sum()) - courier_gap, "gap": courier_gap, "posterior": posterior.tolist()},
        "gaussian": {"logMarginal": np.log(evidence), "gap": kl},
        "heldGap": held_gap,
        "jensen": np.log(f.mean()) - np.log(f).mean(),
        "completed": {"late": log_joint[1].mean(), "onTime": log_joint[0].mean(), "entropy": entropy(q)},
        "farPosterior": expit(1),
    },
    sys.stdout,
    indent=1,
)
print()
