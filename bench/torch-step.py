"""The training step of bench/gpu/network.ts in PyTorch, eager: `torch-step.py TASK [--device cpu]`, TASK as JSON.

Prints {"torch", "device", "milliseconds"}, a time for each size. Steps follow each other without waiting, as in training.
"""
import json
import statistics
import sys
import time

try:
    import torch
except ImportError as error:
    sys.exit(f"no torch in this Python: {error}")
from torch import nn

task = json.loads(sys.argv[1])
device = "cpu" if "--device" in sys.argv and sys.argv[sys.argv.index("--device") + 1] == "cpu" else "cuda"
if device == "cuda" and not torch.cuda.is_available():
    sys.exit("torch has no CUDA device here")


def wait():
    if device == "cuda":
        torch.cuda.synchronize()


def model(size):
    layers, inputs = [], 1
    for outputs in task["channels"]:
        layers += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU(), nn.MaxPool2d(2)]
        inputs = outputs
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(inputs * (size // 8) ** 2, task["classes"])).to(device)


def milliseconds(batch, size):
    net = model(size)
    adam = task["adam"]
    optimizer = torch.optim.Adam(net.parameters(), lr=adam["lr"], betas=tuple(adam["betas"]), eps=adam["eps"])
    x = torch.rand(batch, 1, size, size, device=device) * 2 - 1
    y = torch.arange(batch, device=device) % task["classes"]

    def run(steps):
        wait()
        start = time.perf_counter()
        for _ in range(steps):
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(x), y).backward()
            optimizer.step()
        wait()
        return (time.perf_counter() - start) / steps

    steps = max(1, round(0.3 / min(run(3), run(3))))
    return 1e3 * statistics.median(run(steps) for _ in range(7))


# Products in float32, as ours are.
torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False
name = torch.cuda.get_device_name() if device == "cuda" else "cpu"
times = [milliseconds(s["batch"], s["size"]) for s in task["sizes"]]
print(json.dumps({"torch": torch.__version__, "device": name, "milliseconds": times}))
