"""What each of our ops is called in PyTorch 1.13: by its own name in snake_case, or by an entry of CALLS.

An entry takes the tensors and arguments in our order, options as keywords in snake_case. Where PyTorch has no such
function, the entry is the definition written in PyTorch's operations, whose gradient autograd works out.
"""
import math
import re

import torch
import torch.nn.functional as F

MODULES = (F, torch, torch.special, torch.linalg, torch.fft, torch.Tensor)


def snake(name):
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda m: "_" + m.group(1).lower(), name)


def call_for(op):
    """The function that stands for `op`; AttributeError where there is none."""
    if op in CALLS:
        return CALLS[op]
    for module in MODULES:
        if hasattr(module, snake(op)):
            return getattr(module, snake(op))
    raise AttributeError(f"PyTorch has no {snake(op)}")


def dtype_of(name):
    """The dtype that `name` means in a run in double precision."""
    return {"float32": torch.float64, "complex64": torch.complex128}.get(name) or getattr(torch, name)


# Indices: an object with "step" is a slice.
def index_of(i):
    if i == "...":
        return Ellipsis
    if isinstance(i, dict):
        return slice(i.get("start"), i.get("stop"), i.get("step"))
    if isinstance(i, list):
        return torch.tensor(i, dtype=torch.bool if i and isinstance(i[0], bool) else torch.int64)
    return i


def get(x, *indices, **last):
    return x[tuple(index_of(i) for i in indices + ((last,) if last else ()))]


def index_put(x, indices, values, accumulate=False):
    places = torch.arange(x.numel()).reshape(x.shape)[tuple(index_of(i) for i in indices)]
    values = torch.as_tensor(values, dtype=x.dtype).expand(places.shape)
    return x.reshape(-1).index_put((places,), values, accumulate=accumulate).reshape(x.shape)


def squeeze(x, dim=None):
    if isinstance(dim, list):
        for d in sorted((d % x.ndim for d in dim), reverse=True):
            x = x.squeeze(d)
        return x
    return x.squeeze() if dim is None else x.squeeze(dim)


def logsumexp(x, dim=None, keepdim=False):
    return torch.logsumexp(x, tuple(range(x.ndim)) if dim is None else dim, keepdim)


def prod(x, dim=None, **kwargs):
    return torch.prod(x) if dim is None else torch.prod(x, dim, **kwargs)


def spread(fn):
    def call(x, dim=None, correction=1, keepdim=False, **kwargs):
        return fn(x, dim, correction=correction, keepdim=keepdim)

    return call


def clamp(x, min=None, max=None):
    return torch.clamp(x, min, max)


def unfold(x, *args, **kwargs):
    return x.unfold(*args) if len(args) == 3 else F.unfold(x, *args, **kwargs)


def pad(x, sizes, mode="constant", value=0):
    if mode == "constant":
        return F.pad(x, sizes, mode, value)
    # These modes need [N, C, …] around the padded axes.
    lead = 2 + len(sizes) // 2 - x.ndim
    return F.pad(x.reshape([1] * lead + list(x.shape)), sizes, mode).flatten(0, lead) if lead else F.pad(x, sizes, mode)


def with_numbers(fn):
    """Of two tensors, of which the second may be a number."""
    return lambda a, b: fn(a, torch.as_tensor(b, dtype=a.dtype) if isinstance(b, (int, float)) else b)


def complex_by(fn):
    """A function that PyTorch has for real numbers, with the formula for complex ones."""

    def pick(real):
        return lambda x, *args, **kwargs: fn(x) if x.is_complex() else real(x, *args, **kwargs)

    return pick


def conv_transpose2d(x, weight, bias=None, **kwargs):
    if not x.is_complex():
        return F.conv_transpose2d(x, weight, bias, **kwargs)
    (a, b), (c, d) = (x.real, x.imag), (weight.real, weight.imag)
    conv = lambda p, q: F.conv_transpose2d(p, q, None, **kwargs)
    return torch.complex(conv(a, c) - conv(b, d), conv(a, d) + conv(b, c))


def batch_norm(x, running_mean=None, running_var=None, **kwargs):
    return F.batch_norm(x, running_mean, running_var, **kwargs)


def where(condition, a, b):
    """PyTorch 1.13 promotes forward, but not the gradients."""
    dtype = torch.promote_types(a.dtype, b.dtype)
    return torch.where(condition, a.to(dtype), b.to(dtype))


def solve_triangular(a, b, **kwargs):
    dtype = torch.promote_types(a.dtype, b.dtype)
    return torch.linalg.solve_triangular(a.to(dtype), b.to(dtype), **kwargs)


def fitting(src, index):
    """The part of `src` that is scattered: PyTorch's gradients want it no larger."""
    return src[tuple(slice(0, n) for n in index.shape)]


def scatter(x, dim, index, src, reduce=None):
    if not isinstance(src, torch.Tensor):
        return torch.scatter(x, dim, index, src)
    src = fitting(src, index)
    # Only scatter_reduce, which is to replace `reduce`, has a gradient.
    return torch.scatter_reduce(x, dim, index, src, "prod") if reduce == "multiply" else torch.scatter(x, dim, index, src)


def scatter_reduce(x, dim, index, src, reduce, include_self=True):
    return torch.scatter_reduce(x, dim, index, fitting(src, index), reduce, include_self=include_self)


def bincount(x, weights=None, min_length=0):
    """With weights, whose sums PyTorch gives no gradient."""
    return torch.zeros(max(int(x.max()) + 1, min_length), dtype=weights.dtype).index_add(0, x, weights)


def channel_shuffle(x, groups):
    return x.unflatten(1, (groups, -1)).transpose(1, 2).flatten(1, 2)


def cond(x, p=2):
    if p != 1:
        return torch.linalg.cond(x, p)
    # PyTorch 1.13 writes over a value that its own gradient needs.
    return torch.linalg.matrix_norm(x, 1) * torch.linalg.matrix_norm(torch.linalg.inv(x), 1)


def lstsq(a, b):
    side = b if b.ndim == a.ndim else b.unsqueeze(-1)
    x, residuals, rank, values = torch.linalg.lstsq(a, side, driver="gelsd")
    if residuals.numel():
        # PyTorch 1.13 gives residuals no gradient; this is what they are.
        residuals = (a @ x - side).abs().square().sum(-2)
    squeezed = (x, residuals) if side is b else (x.squeeze(-1), residuals.squeeze(-1))
    return *squeezed, rank, values


def det(x):
    values = torch.linalg.det(x)
    if x.shape[-1] != 3 or values.abs().min() > 1e-9:
        return values
    # PyTorch 1.13 gives a singular matrix the gradient 0; the first row times its cofactors has the right one.
    return (x[..., 0, :] * torch.linalg.cross(x[..., 1, :], x[..., 2, :])).sum(-1)


def dot(a, b):
    """Debian's build gives 0 for the product of complex vectors, with the right gradient."""
    return (a * b).sum() if a.is_complex() else torch.dot(a, b)


def lp_pool3d(x, p, kernel_size, stride=None):
    size = kernel_size if isinstance(kernel_size, int) else None
    total = F.avg_pool3d(x**p, kernel_size, stride) * size**3
    return total ** (1 / p)


def lstm_gates(gates, c):
    i, f, g, o = gates.chunk(4, -1)
    after = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(after), after


def gru_gates(x, h, before):
    (xr, xz, xn), (hr, hz, hn) = x.chunk(3, -1), h.chunk(3, -1)
    new = torch.tanh(xn + torch.sigmoid(xr + hr) * hn)
    z = torch.sigmoid(xz + hz)
    return (1 - z) * new + z * before


def overlap_add(x, hop_length, length=None):
    n, frames = x.shape[-2:]
    whole = (frames - 1) * hop_length + n
    out = torch.zeros(*x.shape[:-2], max(whole, length or 0), dtype=x.dtype)
    for k in range(frames):
        out = out + F.pad(x[..., k], (k * hop_length, out.shape[-1] - k * hop_length - n))
    return out[..., : length or whole]


def dct_matrix(n, kind):
    k, j = torch.arange(n, dtype=torch.float64).unsqueeze(1), torch.arange(n, dtype=torch.float64)
    if kind == 1:
        rows = 2 * torch.cos(math.pi * k * j / (n - 1))
        rows[:, 0], rows[:, -1] = 1, (-1) ** k.squeeze(1)
    if kind == 2:
        rows = 2 * torch.cos(math.pi * k * (2 * j + 1) / (2 * n))
    if kind == 3:
        rows = 2 * torch.cos(math.pi * j * (2 * k + 1) / (2 * n))
        rows[:, 0] = 1
    if kind == 4:
        rows = 2 * torch.cos(math.pi * (2 * k + 1) * (2 * j + 1) / (4 * n))
    return rows


def dct(x, type=2, dim=-1, n=None, norm="backward"):
    """SciPy's definition, as a product with a matrix."""
    n = n or x.shape[dim]
    x = x.transpose(dim, -1)
    x = F.pad(x, (0, n - x.shape[-1]))
    rows = dct_matrix(n, type)
    if norm == "ortho":
        rows = rows / math.sqrt(2 * n)
        if type == 2:
            rows[0] /= math.sqrt(2)
    if norm == "forward":
        rows = rows / (2 * (n - 1) if type == 1 else 2 * n)
    return (x @ rows.T).transpose(dim, -1)


def idct(x, dim=-1, norm="backward"):
    """The inverse of type 2."""
    n = x.shape[dim]
    rows = dct_matrix(n, 2)
    if norm == "ortho":
        rows = rows / math.sqrt(2 * n)
        rows[0] /= math.sqrt(2)
    return (x.transpose(dim, -1) @ torch.linalg.inv(rows).T).transpose(dim, -1)


def ctc_nll(log_probs, targets, input_lengths, target_lengths, blank=0, zero_infinity=False):
    """-log of the sum over all paths, by the alpha recursion: its own gradient, not that of F.ctc_loss, which holds
    behind log_softmax only."""
    losses, start = [], 0
    for n in range(log_probs.shape[1]):
        steps, count = int(input_lengths[n]), int(target_lengths[n])
        labels = (targets[n, :count] if targets.ndim == 2 else targets[start : start + count]).tolist()
        start += count
        states = [blank] + [s for label in labels for s in (label, blank)]
        none = torch.tensor(-math.inf, dtype=log_probs.dtype)
        alpha = [log_probs[0, n, s] if k < 2 else none for k, s in enumerate(states)]
        for t in range(1, steps):
            before = alpha
            alpha = []
            for k, s in enumerate(states):
                ways = before[max(k - 1, 0) : k + 1]
                if k > 1 and s != blank and s != states[k - 2]:
                    ways = [before[k - 2]] + ways
                ways = [w for w in ways if w.item() > -math.inf]
                alpha.append(torch.logsumexp(torch.stack(ways), 0) + log_probs[t, n, s] if ways else none)
        ends = [a for a in alpha[-2:] if a.item() > -math.inf]
        loss = -torch.logsumexp(torch.stack(ends), 0) if ends else -none
        losses.append(torch.zeros_like(loss) if zero_infinity and math.isinf(loss.item()) else loss)
    return torch.stack(losses)


def attention(q, k, v, attn_mask=None, is_causal=False, scale=None):
    """torch.nn.functional.scaled_dot_product_attention came with 2.0; this is its documented definition."""
    scores = q @ k.transpose(-2, -1) * (1 / math.sqrt(q.shape[-1]) if scale is None else scale)
    if is_causal:
        attn_mask = torch.ones(scores.shape[-2:], dtype=torch.bool).tril()
    if attn_mask is not None and attn_mask.dtype == torch.bool:
        scores = scores.masked_fill(~attn_mask, -math.inf)
    elif attn_mask is not None:
        scores = scores + attn_mask
    return torch.softmax(scores, -1) @ v


def rms_norm(x, shape, weight=None, eps=None):
    """Came with 2.4; this is its documented definition."""
    dims = tuple(range(-(1 if isinstance(shape, int) else len(shape)), 0))
    y = x * torch.rsqrt(x.square().mean(dims, keepdim=True) + (torch.finfo(x.dtype).eps if eps is None else eps))
    return y if weight is None else y * weight


def softmax_cross_entropy(x, target, weight=None, ignore_index=-100, label_smoothing=0.0):
    return F.cross_entropy(x, target, weight, ignore_index=ignore_index, label_smoothing=label_smoothing, reduction="none")


def vander(x, N=None, increasing=False):
    out = torch.linalg.vander(x, N=N)
    return out if increasing else out.flip(-1)


def shaped(name):
    """A method that takes a list or another tensor."""
    return lambda x, *args, **kwargs: getattr(x, name)(*args, **kwargs)


CALLS = {
    **{name: with_numbers(getattr(torch, name)) for name in ("maximum", "minimum", "fmax", "fmin", "logaddexp", "logaddexp2", "ldexp", "atan2")},
    "exp2": complex_by(lambda z: 2**z)(torch.exp2),
    "expm1": complex_by(lambda z: torch.exp(z) - 1)(torch.expm1),
    "log1p": complex_by(lambda z: torch.log(1 + z))(torch.log1p),
    "nanToNum": complex_by(lambda z: torch.complex(z.real.nan_to_num(), z.imag.nan_to_num()))(torch.nan_to_num),
    "where": where,
    "solveTriangular": solve_triangular,
    "scatter": scatter,
    "scatterReduce": scatter_reduce,
    "bincount": bincount,
    "channelShuffle": channel_shuffle,
    "aminmax": lambda x, dim=None, keepdim=False: (torch.amin(x, dim, keepdim), torch.amax(x, dim, keepdim)),
    "cond": cond,
    "det": det,
    "dot": dot,
    "vdot": lambda a, b: dot(a.conj(), b),
    # Of the factor only the lower triangle is read, which PyTorch's own gradient overlooks.
    "choleskySolve": lambda b, factor: torch.cholesky_solve(b, factor.tril()),
    "choleskyInverse": lambda factor: torch.cholesky_inverse(factor.tril()),
    "convTranspose2d": conv_transpose2d,
    "batchNorm": batch_norm,
    "layerNorm": lambda x, shape, **kw: F.layer_norm(x, [shape] if isinstance(shape, int) else shape, **kw),
    "linear": lambda x, w, b=None: F.linear(x, w, b) if w.ndim == 2 else x @ w + (0 if b is None else b),
    "softmaxCrossEntropy": softmax_cross_entropy,
    "logSigmoid": F.logsigmoid,
    "variance": spread(torch.var),
    "std": spread(torch.std),
    "varMean": spread(torch.var_mean),
    "stdMean": spread(torch.std_mean),
    "logsumexp": logsumexp,
    "prod": prod,
    "clamp": clamp,
    "clip": clamp,
    "nanmean": torch.nanmean,
    "norm": torch.norm,
    "get": get,
    "indexPut": index_put,
    "squeeze": squeeze,
    "unfold": unfold,
    "pad": pad,
    "to": lambda x, name: x.to(dtype_of(name)),
    "im2col": F.unfold,
    "col2im": F.fold,
    "concat": torch.cat,
    "concatenate": torch.cat,
    "atleast1d": torch.atleast_1d,
    "atleast2d": torch.atleast_2d,
    "atleast3d": torch.atleast_3d,
    "repeat": shaped("repeat"),
    "reshapeAs": shaped("reshape_as"),
    "tile": lambda x, *sizes: torch.tile(x, sizes),
    "repeatInterleave": lambda x, n, *args: torch.repeat_interleave(x, torch.tensor(n) if isinstance(n, list) else n, *args),
    "quantile": lambda x, q, *args, **kw: torch.quantile(x, torch.tensor(q, dtype=x.dtype) if isinstance(q, list) else q, *args, **kw),
    "nanquantile": lambda x, q, *args, **kw: torch.nanquantile(x, torch.tensor(q, dtype=x.dtype) if isinstance(q, list) else q, *args, **kw),
    "embedding": lambda i, w, **kw: F.embedding(i, w, **kw),
    "lpNormalize": F.normalize,
    "lpPool3d": lp_pool3d,
    "rmsNorm": rms_norm,
    "scaledDotProductAttention": attention,
    "lstmGates": lstm_gates,
    "gruGates": gru_gates,
    "rnnGates": lambda x, h, nonlinearity="tanh": getattr(torch, nonlinearity)(x + h),
    "timeSteps": torch.unbind,
    "overlapAdd": overlap_add,
    "dct": dct,
    "idct": idct,
    "ctcNll": ctc_nll,
    "svd": torch.linalg.svd,
    "svdvals": torch.linalg.svdvals,
    "qr": torch.linalg.qr,
    "eig": torch.linalg.eig,
    "eigh": torch.linalg.eigh,
    "lu": torch.linalg.lu,
    "lstsq": lstsq,
    "cholesky": torch.linalg.cholesky,
    "luSolve": lambda b, lu, pivots: torch.lu_solve(b, lu, pivots.int()),
    "solve": torch.linalg.solve,
    "matrixNorm": torch.linalg.matrix_norm,
    "vectorNorm": torch.linalg.vector_norm,
    "cross": lambda a, b, dim=-1: torch.linalg.cross(a, b, dim=dim),
    "vander": vander,
    "fft": torch.fft.fft,
}
