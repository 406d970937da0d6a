# The public names of the Python packages that the reader's table speaks of, with their parameters and defaults:
#   python e2e/features/python-names.py > e2e/features/python-names.txt
import importlib
import inspect
import re
import sys

MODULES = """numpy numpy.fft numpy.linalg numpy.random scipy.signal scipy.signal.windows scipy.fft scipy.special scipy.ndimage
librosa librosa.feature librosa.feature.inverse librosa.effects librosa.filters librosa.onset librosa.beat librosa.decompose
librosa.segment librosa.sequence librosa.util librosa.display
torchaudio torchaudio.functional torchaudio.transforms torchaudio.compliance.kaldi torchaudio.datasets
torch torch.Tensor torch.fft torch.linalg torch.special torch.autograd torch.autograd.functional torch.nn torch.nn.functional
torch.nn.init torch.nn.utils torch.nn.utils.rnn torch.optim torch.optim.lr_scheduler torch.optim.swa_utils torch.utils.data
torch.utils.tensorboard.SummaryWriter torch.nn.Module torch.optim.Optimizer torch.onnx torchvision.models pywt sklearn.metrics sklearn.model_selection
matplotlib.pyplot""".split()

# Of these only the names: their parameters are C's, or theirs alone.
BARE = ("numpy", "scipy.special", "scipy.ndimage", "matplotlib", "torchvision", "sklearn", "torch.special")
BARE_ONLY = ("torch", "torch.Tensor", "torch.nn.Module", "torch.optim.Optimizer")


def default(value):
    if value is None or isinstance(value, (bool, int, str)):
        return repr(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, (tuple, list)) and len(value) < 5:
        return "[" + ", ".join(default(each) for each in value) + "]"
    return "…"


def parameters(obj, name):
    try:
        signature = inspect.signature(obj)
    except (TypeError, ValueError):
        said = re.search(r"^\W*" + re.escape(name) + r"\(([^\n]*?)\)\s*(?:->|\n|$)", inspect.getdoc(obj) or "")
        return said.group(1).replace("*, ", "").replace("*,", "").replace("/, ", "") if said else None
    parts = []
    for each in signature.parameters.values():
        if each.name == "self" or each.kind in (each.VAR_POSITIONAL, each.VAR_KEYWORD):
            continue
        parts.append(each.name if each.default is each.empty else f"{each.name}={default(each.default)}")
    return ", ".join(parts)


def owner(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        module, _, last = name.rpartition(".")
        return getattr(importlib.import_module(module), last)


for module in MODULES:
    try:
        home = owner(module)
    except Exception as error:
        print(f"{module}: {error}", file=sys.stderr)
        continue
    print(f"[{module}]")
    names = home.__all__ if hasattr(home, "__all__") and module not in ("numpy", "torch", "torch.nn.functional", "torchvision.models") else dir(home)
    names = {*names, *(name for name in dir(home) if module.startswith("librosa") and getattr(getattr(home, name, None), "__module__", None) == module)}
    for name in sorted(names):
        if name.startswith("_") or name in ("test", "Tester"):
            continue
        try:
            obj = getattr(home, name)
        except Exception:
            continue
        if inspect.ismodule(obj) or (not callable(obj) and not inspect.isclass(home)):
            continue
        where = getattr(obj, "__module__", None) or module  # a ufunc names none
        if not inspect.isclass(home) and where.split(".")[0].lstrip("_") not in (module.split(".")[0], "builtins", "numpy" if module.startswith("scipy") else ""):
            continue
        if isinstance(obj, type) and issubclass(obj, (BaseException, Warning)):
            continue
        if not callable(obj):
            print(name)
            continue
        said = None if module.startswith(BARE) or module in BARE_ONLY else parameters(obj, name)
        print(name if said is None else f"{name}({said})")
    print()
