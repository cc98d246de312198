"""The workloads in PyTorch, eager."""

import math

import numpy as np
import torch
import torch.nn.functional as F

from common import THREADS, WARM_STEPS, data, layers, serve, timed

torch.set_num_threads(THREADS)
HALF_LOG_2PI = 0.5 * math.log(2 * math.pi)
SCALE = 0.5


def apply(weights, x):
    for i in range(0, len(weights), 2):
        x = torch.addmm(weights[i + 1], x.reshape(-1, x.shape[-1]), weights[i]).reshape(*x.shape[:-1], -1)
        if i + 2 < len(weights):
            x = torch.tanh(x)
    return x


def log_normal(x, loc, scale):
    return (-0.5 * ((x - loc) / scale) ** 2 - torch.log(scale) - HALF_LOG_2PI).sum(-1)


def log_likelihood(spec, outputs, x):
    if spec["likelihood"] == "bernoulli":
        if outputs.shape[-2] == x.shape[-2]:
            return -F.binary_cross_entropy_with_logits(outputs, x.expand_as(outputs), reduction="none").sum(-1)
        return (x * outputs - F.softplus(outputs)).sum(-1)
    return log_normal(x, outputs, torch.tensor(SCALE))


def log_joint(spec, decoder, x, z):
    return log_normal(z, torch.zeros(1), torch.ones(1)) + log_likelihood(spec, apply(decoder, z), x)


def elbo(spec, decoder, loc, scale, x):
    z = loc + scale * torch.randn(spec["samples"], *loc.shape)
    return (log_joint(spec, decoder, x, z) - log_normal(z, loc, scale)).mean(0)


def elbo_on_grid(spec, decoder, loc, scale, x):
    z = torch.linspace(-spec["grid"]["radius"], spec["grid"]["radius"], spec["grid"]["nodes"]).reshape(-1, 1, 1)
    density = log_normal(z, loc, scale)
    log_q = density - torch.logsumexp(density, 0)
    log_cell = math.log(2 * spec["grid"]["radius"] / (spec["grid"]["nodes"] - 1))
    return (log_q.exp() * (log_joint(spec, decoder, x, z) + log_cell - log_q)).sum(0)


def parameters(arrays):
    return [torch.tensor(array, requires_grad=True) for array in arrays]


def training(params, batches, bound):
    """The steps of the fastest of PyTorch's three Adams."""
    count = 0

    def stepper(**variant):
        optimizer = torch.optim.Adam(params, lr=1e-3, **variant)

        def step():
            nonlocal count
            optimizer.zero_grad(set_to_none=True)
            value = bound(batches[count % len(batches)]).mean()
            (-value).backward()
            optimizer.step()
            count += 1
            return value.detach()

        return step

    start = [p.detach().clone() for p in params]
    plain = stepper(foreach=False)
    values = [plain() for _ in range(WARM_STEPS)]
    value = torch.stack(values[WARM_STEPS // 2 :]).mean().item()
    times = {}
    for variant in ({"fused": True}, {"foreach": True}, {"foreach": False}):
        with torch.no_grad():
            for p, s in zip(params, start):
                p.copy_(s)
        step = stepper(**variant)
        timed(step, lambda: None, 0.1)
        times[timed(step, lambda: None, 0.2)] = step
    best = times[min(times)]
    return lambda seconds: (timed(best, lambda: None, seconds), value)


def vae(spec):
    encoder = parameters(layers([spec["x"], spec["h"], 2 * spec["d"]], 1))
    decoder = parameters(layers([spec["d"], spec["h"], spec["x"]], 11))
    x = torch.tensor(data(spec))

    def bound(batch):
        loc, log_scale = apply(encoder, batch).chunk(2, -1)
        return elbo(spec, decoder, loc, log_scale.exp(), batch)

    return training(encoder + decoder, x.split(spec["batch"]), bound)


def svi(spec):
    decoder = [torch.tensor(array) for array in layers([spec["d"], spec["h"], spec["x"]], 11)]
    phi = parameters([np.zeros((spec["numData"], spec["d"]), np.float32) for _ in range(2)])
    x = torch.tensor(data(spec))

    def bound(indices):
        bound_of = elbo_on_grid if "grid" in spec else elbo
        return bound_of(spec, decoder, phi[0][indices], phi[1][indices].exp(), x[indices])

    return training(phi, torch.arange(spec["numData"]).split(spec["batch"]), bound)


def evaluation(compute):
    def run(seconds):
        value = None

        def step():
            nonlocal value
            with torch.inference_mode():
                value = compute()

        step()
        return timed(step, lambda: None, seconds), value.mean().item()

    return run


def quadrature(spec):
    decoder = [torch.tensor(array) for array in layers([spec["d"], spec["h"], spec["x"]], 11)]
    x = torch.tensor(data(spec))
    axis = torch.linspace(-8, 8, spec["nodes"])
    grid = torch.cartesian_prod(*[axis] * spec["d"]).reshape(-1, 1, spec["d"])
    cell = spec["d"] * math.log(16 / (spec["nodes"] - 1))

    def compute():
        parts = [torch.logsumexp(log_joint(spec, decoder, x, z), 0) for z in grid.split(spec["chunk"])]
        return torch.logsumexp(torch.stack(parts), 0) + cell

    return evaluation(compute)


def importance(spec):
    encoder = [torch.tensor(array) for array in layers([spec["x"], spec["h"], 2 * spec["d"]], 1)]
    decoder = [torch.tensor(array) for array in layers([spec["d"], spec["h"], spec["x"]], 11)]
    x = torch.tensor(data(spec))

    def part(loc, scale):
        z = loc + scale * torch.randn(spec["chunk"], *loc.shape)
        return torch.logsumexp(log_joint(spec, decoder, x, z) - log_normal(z, loc, scale), 0)

    def compute():
        loc, log_scale = apply(encoder, x).chunk(2, -1)
        parts = [part(loc, log_scale.exp()) for _ in range(spec["samples"] // spec["chunk"])]
        return torch.logsumexp(torch.stack(parts), 0) - math.log(spec["samples"])

    return evaluation(compute)


def em(spec):
    x = torch.tensor(spec["rows"], dtype=torch.float64)

    def compute():
        weights = torch.tensor(spec["start"]["weights"], dtype=torch.float64)
        means = torch.tensor(spec["start"]["means"], dtype=torch.float64)
        covariances = torch.tensor(spec["start"]["covariances"], dtype=torch.float64)
        for _ in range(spec["steps"]):
            factors = torch.linalg.cholesky(covariances)
            y = torch.linalg.solve_triangular(factors, (x - means[:, None]).mT, upper=False)  # [C, P, N]
            log_det = factors.diagonal(dim1=1, dim2=2).log().sum(1)
            terms = weights.log() - log_det - 2 * HALF_LOG_2PI - 0.5 * (y**2).sum(1).T  # [N, C]
            log_p = torch.logsumexp(terms, 1, keepdim=True)
            log_likelihood = log_p.sum()
            r = (terms - log_p).exp()
            totals = r.sum(0)
            weights = totals / len(x)
            means = r.T @ x / totals[:, None]
            centered = x - means[:, None]  # [C, N, P]
            covariances = (r.T[:, :, None] * centered).mT @ centered / totals[:, None, None]
        return log_likelihood

    return evaluation(compute)


def product(_):
    """A product of two square matrices of 1,024, for the floor of a training step."""
    a, b = torch.rand(1024, 1024), torch.rand(1024, 1024)
    return lambda seconds: (timed(lambda: torch.mm(a, b), lambda: None, seconds), 0)


def stream(_):
    """A pass over 2^24 numbers in place, for the same."""
    numbers = torch.rand(2**24)
    return lambda seconds: (timed(lambda: numbers.add_(1), lambda: None, seconds), 0)


WORKLOADS = {"vae": vae, "svi": svi, "quadrature": quadrature, "importance": importance, "em": em}
serve({**WORKLOADS, "product": product, "stream": stream})
