"""What the Python workers share: how they are asked, and the weights and data that every worker makes alike."""

import json
import os
import sys
import time

import numpy as np

THREADS = int(os.environ["ELBO_BENCH_THREADS"])
WARM_STEPS = 200  # of training, before the first that is timed; their second half gives the value to be compared


def wave(shape, salt):
    """Numbers in [0, 1) that look random and are the same in every language."""
    i = np.arange(1, np.prod(shape) + 1, dtype=np.float64)
    v = np.sin(i * 12.9898 + salt * 78.233) * 43758.5453
    return (v - np.floor(v)).reshape(shape)


def layers(sizes, salt):
    """Weights of variance 1/fan-in and biases of zero, layer by layer."""
    return [
        array
        for i, (inputs, outputs) in enumerate(zip(sizes, sizes[1:]))
        for array in (
            ((2 * wave((inputs, outputs), salt + i) - 1) * np.sqrt(3 / inputs)).astype(np.float32),
            np.zeros(outputs, np.float32),
        )
    ]


def data(spec):
    """Datapoints: pixels of 0 and 1 for a Bernoulli likelihood, else numbers from -1 to 1."""
    numbers = wave((spec["numData"], spec["x"]), 7)
    return (numbers < 0.3 if spec["likelihood"] == "bernoulli" else 2 * numbers - 1).astype(np.float32)


def timed(step, finish, seconds):
    """Seconds a step takes, from as many as fit into `seconds`; `finish` waits until all of them are done."""
    count = 1
    while True:
        start = time.perf_counter()
        for _ in range(count):
            step()
        finish()
        took = time.perf_counter() - start
        if took >= seconds / 2:
            return took / count
        count = max(count + 1, int(count * seconds / max(took, 1e-6)))


def serve(workloads):
    """Answers one line of JSON for each line asked: {kind, name, seconds, …} → {seconds, value}."""
    answer, sys.stdout = sys.stdout, sys.stderr
    made = {}
    for line in sys.stdin:
        spec = json.loads(line)
        if spec["name"] not in made:
            made.clear()  # what was made before frees its memory
            made[spec["name"]] = workloads[spec["kind"]](spec)
        seconds, value = made[spec["name"]](spec["seconds"])
        print(json.dumps({"seconds": seconds, "value": float(value)}), file=answer, flush=True)
