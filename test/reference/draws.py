"""The project's own random numbers, by NumPy: under a key of two words, as `src/tensors/random.ts` makes them."""

import numpy as np


def threefry(key, count, first=(0, 0)):
    """The block cipher Threefry-2x32 with 20 rounds over `count` counters from `first` on."""
    keys = [np.uint32(key[0]), np.uint32(key[1]), np.uint32(0x1BD11BDA ^ int(key[0]) ^ int(key[1]))]
    x, y = np.full(count, keys[0]) + np.uint32(first[0]), np.arange(count, dtype=np.uint32) + keys[1] + np.uint32(first[1])
    for injection in range(1, 6):
        for rotation in [(13, 15, 26, 6), (17, 29, 16, 24)][(injection - 1) % 2]:
            x = x + y
            y = ((y << np.uint32(rotation)) | (y >> np.uint32(32 - rotation))) ^ x
        x = x + keys[injection % 3]
        y = y + keys[(injection + 1) % 3] + np.uint32(injection)
    return np.stack([x, y], axis=1).ravel()


fold_in = lambda key, i: threefry(key, 1, (1, i))
uniforms = lambda key, count: (threefry(key, (count + 1) // 2)[:count].astype(float) + 0.5) / 2**32
permutation = lambda key, count: np.argsort(uniforms(key, count), kind="stable")


def normals(key, *shape):
    count = int(np.prod(shape))
    uniform = uniforms(key, count + count % 2)
    radius, angle = np.sqrt(-2 * np.log(uniform[0::2])), 2 * np.pi * uniform[1::2]
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).ravel()[:count].reshape(shape)
