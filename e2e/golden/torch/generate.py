"""Writes generated/*.json: what PyTorch makes of the cases in torch-cases.ts, outputs and gradients.

Needs Python 3 with PyTorch 1.13 (Debian's package python3-torch) and, for the numbers that go in, this repository's Node
packages. Run it from the root of the repository after a case has changed:

    /usr/bin/python3 e2e/golden/torch/generate.py [part of a case's name]

With a part of a name it prints those cases and writes nothing. Tests read the files and need no Python.
"""
import base64
import json
import math
import pathlib
import subprocess
import sys
import warnings

import torch

sys.dont_write_bytecode = True
from calls import call_for, snake

HERE = pathlib.Path(__file__).parent
EXPORT = ["npx", "tsx", "--conditions=@sonograd/source", str(HERE / "export.ts")]
WIDE = {"float64": torch.float64, "complex128": torch.complex128, "int32": torch.int32, "uint8": torch.uint8, "bool": torch.bool}


def tensor(entry):
    data = bytearray(base64.b64decode(entry["data"]))
    dtype = WIDE[entry["dtype"]]
    flat = torch.frombuffer(data, dtype=dtype) if data else torch.empty(0, dtype=dtype)
    # Indices are int64 in PyTorch.
    return flat.reshape(entry["shape"]).to(torch.int64 if dtype == torch.int32 else dtype)


def laid_out(x, entry):
    """As run-case.ts does."""
    if entry["layout"] == "transposed":
        x = x.transpose(-1, -2)
    elif entry["layout"] == "stepped":
        x = x[..., ::2]
    elif entry["layout"] == "offset":
        x = x[1:-1]
    if entry["matrix"] == "hermitian":
        x = (x + x.mH) * 0.5
    elif entry["matrix"] == "definite":
        x = x @ x.mH + torch.eye(x.shape[-1], dtype=x.dtype)
    return x


def argument(value):
    """Numbers that JSON cannot write are text that starts with #."""
    if isinstance(value, str) and value.startswith("#"):
        return float(value[1:].replace("Infinity", "inf"))
    if isinstance(value, list):
        return [argument(v) for v in value]
    return {k: argument(v) for k, v in value.items()} if isinstance(value, dict) else value


def outputs_of(case, inputs):
    views = [laid_out(x, entry) for x, entry in zip(inputs, case["inputs"])]
    named = {snake(name): views[i] for name, i in case["named"].items()}
    tensors = [x for i, x in enumerate(views) if i not in case["named"].values()]
    before, first, args = (argument(case[k]) for k in ("before", "first", "args"))
    options = {snake(k): v for k, v in args.pop().items()} if args and isinstance(args[-1], dict) else {}
    row = [tensors] if case["list"] else tensors[:1] + first + tensors[1:]
    result = call_for(case["op"])(*before, *row, *args, **options, **named)
    outs = [result] if isinstance(result, torch.Tensor) else list(result)
    return [y.abs() if case["absolute"] and (y.is_floating_point() or y.is_complex()) else y for y in outs]


def gradients_of(case, inputs, outs):
    pairs = [(y, tensor(s)) for y, s in zip(outs, case["seeds"]) if s and y.requires_grad]
    wanted = [x for x in inputs if x.requires_grad]
    found = iter(torch.autograd.grad([y for y, _ in pairs], wanted, [s for _, s in pairs], allow_unused=True) if pairs else [None] * len(wanted))
    return [next(found) if x.requires_grad else None for x in inputs]


def plain(value):
    if isinstance(value, complex):
        return [plain(value.real), plain(value.imag)]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 and math.copysign(1, value) > 0:
        return int(value)
    return int(value) if isinstance(value, bool) else value


def numbers(x):
    if x._is_zerotensor():
        return [0] * x.numel()
    return [plain(v) for v in x.detach().resolve_conj().resolve_neg().reshape(-1).tolist()]


def run(case):
    inputs = [tensor(entry).requires_grad_(entry["grad"]) for entry in case["inputs"]]
    refusal = None
    try:
        outs = outputs_of(case, inputs)
        gradients = gradients_of(case, inputs, outs)
        if not any(y.requires_grad for y in outs):
            refusal = "no result carries a gradient"
    except (RuntimeError, NotImplementedError) as error:
        # An op without a derivative refuses already what wants one.
        with torch.no_grad():
            outs = outputs_of(case, inputs)
        refusal = str(error).splitlines()[0][:200]
    entry = {"key": case["key"], "outputs": [[list(y.shape), numbers(y)] for y in outs]}
    if refusal is None:
        entry["gradients"] = [None if g is None else numbers(g) for g in gradients]
    else:
        entry["refusal"] = refusal
    return entry


def main():
    lines = subprocess.run(EXPORT, stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines()
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    families, failures, refused = {}, [], []
    for case in map(json.loads, lines):
        family = families.setdefault(case["family"], {})
        if wanted not in case["name"]:
            continue
        try:
            family[case["name"]] = run(case)
            if "refusal" in family[case["name"]]:
                refused.append(f'{case["name"]}: {family[case["name"]]["refusal"]}')
        except Exception as error:
            failures.append(f'{case["name"]}: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ""}')
    if wanted:
        print(json.dumps([case for family in families.values() for case in family.items()], indent=1))
    for family, cases in families.items() if not wanted else ():
        rows = ",\n".join(f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(entry, separators=(',', ':'))}" for name, entry in cases.items())
        (HERE / "generated" / f"{family}.json").write_text(f"{{\n{rows}\n}}\n")
    print(f"PyTorch {torch.__version__}: {sum(map(len, families.values()))} cases", *(f"refuses {r}" for r in refused), *(f"cannot run {f}" for f in failures), sep="\n", file=sys.stderr)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    main()
