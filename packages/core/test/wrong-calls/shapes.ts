// Shapes that do not fit.
import {
  add, addmm, asStrided, atleast1d, batchNorm, bmm, cat, cdist, chainMatmul, col2im, complex, conv1d, conv2d, convTranspose1d, cov, diag, diagonal,
  dot, einsum, expand, fold, hstack, im2col, interpolate, lerp, matmul, maxPool1d, maxUnpool1d, meshgrid, mm, mv, outer, overlapAdd, pad, permute,
  repeat, reshape, split, stack, sumToSize, t, tensordot, trapezoid, tril, unflatten, vdot, view, viewAsComplex, where, zeros,
} from "../../src/index.js"; // prettier-ignore
import { filledWith, ints, parameter, shape, wrong, type WrongCall } from "./row.js";

export const wrongShapes: readonly WrongCall[] = [
  shape("add of rows of different length", () => add(zeros([2, 3]), zeros([2, 4])), "add: ", "[2, 3] and [2, 4]", "dimension -1 has 3 and 4", "must be equal or 1"), // prettier-ignore
  shape("where of three shapes", () => where(filledWith("bool", 2), zeros([3]), 0), "where: ", "[2] and [3]"),
  shape("lerp", () => lerp(zeros([2]), zeros([3]), 0.5), "[3]", "[2]", "must be equal or 1"),
  shape("complex of two shapes", () => complex(zeros([3]), zeros([2])), "complex: ", "[3] and [2]"),
  shape("matmul of matrices that do not fit", () => matmul(zeros([4, 3]), zeros([5, 2])), "matmul: a [4, 3] and b [5, 2]", "a.shape[1]=3 must equal b.shape[0]=5", "Transpose b?"), // prettier-ignore
  shape("matmul of a number", () => matmul(zeros([]), zeros([2, 2])), "a [] and b [2, 2]", "Use mul"),
  shape("matmul of batches that do not broadcast", () => matmul(zeros([2, 4, 3]), zeros([3, 3, 2])), "[2] and [3]"),
  shape("mm of a batch", () => mm(zeros([2, 4, 3]), zeros([3, 2])), "mm: a [2, 4, 3] must have 2 dimension(s)"),
  shape("bmm of a matrix", () => bmm(zeros([4, 3]), zeros([3, 2])), "bmm: a [4, 3] must have 3 dimension(s)"),
  shape("mv", () => mv(zeros([4, 3]), zeros([4])), "[4, 3]", "[4]", "Transpose b?"),
  shape("dot", () => dot(zeros([4]), zeros([3])), "a [4] and b [3]"),
  shape("vdot of a matrix", () => vdot(zeros([2, 2]), zeros([2])), "vdot: a [2, 2] must have 1 dimension(s)"),
  shape("outer of a matrix", () => outer(zeros([4, 2]), zeros([3])), "outer: a [4, 2] must have 1 dimension(s)"),
  shape("addmm", () => addmm(zeros([2, 2]), zeros([2, 3]), zeros([4, 2])), "a [2, 3] and b [4, 2]"),
  parameter("chainMatmul of nothing", () => chainMatmul(), "chainMatmul: no matrices", "Give at least one"),
  shape("cat of different rows", () => cat([zeros([2, 3]), zeros([2, 4])], 0), "cat: tensors[1] [2, 4]", "tensors[0] [2, 3]", "all extents but dimension 0 must agree"), // prettier-ignore
  shape("cat of numbers", () => cat([zeros([]), zeros([])]), "cat: tensors[0] []", "Use stack()"),
  parameter("cat of nothing", () => cat([]), "cat: tensors=[] is empty", "Give at least one"),
  parameter(
    "cat of a tensor",
    () => cat(wrong(zeros([2]))),
    "cat: tensors is a Tensor",
    "Write [a, b] in square brackets",
  ),
  shape("stack of different shapes", () => stack([zeros([2]), zeros([3])]), "[1, 3]", "[1, 2]"),
  shape("hstack of different columns", () => hstack([zeros([2, 1]), zeros([3, 1])]), "[3, 1]", "[2, 1]"),
  parameter("split into sizes that do not add up", () => split(zeros([5]), [2, 2]), "split: sizes [2, 2] add up to 4", "has 5"), // prettier-ignore
  shape("conv1d channels", () => conv1d(zeros([1, 3, 10]), zeros([4, 2, 3])), "conv1d: input [1, 3, 10] and weight [4, 2, 3]", "input channels 3 must equal", "groups=1"), // prettier-ignore
  shape("conv1d without channels", () => conv1d(zeros([10]), zeros([4, 2, 3])), "conv1d: input [10] must have 3 dimensions [N, C, …]"), // prettier-ignore
  shape("conv1d kernel beyond the input", () => conv1d(zeros([1, 2, 2]), zeros([4, 2, 3])), "kernel [3]", "[1, 2, 2]", "Add padding"), // prettier-ignore
  shape("conv1d bias", () => conv1d(zeros([1, 2, 5]), zeros([4, 2, 3]), zeros([3])), "bias [3] must be [4]", "one number per output channel"), // prettier-ignore
  shape("conv1d groups", () => conv1d(zeros([1, 2, 5]), zeros([4, 2, 3]), null, { groups: 3 }), "groups=3", "groups must divide 4"), // prettier-ignore
  parameter("conv2d stride", () => conv2d(zeros([1, 2, 5, 5]), zeros([4, 2, 3, 3]), null, { stride: [1, 2, 3] }), "conv2d: stride=[1, 2, 3]", "or 2 of them"), // prettier-ignore
  parameter("conv1d padding same with a stride", () => conv1d(zeros([1, 2, 5]), zeros([4, 2, 3]), null, { padding: "same", stride: 2 }), 'padding="same" needs stride 1', "[2]"), // prettier-ignore
  shape("convTranspose1d channels", () => convTranspose1d(zeros([1, 2, 5]), zeros([4, 2, 3])), "convTranspose1d: input [1, 2, 5] and weight [4, 2, 3]", "weight must be [C, O / groups, …]"), // prettier-ignore
  parameter("convTranspose1d outputPadding", () => convTranspose1d(zeros([1, 2, 5]), zeros([2, 4, 3]), null, { outputPadding: 2 }), "outputPadding=[2] must be less than stride or dilation"), // prettier-ignore
  shape("maxPool1d without channels", () => maxPool1d(zeros([5]), 2), "maxPool1d: input [5] must have 3 dimensions"),
  shape("maxPool1d window beyond the input", () => maxPool1d(zeros([1, 1, 5]), 6), "kernelSize=[6] is larger than the input [1, 1, 5]"), // prettier-ignore
  parameter("maxPool1d padding", () => maxPool1d(zeros([1, 1, 5]), 2, { padding: 2 }), "padding=[2] must be at most half of kernelSize=[2]"), // prettier-ignore
  parameter("maxUnpool1d places", () => maxUnpool1d(zeros([1, 1, 2]), ints(0, 9).reshape([1, 1, 2]), 2), "maxUnpool1d: index 9 is out of range", "Use 0…3"), // prettier-ignore
  shape("batchNorm of a vector", () => batchNorm(zeros([3]), { training: true }), "batchNorm: input [3] must be [N, C, …]"), // prettier-ignore
  shape("reshape to another size", () => reshape(zeros([2, 3]), 4), "reshape: shape=[4] does not hold 6 elements", "At most one -1"), // prettier-ignore
  shape("reshape with two holes", () => reshape(zeros([2, 3]), -1, -1), "shape=[-1, -1]", "At most one -1"),
  shape("reshape to a fraction", () => reshape(zeros([6]), 1.5, 4), "shape=[1.5, 4] does not hold 6 elements"),
  shape("unflatten", () => unflatten(zeros([6]), 0, [4, 2]), "unflatten: shape=[4, 2] does not hold 6 elements"),
  shape("view of a transposed matrix", () => view(zeros([2, 3]).t(), 6), "view: shape=[6]", "strides [1, 3]", "Use reshape()"), // prettier-ignore
  shape("expand of an extent that is not 1", () => expand(zeros([2, 3]), 2, 4), "expand: shape=[2, 4] does not extend [2, 3]", "only extents of 1 can grow"), // prettier-ignore
  shape("expand by a fraction", () => expand(zeros([1]), 1.5), "expand: shape=[1.5] does not extend [1]"),
  shape("sumToSize of another order", () => sumToSize(zeros([2, 3]), 3, 2), "sumToSize: shape=[3, 2] does not broadcast to [2, 3]", "or 1"), // prettier-ignore
  parameter("permute with a dimension twice", () => permute(zeros([2, 3]), 0, 0), "permute: dims=[0, 0]", "each of the 2 dimensions once"), // prettier-ignore
  shape("t of three dimensions", () => t(zeros([2, 3, 4])), "t: shape=[2, 3, 4]", "Use transpose(dim0, dim1)"),
  parameter("repeat", () => repeat(zeros([2, 3]), 2), "repeat: repeats=[2]", "each of the 2 dimensions"),
  parameter("asStrided outside the memory", () => asStrided(zeros([6]), [3, 3], [3, 1]), "asStrided: shape=[3, 3], strides=[3, 1], offset=0", "a storage of 6 elements"), // prettier-ignore
  shape("einsum extents", () => einsum("ij,jk->ik", zeros([2, 3]), zeros([4, 2])), 'einsum: equation="ij,jk->ik"', '"j" the extents 3 and 4', "must be equal or 1"), // prettier-ignore
  shape("einsum term of another rank", () => einsum("ijk->i", zeros([2, 3])), "operand 0 [2, 3]", '"ijk" names 3'),
  parameter("einsum operands", () => einsum("ij,jk->ik", zeros([2, 3])), "2 term(s) for 1 operand(s)", "Write one term per operand"), // prettier-ignore
  parameter("einsum letters", () => einsum("i#->i", zeros([2, 3])), 'the term "i#"', "Use letters a–z"),
  parameter("einsum output", () => einsum("ij->k", zeros([2, 3])), '"k" must appear there once'),
  shape("tensordot", () => tensordot(zeros([2, 3]), zeros([4, 2]), 1), "tensordot: a [2, 3] and b [4, 2]", "a.shape[1]=3 must equal b.shape[0]=4"), // prettier-ignore
  shape("fold", () => fold(zeros([1, 5, 4]), [4, 4], 2), "[1, 5, 4]", "outputSize=[4, 4]", "a multiple of 4 rows"),
  shape("col2im", () => col2im(zeros([1, 4, 5]), [4, 4], 2), "col2im: input [1, 4, 5]", "3·3=9 columns"),
  shape("im2col of a vector", () => im2col(zeros([4]), 2), "im2col: input [4] must be [N, C, H, W]"),
  parameter("interpolate without a size", () => interpolate(zeros([1, 1, 4])), "give either size or scaleFactor"),
  parameter("interpolate to two axes", () => interpolate(zeros([1, 1, 4]), { size: [2, 2] }), "size=[2, 2]", "each of the 1 spatial axes of [1, 1, 4]"), // prettier-ignore
  shape("interpolate of the wrong rank", () => interpolate(zeros([1, 1, 4]), { size: 2, mode: "bilinear" }), 'mode="bilinear"', "2 spatial axes"), // prettier-ignore
  parameter("interpolate mode", () => interpolate(zeros([1, 1, 4]), { size: 2, mode: wrong("cubic") }), 'mode="cubic" must be one of', "bicubic"), // prettier-ignore
  parameter("pad by half a pair", () => pad(zeros([4]), [1]), "pad: padding=[1]", "(before, after) pairs"),
  parameter("pad beyond the reflection", () => pad(zeros([1, 1, 4]), [4, 0], { mode: "reflect" }), 'pad: (4, 0) with mode="reflect"', "must lie in 0…3"), // prettier-ignore
  parameter("pad that cuts everything", () => pad(zeros([4]), [-3, -3]), "pad: (-3, -3) cuts more than the 4 elements"),
  parameter("pad by a number", () => pad(zeros([4]), wrong(2)), "pad: padding is 2", "must be an array"),
  shape("overlapAdd of a vector", () => overlapAdd(zeros([3]), { hopLength: 1 }), "overlapAdd: shape=[3] must be [..., n, frames]"), // prettier-ignore
  shape("meshgrid of a matrix", () => meshgrid([zeros([2, 2])]), "meshgrid: vectors[0] [2, 2]"),
  shape("tril of a vector", () => tril(zeros([3])), "tril: shape=[3] must have at least 2 dimensions"),
  shape("diag of three dimensions", () => diag(zeros([3, 3, 3])), "diag: shape=[3, 3, 3]", "Use diagonal()"),
  parameter("diagonal of one dimension", () => diagonal(zeros([3, 3]), 0, 1, 1), "diagonal: ", "1"),
  shape(
    "viewAsComplex of a vector",
    () => viewAsComplex(zeros([3])),
    "viewAsComplex: shape=[3]",
    "a last dimension of 2",
  ),
  shape("cdist of different features", () => cdist(zeros([3, 2]), zeros([3, 3])), "cdist: a [3, 2] and b [3, 3]"),
  shape("cov of three dimensions", () => cov(zeros([3, 2, 2])), "cov: x [3, 2, 2] must have at most 2 dimensions"),
  shape("trapezoid with other places", () => trapezoid(zeros([3]), { x: zeros([2]) }), "trapezoid: x [2]", "y [3]"),
  parameter("an op of a string", () => atleast1d(wrong("a")), 'atleast1d: x is "a"', "must be a Tensor", "tensor(…)"),
];
