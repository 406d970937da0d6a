// Dimensions and positions: out of range, named twice, of the wrong kind.
import {
  argmax, cross, cumsum, einsum, flatten, flip, gather, get, indexAdd, indexPut, indexSelect, maskedFill, maskedScatter, max, mean, movedim, narrow,
  norm, oneHot, ones, roll, rot90, scatter, scatterAdd, scatterReduce, searchsorted, select, set, slice, softmax, softmaxCrossEntropy, sort, squeeze,
  std, sum, take, takeAlongDim, tensor, topk, transpose, unbind, unfold, unsqueeze, variance, zeros,
} from "../../src/index.js"; // prettier-ignore
import { dtype, filledWith, ints, parameter, shape, wrong, type WrongCall } from "./row.js";

export const wrongDims: readonly WrongCall[] = [
  parameter("sum over a dimension that is not there", () => sum(zeros([2]), 1), "sum: dim=1 is out of range for 1 dimension(s)", "Use -1…0"), // prettier-ignore
  parameter("sum over half a dimension", () => sum(zeros([2]), 0.5), "sum: dim=0.5 is out of range"),
  parameter("sum over a text", () => sum(zeros([2]), wrong("0")), 'sum: dim="0" is out of range', "Use -1…0"),
  parameter("sum over a dimension named twice", () => sum(zeros([2, 3]), [0, -2]), "sum: dim=[0, -2] names a dimension twice"), // prettier-ignore
  parameter("mean over NaN", () => mean(zeros([2, 3]), Number.NaN), "dim=NaN is out of range for 2 dimension(s)"),
  parameter("variance", () => variance(zeros([2, 3]), 5), "dim=5 is out of range", "Use -2…1"),
  parameter("std", () => std(zeros([2, 3]), -3), "dim=-3 is out of range", "Use -2…1"),
  parameter("cumsum", () => cumsum(zeros([2, 3]), 2), "cumsum: dim=2 is out of range"),
  parameter("cumsum without a dimension", () => cumsum(zeros([2]), wrong(undefined)), "cumsum: dim is missing", "Use -1…0"), // prettier-ignore
  parameter("softmax", () => softmax(zeros([2]), 1), "dim=1 is out of range", "Use -1…0"),
  parameter("sort", () => sort(zeros([2]), { dim: 2 }), "sort: dim=2 is out of range"),
  parameter("transpose", () => transpose(zeros([2, 3]), 0, 2), "transpose: dim=2 is out of range", "Use -2…1"),
  parameter("unsqueeze", () => unsqueeze(zeros([2]), 3), "unsqueeze: dim=3 is out of range", "Use -2…1"),
  parameter("squeeze", () => squeeze(zeros([2]), 2), "squeeze: dim=2 is out of range"),
  parameter("flatten backwards", () => flatten(zeros([2, 3]), 1, 0), "flatten: startDim=1 lies after endDim=0"),
  parameter("flip twice", () => flip(zeros([2, 3]), [0, 0]), "flip: dim=[0, 0] names a dimension twice"),
  parameter("roll of two by one", () => roll(zeros([4]), [1, 2], [0]), "roll: shift=[1, 2]", "dim=[0]"),
  parameter("rot90 of a vector", () => rot90(zeros([4])), "rot90: dim=1 is out of range"),
  parameter("movedim to one place less", () => movedim(zeros([2, 3]), [0, 1], [0]), "movedim: source=[0, 1] and destination=[0]", "each once"), // prettier-ignore
  parameter("unfold beyond the extent", () => zeros([6]).unfold(0, 7, 1), "unfold: size=7, step=1", "size ≤ 6"),
  shape("unfold of a vector into patches", () => unfold(zeros([6]), 2), "[6]", "[N, C, H, W]"),
  parameter("the extent of a dimension that is not there", () => zeros([2]).size(3), "size: dim=3 is out of range"),
  parameter("the extent of nothing", () => zeros([]).size(0), "size: dim=0 of a tensor without dimensions", "numel"),
  shape("the slices of a number", () => unbind(zeros([])), "unbind: a tensor without dimensions", "item()"),
  shape("the cross product of pairs", () => cross(zeros([2]), zeros([2])), "cross: a [2] and b [2]", "extent 3"),
  parameter("an equation that is a tensor", () => einsum(wrong(zeros([2])), zeros([2])), "einsum: equation is a Tensor", 'such as "ij,jk->ik"'), // prettier-ignore
];

export const wrongIndices: readonly WrongCall[] = [
  parameter("a position behind the end", () => get(zeros([3]), 3), "get: index 3 is out of range for dimension 0 of [3]", "Use -3…2"), // prettier-ignore
  parameter(
    "a position in an empty dimension",
    () => get(zeros([0]), 0),
    "get: index 0 is out of range",
    "It is empty",
  ),
  parameter("half a position", () => get(zeros([3]), 0.5), "index 0.5 is out of range"),
  parameter("a position that is NaN", () => get(zeros([3]), Number.NaN), "index NaN is out of range", "Use -3…2"),
  parameter("a position that is a text", () => get(zeros([3]), wrong("0")), 'get: index is "0"', "must be an integer, slice(…)"), // prettier-ignore
  parameter("a position that is missing", () => get(zeros([3]), wrong(undefined)), "get: index is missing", "Use slice() for all"), // prettier-ignore
  shape("more positions than dimensions", () => get(zeros([3]), 0, 0), "get: 2 indices", "[3]", "at most 1 indices"),
  dtype("floating positions", () => get(zeros([3]), tensor([0.5])), 'get: index dtype="float32" must be int32', '.to("int32")'), // prettier-ignore
  parameter("a tensor of positions behind the end", () => get(zeros([3]), ints(3)), "get: index 3 is out of range"),
  parameter("a list of halves", () => get(zeros([3]), [0, 0.5]), "get: index [0, 0.5] must hold integers"),
  shape("a mask of another length", () => get(zeros([3]), tensor([true, false])), "get: mask [2] does not fit [3]"),
  parameter("a slice that stands still", () => slice(0, 3, 0), "slice: step=0 must be an integer ≥ 1", "flip()"),
  parameter("a slice backwards", () => slice(3, 0, -1), "slice: step=-1", "Reverse with flip()"),
  parameter("a slice from a half", () => slice(0.5, 3), "slice: start=0.5 must be an integer"),
  parameter("narrow beyond the end", () => narrow(zeros([6]), 0, 4, 3), "narrow: start=4, length=3 leaves dimension 0 of [6]"), // prettier-ignore
  parameter("select", () => select(zeros([6]), 0, 6), "select: index=6 is out of range for dimension 0 of [6]"),
  shape("writing three values in two places", () => set(zeros([3]), [slice(0, 2)], zeros([3])), "set: value [3] does not broadcast to the selected [2]"), // prettier-ignore
  parameter("writing at a place that is no list", () => set(zeros([3]), wrong(0), 1), "set: indices is 0", "must be an array"), // prettier-ignore
  shape("indexPut of values that do not fit", () => indexPut(zeros([3]), [ints(0, 1)], zeros([3])), "indexPut: value [3]", "[2]"), // prettier-ignore
  dtype("gather by floats", () => gather(zeros([3]), 0, zeros([2])), 'gather: index dtype="float32" must be int32', 'index.to("int32")'), // prettier-ignore
  parameter(
    "gather behind the end",
    () => gather(zeros([3]), 0, ints(3)),
    "gather: index 3 is out of range",
    "Use 0…2",
  ),
  parameter("gather counted from the end", () => gather(zeros([3]), 0, ints(-1)), "gather: index -1 is out of range", "Use 0…2"), // prettier-ignore
  shape("gather of another rank", () => gather(zeros([3]), 0, ints(1).reshape([1, 1])), "gather: index [1, 1]", "[3]"),
  parameter("gather without an index", () => gather(zeros([3]), 0, wrong(undefined)), "gather: index is missing", "tensor(…)"), // prettier-ignore
  shape("scatterAdd of too little", () => scatterAdd(zeros([3]), 0, ints(1, 2), ones([1])), "scatterAdd: index [2] must fit in source [1]"), // prettier-ignore
  parameter("scatter behind the end", () => scatter(zeros([3]), 0, ints(7), 1), "scatter: index 7 is out of range", "Use 0…2"), // prettier-ignore
  parameter("scatterReduce by another rule", () => scatterReduce(zeros([3]), 0, ints(1), ones([1]), wrong("max")), 'scatterReduce: reduce="max" must be one of', "amax"), // prettier-ignore
  parameter(
    "indexSelect behind the end",
    () => indexSelect(zeros([3]), 0, ints(3)),
    "indexSelect: index 3 is out of range",
  ),
  shape("indexSelect by a matrix", () => indexSelect(zeros([3]), 0, ints(0).reshape([1, 1])), "indexSelect: index [1, 1] must be one-dimensional"), // prettier-ignore
  shape("indexAdd of another length", () => indexAdd(zeros([3]), 0, ints(0, 1), ones([3])), "indexAdd: index [2]", "source [3] must be [2]"), // prettier-ignore
  parameter("take behind the end", () => take(zeros([3]), ints(3)), "take: index 3 is out of range", "Use -3…2"),
  shape("takeAlongDim of another rank", () => takeAlongDim(zeros([2, 3]), ints(0), 0), "takeAlongDim: index [1]", "[2, 3]"), // prettier-ignore
  dtype("maskedFill by numbers", () => maskedFill(zeros([3]), zeros([3]), 1), 'maskedFill: mask dtype="float32" must be bool'), // prettier-ignore
  shape(
    "maskedFill by a mask of another length",
    () => maskedFill(zeros([3]), filledWith("bool", 2), 1),
    "[2] and [3]",
  ),
  parameter("maskedScatter of too little", () => maskedScatter(zeros([3]), ones([3], { dtype: "bool" }), ones([2])), "source [2] has 2 elements for 3 places"), // prettier-ignore
  parameter("a class below 0", () => oneHot(ints(0, -1)), "oneHot: class -1 must lie in 0…0"),
  parameter("a class beyond the last", () => oneHot(ints(0, 3), 3), "oneHot: class 3 must lie in 0…2", "larger numClasses"), // prettier-ignore
  parameter("half a class", () => oneHot(ints(0, 1), 2.5), "oneHot: numClasses=2.5 must be an integer ≥ 1"),
  parameter("a target beyond the classes", () => softmaxCrossEntropy(zeros([2, 3]), ints(0, 3)), "target[1]=3 must be a class 0…2", "Check the labels"), // prettier-ignore
  shape("targets for another batch", () => softmaxCrossEntropy(zeros([2, 3]), ints(0)), "logits [2, 3] and target [1]"),
  parameter("more than there are", () => topk(zeros([3]), 4), "topk: k=4 must be an integer in 0…3", "[3]"),
  parameter("half an element", () => topk(zeros([3]), 1.5), "topk: k=1.5 must be an integer in 0…3"),
  shape("searchsorted in other rows", () => searchsorted(zeros([2, 3]), zeros([3, 1])), "searchsorted: sorted [2, 3]", "values [3, 1]"), // prettier-ignore
];

export const wrongReductions: readonly WrongCall[] = [
  shape("the largest of nothing", () => max(zeros([0])), "amax: shape=[0] is empty", "there is no amax"),
  shape("the largest of empty rows", () => max(zeros([2, 0]), 1), "shape=[2, 0] is empty along a reduced dimension"),
  shape("the place of the largest of nothing", () => argmax(zeros([0])), "argmax: shape=[0] is empty"),
  parameter(
    "a norm of NaN",
    () => norm(zeros([2]), Number.NaN),
    "norm: p=NaN must be a number",
    "Use 1, 2 or Infinity",
  ),
  shape("one number of two", () => zeros([2]).itemSync(), "item: shape=[2] float32 is not one real number", "array()"),
  shape("one number of two, later", () => zeros([2]).item(), "item: shape=[2] float32 is not one real number", "Index it"), // prettier-ignore
  shape("one number of none", () => zeros([0]).itemSync(), "item: shape=[0]", "array()"),
];
