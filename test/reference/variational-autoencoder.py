"""Numbers of notebook 08 by NumPy and SciPy in float64: the digits cut and the weights drawn anew, the gradients written
out by hand, log p(x) by Gauss and Hermite's rule of 300 nodes along each axis.

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
venv/bin/python test/reference/variational-autoencoder.py > test/reference/variational-autoencoder.json
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
from draws import fold_in, normals, permutation
from scipy.special import expit, logsumexp
from scipy.stats import rankdata

datasets = Path(__file__).parents[2] / "datasets"
read = lambda name, header: np.frombuffer(gzip.decompress((datasets / name).read_bytes()), np.uint8)[header:]
images = (read("optdigits/images-idx3-ubyte.gz", 16).reshape(-1, 64) / 16 >= 0.5).astype(float)
labels = read("optdigits/labels-idx1-ubyte.gz", 8)
order = permutation((0, 1), len(images))
x, tests = images[order[360:]], images[order[:360]]


def layers(sizes, seed):
    drawn = [normals(fold_in((0, seed), i), *shape) / np.sqrt(shape[0]) for i, shape in enumerate(zip(sizes, sizes[1:]))]
    return [array for w in drawn for array in (w, np.zeros(w.shape[1]))]


def forward(net, h):
    hidden = np.tanh(h @ net[0] + net[1])
    return hidden, hidden @ net[2] + net[3]


def backward(net, h, hidden, slope):
    """The slopes of the weights, and of what went in."""
    inner = (slope @ net[2].T) * (1 - hidden**2)
    return [h.T @ inner, inner.sum(0), hidden.T @ slope, slope.sum(0)], inner @ net[0].T


log_bits = lambda bits, logits: (bits * logits - np.logaddexp(0, logits)).sum(-1)


def learn(data, epochs, weight=1, seed=1, hidden=64, latent=2, rate=0.01, size=100):
    """After every epoch, the weights of decoder and encoder."""
    pixels = data.shape[1]
    theta, phi = layers([latent, hidden, pixels], seed), layers([pixels, hidden, 2 * latent], seed + 1)
    both = theta + phi
    first, second = [np.zeros_like(w) for w in both], [np.zeros_like(w) for w in both]
    step = 0
    for epoch in range(epochs):
        shuffled = permutation(fold_in((0, 4), epoch), len(data))
        for start in range(0, len(data) - size + 1, size):
            step += 1
            batch = data[shuffled[start : start + size]]
            inside, outputs = forward(phi, batch)
            loc, scale = outputs[:, :latent], np.exp(outputs[:, latent:])
            noise = normals(fold_in((0, 3), step), size, latent)
            z = loc + scale * noise
            within, logits = forward(theta, z)
            to_theta, to_z = backward(theta, z, within, (batch - expit(logits)) / size)
            to_loc = to_z - weight * loc / size
            to_log_scale = to_z * noise * scale - weight * (scale**2 - 1) / size
            to_phi, _ = backward(phi, batch, inside, np.hstack([to_loc, to_log_scale]))
            for w, g, m, v in zip(both, to_theta + to_phi, first, second):
                m += 0.1 * (g - m)
                v += 0.001 * (g**2 - v)
                w += rate * m / (1 - 0.9**step) / (np.sqrt(v / (1 - 0.999**step)) + 1e-7)
        yield theta, phi


nodes, weights = np.polynomial.hermite_e.hermegauss(300)
kept = weights > 1e-30
nodes, log_weights = nodes[kept], np.log(weights[kept] / np.sqrt(2 * np.pi))
plane = np.stack(np.meshgrid(nodes, nodes, indexing="ij"), axis=-1).reshape(-1, 2)
log_prior_weights = (log_weights[:, None] + log_weights).ravel()


def log_marginal(theta, bits):
    logits = forward(theta, plane)[1]
    constant = log_prior_weights - np.logaddexp(0, logits).sum(-1)
    return np.concatenate([logsumexp(part @ logits.T + constant, axis=-1) for part in np.array_split(bits, 20)])


gauss, gauss_weights = np.polynomial.hermite_e.hermegauss(24)
gauss_weights = (gauss_weights[:, None] * gauss_weights).ravel() / gauss_weights.sum() ** 2
noise = np.stack(np.meshgrid(gauss, gauss, indexing="ij"), axis=-1).reshape(-1, 1, 2)


def terms(net, bits):
    """The reconstruction term, by a rule of 24 x 24 nodes, and the KL of every row."""
    theta, phi = net
    outputs = forward(phi, bits)[1]
    loc, scale = outputs[:, :2], np.exp(outputs[:, 2:])
    logits = forward(theta, (loc + scale * noise).reshape(-1, 2))[1].reshape(-1, *bits.shape)
    return gauss_weights @ log_bits(bits, logits), 0.5 * (loc**2 + scale**2 - 1 - 2 * np.log(scale)).sum(-1)


def read_out(net, bits):
    outputs = forward(net[1], bits)[1]
    half = outputs.shape[1] // 2
    return outputs[:, :half], np.exp(outputs[:, half:])


def importance(net, bits, draws, random):
    """log (1/K) sum of the weights, for every row."""
    loc, scale = read_out(net, bits)
    found = []
    for row, m, s in zip(bits, loc, scale):
        noise = random.standard_normal((draws, len(m)))
        z = m + s * noise
        log_weights = log_bits(row, forward(net[0], z)[1]) + (noise**2 - z**2).sum(-1) / 2 + np.log(s).sum()
        found.append(logsumexp(log_weights) - np.log(draws))
    return np.array(found)


def auroc(regular, anomalous):
    ranks = rankdata(np.concatenate([regular, anomalous]))[: len(regular)]
    return (ranks.sum() - len(regular) * (len(regular) + 1) / 2) / len(regular) / len(anomalous)


def judge(net, bits):
    reconstruction, divergence = terms(net, bits)
    return {"exact": log_marginal(net[0], bits).mean(), "bound": (reconstruction - divergence).mean()}


fresh = layers([2, 64, 64], 1), layers([64, 64, 4], 2)
loc, scale = read_out(fresh, tests)
z = loc + scale * normals((0, 5), 360, 2)
fresh_bound = log_bits(tests, forward(fresh[0], z)[1]) - 0.5 * (loc**2 + scale**2 - 1 - 2 * np.log(scale)).sum(-1)

seeds = []
for seed in [1, 11, 21, 31, 41, 51]:
    for epoch, net in enumerate(learn(x, 300, seed=seed), start=1):
        if epoch == 150:
            halfway = judge(net, tests)
    end = judge(net, tests)
    seeds.append({"exactGain": end["exact"] - halfway["exact"], "boundGain": end["bound"] - halfway["bound"]})
    if seed == 1:
        vae, main = [[w.copy() for w in half] for half in net], end

exact = log_marginal(vae[0], tests)
reconstruction, divergence = terms(vae, tests)
bounds = reconstruction - divergence
gaps = np.sort(exact - bounds)
mirrored = tests.reshape(-1, 8, 8)[:, :, ::-1].reshape(-1, 64)
exact_mirrored = log_marginal(vae[0], mirrored)
bound_mirrored = np.subtract(*terms(vae, mirrored))
places, known = read_out(vae, tests)[0], read_out(vae, x)[0]
neighbour = ((places[:, None] - known) ** 2).sum(-1).argmin(1)
random = np.random.default_rng(1)
offs = {str(draws): (importance(vae, tests[:100], draws, random) - exact[:100]).mean() for draws in [50, 500, 5000]}

weights = {}
for weight in [0, 0.25, 0.5, 1, 2]:
    *_, net = learn(x, 100, weight=weight)
    weights[str(weight)] = judge(net, tests)
halves = []
for seed in [11, 21, 31, 41, 51]:
    pair = []
    for weight in [0.5, 1]:
        *_, net = learn(x, 100, weight=weight, seed=seed)
        pair.append(judge(net, tests))
    halves.append({"exact": pair[0]["exact"] - pair[1]["exact"], "bound": pair[0]["bound"] - pair[1]["bound"]})

mnist = {part: (read(f"mnist-small/{part}-images-idx3-ubyte.gz", 16).reshape(-1, 784) / 255 >= 0.5).astype(float) for part in ["train", "test"]}
*_, large = learn(mnist["train"], 15, hidden=200, latent=20, rate=0.003)
loc, scale = read_out(large, mnist["test"][:200])
drawn = [log_bits(mnist["test"][:200], forward(large[0], loc + scale * random.standard_normal(loc.shape))[1]).mean() for _ in range(64)]
large_bound = np.mean(drawn) - 0.5 * (loc**2 + scale**2 - 1 - 2 * np.log(scale)).sum(-1).mean()

json.dump(
    {
        "fresh": fresh_bound.mean(),
        "test": main,
        "train": judge(vae, x[:360]),
        "reconstruction": reconstruction.mean(),
        "divergence": divergence.mean(),
        "seeds": seeds,
        "neighbour": (labels[order[360:]][neighbour] == labels[order[:360]]).mean(),
        "medianGap": gaps[180],
        "poorGap": gaps[342],
        "aurocExact": auroc(exact, exact_mirrored),
        "aurocBound": auroc(bounds, bound_mirrored),
        "gapOfMirrored": (exact_mirrored - bound_mirrored).mean(),
        "importance": offs,
        "weights": weights,
        "halfLessOne": halves,
        "large": {
            "bound": large_bound,
            "importance": importance(large, mnist["test"][:50], 5000, random).mean(),
        },
    },
    sys.stdout,
    indent=1,
)
print()
