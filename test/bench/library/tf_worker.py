"""The workloads in TensorFlow, compiled by `tf.function`: one call a step."""

import math

import numpy as np
import tensorflow as tf

from common import THREADS, WARM_STEPS, data, layers, serve, timed

tf.config.threading.set_intra_op_parallelism_threads(THREADS)
HALF_LOG_2PI = 0.5 * math.log(2 * math.pi)
SCALE = 0.5


def apply(weights, x):
    shape = tf.shape(x)
    x = tf.reshape(x, [-1, x.shape[-1]])
    for i in range(0, len(weights), 2):
        x = x @ weights[i] + weights[i + 1]
        if i + 2 < len(weights):
            x = tf.tanh(x)
    return tf.reshape(x, tf.concat([shape[:-1], [weights[-1].shape[0]]], 0))


def log_normal(x, loc, scale):
    return tf.reduce_sum(-0.5 * ((x - loc) / scale) ** 2 - tf.math.log(scale) - HALF_LOG_2PI, -1)


def log_likelihood(spec, outputs, x):
    if spec["likelihood"] == "bernoulli":
        return tf.reduce_sum(x * outputs - tf.math.softplus(outputs), -1)
    return log_normal(x, outputs, SCALE)


def log_joint(spec, decoder, x, z):
    return log_normal(z, 0.0, 1.0) + log_likelihood(spec, apply(decoder, z), x)


def elbo(spec, decoder, loc, scale, x):
    z = loc + scale * tf.random.normal([spec["samples"], *loc.shape])
    return tf.reduce_mean(log_joint(spec, decoder, x, z) - log_normal(z, loc, scale), 0)


def elbo_on_grid(spec, decoder, loc, scale, x):
    z = tf.linspace(-spec["grid"]["radius"] * 1.0, spec["grid"]["radius"], spec["grid"]["nodes"])
    z = tf.reshape(tf.cast(z, tf.float32), [-1, 1, 1])
    density = log_normal(z, loc, scale)
    log_q = density - tf.reduce_logsumexp(density, 0)
    log_cell = math.log(2 * spec["grid"]["radius"] / (spec["grid"]["nodes"] - 1))
    return tf.reduce_sum(tf.exp(log_q) * (log_joint(spec, decoder, x, z) + log_cell - log_q), 0)


def training(params, batches, bound):
    """Adam by the operation that does it in one pass."""
    moments = [[tf.Variable(tf.zeros_like(p)) for p in params] for _ in range(2)]
    powers = [tf.Variable(0.9), tf.Variable(0.999)]

    @tf.function
    def step(batch):
        with tf.GradientTape() as tape:
            value = tf.reduce_mean(bound(batch))
            loss = -value
        grads = [tf.convert_to_tensor(g) for g in tape.gradient(loss, params)]
        for p, m, v, g in zip(params, *moments, grads):
            tf.raw_ops.ResourceApplyAdam(
                var=p.handle,
                m=m.handle,
                v=v.handle,
                beta1_power=powers[0],
                beta2_power=powers[1],
                lr=1e-3,
                beta1=0.9,
                beta2=0.999,
                epsilon=1e-8,
                grad=g,
            )
        powers[0].assign(powers[0] * 0.9)
        powers[1].assign(powers[1] * 0.999)
        return value

    count = 0

    def take():
        nonlocal count
        value = step(batches[count % len(batches)])
        count += 1
        return value

    values = [take() for _ in range(WARM_STEPS)]
    warm = float(np.mean(values[WARM_STEPS // 2 :]))
    return lambda seconds: (timed(take, lambda: None, seconds), warm)


def vae(spec):
    encoder = [tf.Variable(a) for a in layers([spec["x"], spec["h"], 2 * spec["d"]], 1)]
    decoder = [tf.Variable(a) for a in layers([spec["d"], spec["h"], spec["x"]], 11)]
    x = tf.constant(data(spec))

    def bound(batch):
        loc, log_scale = tf.split(apply(encoder, batch), 2, -1)
        return elbo(spec, decoder, loc, tf.exp(log_scale), batch)

    return training(encoder + decoder, tf.split(x, spec["numData"] // spec["batch"]), bound)


def svi(spec):
    decoder = [tf.constant(a) for a in layers([spec["d"], spec["h"], spec["x"]], 11)]
    phi = [tf.Variable(tf.zeros([spec["numData"], spec["d"]])) for _ in range(2)]
    x = tf.constant(data(spec))

    def bound(indices):
        loc, log_scale = tf.gather(phi[0], indices), tf.gather(phi[1], indices)
        bound_of = elbo_on_grid if "grid" in spec else elbo
        return bound_of(spec, decoder, loc, tf.exp(log_scale), tf.gather(x, indices))

    return training(phi, tf.split(tf.range(spec["numData"]), spec["numData"] // spec["batch"]), bound)


def evaluation(compute):
    def run(seconds):
        value = None

        def step():
            nonlocal value
            value = compute().numpy()

        step()
        return timed(step, lambda: None, seconds), value.mean()

    return run


def quadrature(spec):
    decoder = [tf.constant(a) for a in layers([spec["d"], spec["h"], spec["x"]], 11)]
    x = tf.constant(data(spec))
    axis = tf.linspace(-8.0, 8.0, spec["nodes"])
    grid = tf.stack(tf.meshgrid(*[axis] * spec["d"], indexing="ij"), -1)
    grid = tf.reshape(grid, [-1, spec["chunk"], 1, spec["d"]])
    cell = spec["d"] * math.log(16 / (spec["nodes"] - 1))

    @tf.function
    def compute():
        parts = tf.map_fn(lambda z: tf.reduce_logsumexp(log_joint(spec, decoder, x, z), 0), grid, parallel_iterations=1)
        return tf.reduce_logsumexp(parts, 0) + cell

    return evaluation(compute)


def importance(spec):
    encoder = [tf.constant(a) for a in layers([spec["x"], spec["h"], 2 * spec["d"]], 1)]
    decoder = [tf.constant(a) for a in layers([spec["d"], spec["h"], spec["x"]], 11)]
    x = tf.constant(data(spec))

    @tf.function
    def compute():
        loc, log_scale = tf.split(apply(encoder, x), 2, -1)
        scale = tf.exp(log_scale)

        def part(_):
            z = loc + scale * tf.random.normal([spec["chunk"], *loc.shape])
            return tf.reduce_logsumexp(log_joint(spec, decoder, x, z) - log_normal(z, loc, scale), 0)

        parts = tf.map_fn(part, tf.zeros([spec["samples"] // spec["chunk"]]), parallel_iterations=1)
        return tf.reduce_logsumexp(parts, 0) - math.log(spec["samples"])

    return evaluation(compute)


def em(spec):
    x = tf.constant(spec["rows"], tf.float64)
    start = [tf.constant(spec["start"][name], tf.float64) for name in ("weights", "means", "covariances")]

    @tf.function
    def compute():
        weights, means, covariances = start
        log_likelihood = tf.constant(0.0, tf.float64)
        for _ in tf.range(spec["steps"]):
            factors = tf.linalg.cholesky(covariances)
            y = tf.linalg.triangular_solve(factors, tf.transpose(x - means[:, None], [0, 2, 1]))
            log_det = tf.reduce_sum(tf.math.log(tf.linalg.diag_part(factors)), 1)
            terms = tf.math.log(weights) - log_det - 2 * HALF_LOG_2PI - 0.5 * tf.transpose(tf.reduce_sum(y**2, 1))
            log_p = tf.reduce_logsumexp(terms, 1, keepdims=True)
            log_likelihood = tf.reduce_sum(log_p)
            r = tf.exp(terms - log_p)
            totals = tf.reduce_sum(r, 0)
            weights = totals / len(spec["rows"])
            means = tf.transpose(r) @ x / totals[:, None]
            centered = x - means[:, None]
            weighted = tf.transpose(r)[:, :, None] * centered
            covariances = tf.transpose(weighted, [0, 2, 1]) @ centered / totals[:, None, None]
        return log_likelihood

    return evaluation(compute)


serve({"vae": vae, "svi": svi, "quadrature": quadrature, "importance": importance, "em": em})
