"""Trains networks as one ordinarily would in PyTorch: autograd and SGD, float32.

Reads one JSON line for each measurement from standard input and answers with one line:
{"inputDim", "hiddenWidth", "samples", "auxSamples", "models", "learningRate", "milliseconds"}
-> {"stepsPerSecond", "lossRatio"}. Networks with a "hiddenWidth" are ReLU networks, those without it
diagonal ones. The first line it writes names the versions. Random data: speed does not depend on
which. The number of threads is its argument, and OMP_NUM_THREADS and its like for the BLAS library.
"""

import json
import os
import platform
import re
import sys
import time

import torch


def make_data(size, rows, generator):
    inputs = torch.randn(size["models"], rows, size["inputDim"], generator=generator)
    active = max(1, round(size["inputDim"] / 25))
    teacher = torch.zeros(size["models"], size["inputDim"], 1)
    teacher[:, :active] = active**-0.5
    targets = inputs @ teacher
    if size.get("hiddenWidth"):
        targets = torch.relu(targets)
    if size["models"] == 1:
        # Plain vectors and matrices: faster than a batch of one.
        return inputs[0], targets[0, :, 0]
    return inputs, targets


def make_diagonal(size, tasks):
    """Weights, and what a network makes of the inputs of a task."""
    shape = (size["models"], size["inputDim"], 1) if size["models"] > 1 else (size["inputDim"],)
    first = [torch.full(shape, 1e-3, requires_grad=True) for _ in range(2)]
    readouts = [[torch.full(shape, 1e-3, requires_grad=True) for _ in range(2)] for _ in range(tasks)]

    def output(inputs, task):
        plus, minus = readouts[task]
        return inputs @ (first[0] * plus - first[1] * minus)

    return first + [weight for pair in readouts for weight in pair], output


def make_relu(size, tasks, generator):
    """The same for ReLU networks; products with W of shape D x H are faster than with H x D."""
    width = size["hiddenWidth"]
    batch = (size["models"],) if size["models"] > 1 else ()
    column = (width, 1) if size["models"] > 1 else (width,)

    def draw(shape, fan_in):
        values = 0.1 * (2 / fan_in) ** 0.5 * torch.randn(*batch, *shape, generator=generator)
        return values.requires_grad_()

    first = draw((size["inputDim"], width), size["inputDim"])
    readouts = [draw(column, width) for _ in range(tasks)]

    def output(inputs, task):
        return torch.relu(inputs @ first) @ readouts[task]

    return [first, *readouts], output


def make_step(size):
    """One step of all models, and the loss they have now."""
    generator = torch.Generator().manual_seed(1)
    rows = [size["auxSamples"], size["samples"]] if size["auxSamples"] else [size["samples"]]
    data = [make_data(size, count, generator) for count in rows]
    if size.get("hiddenWidth"):
        weights, output = make_relu(size, len(rows), generator)
    else:
        weights, output = make_diagonal(size, len(rows))
    optimizer = torch.optim.SGD(weights, lr=size["learningRate"])

    def loss():
        squares = 0
        for task, (inputs, targets) in enumerate(data):
            squares = squares + (output(inputs, task) - targets).square().sum()
        return squares / sum(rows)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss().backward()
        optimizer.step()

    return step, lambda: loss().item()


def measure(size):
    step, loss = make_step(size)
    before = loss()
    for _ in range(5):
        step()
    steps, start = 0, time.perf_counter()
    while time.perf_counter() - start < size["milliseconds"] / 1000:
        step()
        steps += 1
    elapsed = time.perf_counter() - start
    return {"stepsPerSecond": steps / elapsed, "lossRatio": loss() / before}


def blas_name():
    """What multiplies matrices, on which the speed of hidden layers depends most."""
    built_with = re.search(r"BLAS_INFO=(\w+)", torch.__config__.show())
    if built_with and built_with[1] == "mkl":
        return "MKL"
    torch.ones(2, 2) @ torch.ones(2, 2)
    with open("/proc/self/maps", encoding="utf-8") as maps:
        files = [line.split()[-1] for line in maps if "blas" in line]
    names = sorted({os.path.basename(os.path.realpath(name)) for name in files})
    return " ".join(names) or "none found"


def say(answer):
    print(json.dumps(answer), flush=True)


torch.set_num_threads(int(sys.argv[1]))
versions = {"torch": torch.__version__, "python": platform.python_version()}
say(versions | {"blas": blas_name() if os.path.exists("/proc/self/maps") else "unknown"})
for line in sys.stdin:
    say(measure(json.loads(line)))
