"""The workloads in JAX, compiled by `jit`: one call a step."""

import math

import jax
import jax.numpy as jnp
import numpy as np
from jax.nn import softplus
from jax.scipy.special import logsumexp

from common import WARM_STEPS, data, layers, serve, timed

HALF_LOG_2PI = 0.5 * math.log(2 * math.pi)
SCALE = 0.5


def apply(weights, x):
    for i in range(0, len(weights), 2):
        x = x @ weights[i] + weights[i + 1]
        if i + 2 < len(weights):
            x = jnp.tanh(x)
    return x


def log_normal(x, loc, scale):
    return (-0.5 * ((x - loc) / scale) ** 2 - jnp.log(scale) - HALF_LOG_2PI).sum(-1)


def log_likelihood(spec, outputs, x):
    if spec["likelihood"] == "bernoulli":
        return (x * outputs - softplus(outputs)).sum(-1)
    return log_normal(x, outputs, SCALE)


def log_joint(spec, decoder, x, z):
    return log_normal(z, 0.0, 1.0) + log_likelihood(spec, apply(decoder, z), x)


def elbo(spec, decoder, loc, scale, x, key):
    z = loc + scale * jax.random.normal(key, (spec["samples"], *loc.shape))
    return (log_joint(spec, decoder, x, z) - log_normal(z, loc, scale)).mean(0)


def elbo_on_grid(spec, decoder, loc, scale, x):
    z = jnp.linspace(-spec["grid"]["radius"], spec["grid"]["radius"], spec["grid"]["nodes"]).reshape(-1, 1, 1)
    density = log_normal(z, loc, scale)
    log_q = density - logsumexp(density, 0)
    log_cell = math.log(2 * spec["grid"]["radius"] / (spec["grid"]["nodes"] - 1))
    return (jnp.exp(log_q) * (log_joint(spec, decoder, x, z) + log_cell - log_q)).sum(0)


def training(params, batches, bound):
    @jax.jit(donate_argnums=0)
    def step(state, batch, i):
        params, m, v = state
        key = jax.random.fold_in(jax.random.key(0), i)
        value, grads = jax.value_and_grad(lambda p: bound(p, batch, key).mean())(params)
        t = i + 1
        m = [0.9 * a - 0.1 * g for a, g in zip(m, grads)]
        v = [0.999 * a + 0.001 * g * g for a, g in zip(v, grads)]
        rate = 1e-3 * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        params = [p - rate * a / (jnp.sqrt(b) + 1e-8) for p, a, b in zip(params, m, v)]
        return (params, m, v), value

    zeros = lambda: [jnp.zeros_like(p) for p in params]
    state, count, value = (params, zeros(), zeros()), 0, None

    def take():
        nonlocal state, count, value
        state, value = step(state, batches[count % len(batches)], count)
        count += 1
        return value

    values = [take() for _ in range(WARM_STEPS)]
    warm = jnp.stack(values[WARM_STEPS // 2 :]).mean()
    return lambda seconds: (timed(take, lambda: jax.block_until_ready((state, value)), seconds), warm)


def vae(spec):
    encoder = [jnp.array(a) for a in layers([spec["x"], spec["h"], 2 * spec["d"]], 1)]
    decoder = [jnp.array(a) for a in layers([spec["d"], spec["h"], spec["x"]], 11)]
    x = jnp.array(data(spec))
    size = len(encoder)

    def bound(params, batch, key):
        loc, log_scale = jnp.split(apply(params[:size], batch), 2, -1)
        return elbo(spec, params[size:], loc, jnp.exp(log_scale), batch, key)

    return training(encoder + decoder, jnp.split(x, spec["numData"] // spec["batch"]), bound)


def svi(spec):
    decoder = [jnp.array(a) for a in layers([spec["d"], spec["h"], spec["x"]], 11)]
    phi = [jnp.zeros((spec["numData"], spec["d"])) for _ in range(2)]
    x = jnp.array(data(spec))

    def bound(params, indices, key):
        loc, scale = params[0][indices], jnp.exp(params[1][indices])
        if "grid" in spec:
            return elbo_on_grid(spec, decoder, loc, scale, x[indices])
        return elbo(spec, decoder, loc, scale, x[indices], key)

    return training(phi, jnp.split(jnp.arange(spec["numData"]), spec["numData"] // spec["batch"]), bound)


def evaluation(compute):
    count = 0

    def run(seconds):
        value = None

        def step():
            nonlocal value, count
            value = jax.block_until_ready(compute(count))
            count += 1

        step()
        return timed(step, lambda: None, seconds), np.mean(value)

    return run


def quadrature(spec):
    decoder = [jnp.array(a) for a in layers([spec["d"], spec["h"], spec["x"]], 11)]
    x = jnp.array(data(spec))
    axis = jnp.linspace(-8, 8, spec["nodes"])
    grid = jnp.stack(jnp.meshgrid(*[axis] * spec["d"], indexing="ij"), -1).reshape(-1, spec["chunk"], 1, spec["d"])
    cell = spec["d"] * math.log(16 / (spec["nodes"] - 1))

    @jax.jit
    def compute(decoder, x):
        return logsumexp(jax.lax.map(lambda z: logsumexp(log_joint(spec, decoder, x, z), 0), grid), 0) + cell

    return evaluation(lambda _: compute(decoder, x))


def importance(spec):
    encoder = [jnp.array(a) for a in layers([spec["x"], spec["h"], 2 * spec["d"]], 1)]
    decoder = [jnp.array(a) for a in layers([spec["d"], spec["h"], spec["x"]], 11)]
    x = jnp.array(data(spec))

    @jax.jit
    def compute(encoder, decoder, x, key):
        loc, log_scale = jnp.split(apply(encoder, x), 2, -1)
        scale = jnp.exp(log_scale)

        def part(key):
            z = loc + scale * jax.random.normal(key, (spec["chunk"], *loc.shape))
            return logsumexp(log_joint(spec, decoder, x, z) - log_normal(z, loc, scale), 0)

        keys = jax.random.split(key, spec["samples"] // spec["chunk"])
        return logsumexp(jax.lax.map(part, keys), 0) - math.log(spec["samples"])

    return evaluation(lambda i: compute(encoder, decoder, x, jax.random.key(i)))


def em(spec):
    with jax.enable_x64(True):
        x = jnp.array(spec["rows"], jnp.float64)
        start = tuple(jnp.array(spec["start"][name], jnp.float64) for name in ("weights", "means", "covariances"))

    def step(state, _):
        weights, means, covariances = state
        factors = jnp.linalg.cholesky(covariances)
        y = jax.scipy.linalg.solve_triangular(factors, jnp.swapaxes(x - means[:, None], 1, 2), lower=True)
        log_det = jnp.log(jnp.diagonal(factors, axis1=1, axis2=2)).sum(1)
        terms = jnp.log(weights) - log_det - 2 * HALF_LOG_2PI - 0.5 * (y**2).sum(1).T
        log_p = logsumexp(terms, 1, keepdims=True)
        r = jnp.exp(terms - log_p)
        totals = r.sum(0)
        means = r.T @ x / totals[:, None]
        centered = x - means[:, None]
        covariances = jnp.swapaxes(r.T[:, :, None] * centered, 1, 2) @ centered / totals[:, None, None]
        return (totals / len(x), means, covariances), log_p.sum()

    @jax.jit
    def compute(state):
        return jax.lax.scan(step, state, length=spec["steps"])[1][-1]

    def in_float64(_):
        with jax.enable_x64(True):
            return compute(start)

    return evaluation(in_float64)


serve({"vae": vae, "svi": svi, "quadrature": quadrature, "importance": importance, "em": em})
