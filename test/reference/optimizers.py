"""Paths of a minimisation by PyTorch's optimizers, in float32.

python3 -m venv venv && venv/bin/pip install torch==2.15.0
venv/bin/python test/reference/optimizers.py > test/reference/optimizers.json
"""

import json

import torch

START, TARGET, STEPS = [[1.0, -2.0], [0.5, 3.0]], [[0.0, 1.0], [-1.0, 2.0]], 30


def path(make, clip=None, schedule=None):
    w = torch.tensor(START, requires_grad=True)
    optimizer = make([w])
    scheduler = schedule(optimizer) if schedule else None
    norms = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        f = ((w - torch.tensor(TARGET)) ** 4).sum() / 4 + w.sin().sum()
        f.backward()
        if clip is not None:
            norms.append(torch.nn.utils.clip_grad_norm_([w], clip).item())
        optimizer.step()
        if scheduler:
            scheduler.step()
    return w.detach().flatten().tolist()


optim, schedulers = torch.optim, torch.optim.lr_scheduler
paths = {
    "sgd": path(lambda w: optim.SGD(w, lr=0.01)),
    "momentum": path(lambda w: optim.SGD(w, lr=0.01, momentum=0.9)),
    "nesterov": path(lambda w: optim.SGD(w, lr=0.01, momentum=0.8, nesterov=True)),
    "adam": path(lambda w: optim.Adam(w, lr=0.1, eps=1e-7)),
    "adamOtherwise": path(lambda w: optim.Adam(w, lr=0.1, betas=(0.8, 0.95), eps=0.01)),
    "sgdClipped": path(lambda w: optim.SGD(w, lr=0.05), clip=1.5),
    "sgdExponential": path(
        lambda w: optim.SGD(w, lr=0.01), schedule=lambda o: schedulers.ExponentialLR(o, 0.9)
    ),
    "sgdCosine": path(
        lambda w: optim.SGD(w, lr=0.01), schedule=lambda o: schedulers.CosineAnnealingLR(o, STEPS, eta_min=0.001)
    ),
}
print(json.dumps({"start": START, "target": TARGET, "steps": STEPS, "end": paths}, indent=1))
