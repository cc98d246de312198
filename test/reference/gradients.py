"""Log densities with their gradients, and gradients of bounds at given noise, by PyTorch in float64.

python3 -m venv venv && venv/bin/pip install torch==2.15.0
venv/bin/python test/reference/gradients.py > test/reference/gradients.json
"""

import json
import sys
from itertools import product

import torch
from torch import distributions as D

torch.set_default_dtype(torch.float64)
leaf = lambda v: torch.tensor(v, requires_grad=True)


def slopes(make, values, x):
    """log p(x) and its gradient with respect to each parameter."""
    leaves = {name: leaf(value) for name, value in values.items()}
    log_prob = make(**leaves).log_prob(torch.tensor(x))
    gradients = torch.autograd.grad(log_prob.sum(), list(leaves.values()))
    return {**values, "x": x, "logProb": log_prob.tolist(), "gradients": {n: g.tolist() for n, g in zip(leaves, gradients)}}


def grid(make, names, choices, points):
    return [slopes(make, dict(zip(names, values)), x) for *values, x in product(*choices, points)]


def logistic(loc, scale):
    base = D.TransformedDistribution(D.Uniform(torch.tensor(0.0), torch.tensor(1.0)), [D.SigmoidTransform().inv])
    return D.TransformedDistribution(base, [D.AffineTransform(loc, scale)])


LOC_SCALE = (["loc", "scale"], [[-1.0, 0.3], [0.2, 1.0, 3.0]], [-2.0, 0.1, 4.0])
mixture = lambda logits, loc, scale: D.MixtureSameFamily(D.Categorical(logits=logits), D.Normal(loc, scale))

densities = {
    "normal": grid(D.Normal, *LOC_SCALE),
    "laplace": grid(D.Laplace, *LOC_SCALE),
    "logistic": grid(logistic, *LOC_SCALE),
    "bernoulli": grid(lambda logits: D.Bernoulli(logits=logits), ["logits"], [[-20.0, -1.0, 0.0, 3.0]], [0.0, 1.0]),
    "categorical": grid(lambda logits: D.Categorical(logits=logits), ["logits"], [[[0.3, -1.0, 2.0]]], [0, 1, 2]),
    "poisson": grid(D.Poisson, ["rate"], [[0.2, 3.0, 40.0]], [0.0, 1.0, 6.0, 50.0]),
    "relaxedBernoulli": grid(
        lambda logits, temperature: D.RelaxedBernoulli(temperature, logits=logits), ["logits", "temperature"], [[-1.0, 0.5], [0.3, 1.0]], [0.02, 0.5, 0.9]
    ),
    "relaxedCategorical": grid(
        lambda logits, temperature: D.RelaxedOneHotCategorical(temperature, logits=logits),
        ["logits", "temperature"],
        [[[0.3, -1.0, 2.0]], [0.4, 1.0]],
        [[0.1, 0.2, 0.7], [0.6, 0.35, 0.05]],
    ),
    "multivariateNormal": grid(
        lambda loc, scaleTril: D.MultivariateNormal(loc, scale_tril=torch.tril(scaleTril), validate_args=False),
        ["loc", "scaleTril"],
        [[[0.3, -1.0]], [[[1.2, 0.0], [-0.7, 0.5]]]],
        [[0.0, 0.0], [2.0, -1.0]],
    ),
    "mixture": grid(mixture, ["logits", "loc", "scale"], [[[0.3, -1.0]], [[-2.0, 1.0]], [[0.5, 1.5]]], [-2.0, 0.1, 4.0]),
}

# z ~ N(0, 1), x | z ~ N(w z, s^2), q = N(mu, exp(l)^2), at given noise: the estimators as their papers write them
W, S, X = 1.5, 0.8, 1.2
NOISE = [0.4, -1.3, 0.9, 0.1, 2.2]
MU, L = 0.3, -0.5


def log_joint(z):
    return D.Normal(0.0, 1.0).log_prob(z) + D.Normal(W * z, S).log_prob(torch.tensor(X))


def estimate(bound):
    mu, l = leaf(MU), leaf(L)
    value, surrogate = bound(mu, l)
    return {"value": value.item(), "gradient": [g.item() for g in torch.autograd.grad(surrogate, [mu, l])]}


def draws(mu, l):
    q = D.Normal(mu, l.exp())
    z = mu + l.exp() * torch.tensor(NOISE)
    return z, q, D.Normal(mu.detach(), l.exp().detach())


def elbo(mu, l):
    z, q, _ = draws(mu, l)
    value = (log_joint(z) - q.log_prob(z)).mean()
    return value, value


def closed_form_kl(mu, l):
    z, q, _ = draws(mu, l)
    value = D.Normal(W * z, S).log_prob(torch.tensor(X)).mean() - D.kl_divergence(q, D.Normal(0.0, 1.0))
    return value, value


def stick_the_landing(mu, l):
    z, _, held = draws(mu, l)
    value = (log_joint(z) - held.log_prob(z)).mean()
    return value, value


def score_function(mu, l):
    z, q, _ = draws(mu, l)
    z = z.detach()
    reward = (log_joint(z) - q.log_prob(z)).detach()
    others = (reward.sum() - reward) / (len(NOISE) - 1)
    return reward.mean(), ((reward - others) * q.log_prob(z)).mean()


def iwae(mu, l):
    z, q, _ = draws(mu, l)
    value = torch.logsumexp(log_joint(z) - q.log_prob(z), 0) - torch.tensor(float(len(NOISE))).log()
    return value, value


def doubly_reparameterized(mu, l):
    z, _, held = draws(mu, l)
    log_w = log_joint(z) - held.log_prob(z)
    weights = torch.softmax(log_w, 0).detach()
    value = torch.logsumexp(log_w, 0) - torch.tensor(float(len(NOISE))).log()
    return value, (weights**2 * log_w).sum()


bounds = {
    "elbo": elbo,
    "elboClosedFormKl": closed_form_kl,
    "stickTheLanding": stick_the_landing,
    "scoreFunction": score_function,
    "iwaeBound": iwae,
    "doublyReparameterized": doubly_reparameterized,
}

json.dump(
    {
        "densities": densities,
        "bounds": {
            "weight": W,
            "scale": S,
            "x": X,
            "noise": NOISE,
            "loc": MU,
            "logScale": L,
            "estimates": {name: estimate(bound) for name, bound in bounds.items()},
        },
    },
    sys.stdout,
    indent=1,
)
print()
