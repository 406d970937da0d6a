// Indexing, shapes, order, resampling, convolution, pooling and products, by PyTorch's names and parameters.
import * as core from "@sonograd/core";
import { slice, type Index, type Tensor } from "@sonograd/core";
import { outputs, unsupported, type AdapterTable } from "../adapter.js";
import { either, listed, num, optionsOf, pair, tuple, type Call, type Params } from "./op-call.js";

type Arrays = Readonly<Record<string, Tensor>>;
type Size = number | number[];

/** A bound, an integer, None, "...", {slice}, a list, or the name of an array. */
function indexOf(entry: unknown, x: Arrays): Index {
  if (entry === null || entry === "..." || typeof entry === "number" || Array.isArray(entry)) return entry as Index;
  if (typeof entry === "string") return x[entry] ?? unsupported(`index ${entry}`);
  const { slice: range } = entry as { slice?: (number | null)[] };
  if (!range) return unsupported(`index ${JSON.stringify(entry)}`);
  return slice(range[0] ?? undefined, range[1] ?? undefined, range[2] ?? 1);
}

const indices = (p: Params, x: Arrays): Index[] => {
  const given = either<unknown[]>(p, "index", "indices") ?? Object.keys(x).filter((name) => /^(index|indices|mask|i)\d*$/.test(name)); // prettier-ignore
  return given.map((entry) => indexOf(entry, x));
};

const shapeOf = (p: Params): number[] => either<number[]>(p, "shape", "size", "sizes", "sizes_or_shape") ?? unsupported("no shape"); // prettier-ignore
const dimOf = (p: Params, otherwise: number): number => either<number>(p, "dim", "axis") ?? otherwise;
const sourceOf = (p: Params, x: Arrays): Tensor | number => x["src"] ?? x["source"] ?? x["b"] ?? num(p, "value");
const sections = (p: Params): Size => either<Size>(p, "sections", "indices", "indices_or_sections", "tensor_indices_or_sections") ?? unsupported("no sections"); // prettier-ignore
const indexIn = (x: Arrays): Tensor => x["index"] ?? x["indices"] ?? x["b"];

const views: Readonly<Record<string, Call>> = {
  permute: (p, { a }) => core.permute(a, p["dims"] as number[]),
  transpose: (p, { a }) => core.transpose(a, num(p, "dim0"), num(p, "dim1")),
  swapaxes: (p, { a }) => core.swapaxes(a, num(p, "axis0"), num(p, "axis1")),
  swapdims: (p, { a }) => core.swapdims(a, num(p, "dim0"), num(p, "dim1")),
  movedim: (p, { a }) => core.movedim(a, p["source"] as Size, p["destination"] as Size),
  moveaxis: (p, { a }) => core.moveaxis(a, p["source"] as Size, p["destination"] as Size),
  t: (_, { a }) => core.t(a),
  adjoint: (_, { a }) => core.adjoint(a),
  reshape: (p, { a }) => core.reshape(a, shapeOf(p)),
  view: (p, { a }) => core.view(a, shapeOf(p)),
  expand: (p, { a }) => core.expand(a, shapeOf(p)),
  broadcast_to: (p, { a }) => core.broadcastTo(a, shapeOf(p)),
  broadcast_tensors: (_, x) => tuple(core.broadcastTensors(...listed(x))),
  squeeze: (p, { a }) => core.squeeze(a, either<Size>(p, "dim")),
  unsqueeze: (p, { a }) => core.unsqueeze(a, num(p, "dim")),
  flatten: (p, { a }) => core.flatten(a, num(p, "start_dim", 0), num(p, "end_dim", -1)),
  unflatten: (p, { a }) => core.unflatten(a, num(p, "dim"), either<number[]>(p, "sizes", "unflattened_size")!),
  ravel: (_, { a }) => core.ravel(a),
  narrow: (p, { a }) => core.narrow(a, num(p, "dim"), num(p, "start"), num(p, "length")),
  select: (p, { a }) => core.select(a, num(p, "dim"), num(p, "index")),
  slice: (p, x) => core.get(x["a"], ...indices(p, x)),
  index: (p, x) => core.get(x["a"], ...indices(p, x)),
  unfold: (p, { a }) => core.unfold(a, num(p, "dimension"), num(p, "size"), num(p, "step")),
  as_strided: (p, { a }) => core.asStrided(a, p["size"] as number[], p["stride"] as number[], num(p, "storage_offset", 0)), // prettier-ignore
  diagonal: (p, { a }) => core.diagonal(a, num(p, "offset", 0), num(p, "dim1", 0), num(p, "dim2", 1)),
  unbind: (p, { a }) => tuple(core.unbind(a, num(p, "dim", 0))),
  split: (p, { a }) => tuple(core.split(a, either<Size>(p, "sizes", "split_size_or_sections", "split_size")!, num(p, "dim", 0))), // prettier-ignore
  chunk: (p, { a }) => tuple(core.chunk(a, num(p, "chunks"), num(p, "dim", 0))),
  tensor_split: (p, { a }) => tuple(core.tensorSplit(a, sections(p), num(p, "dim", 0))),
  hsplit: (p, { a }) => tuple(core.hsplit(a, sections(p))),
  vsplit: (p, { a }) => tuple(core.vsplit(a, sections(p))),
  dsplit: (p, { a }) => tuple(core.dsplit(a, sections(p))),
  atleast_1d: (_, { a }) => core.atleast1d(a),
  atleast_2d: (_, { a }) => core.atleast2d(a),
  atleast_3d: (_, { a }) => core.atleast3d(a),
};

const joined: Readonly<Record<string, Call>> = {
  ...Object.fromEntries(["cat", "concat", "concatenate"].map((n): [string, Call] => [n, (p, x) => core.cat(listed(x), dimOf(p, 0))])), // prettier-ignore
  stack: (p, x) => core.stack(listed(x), num(p, "dim", 0)),
  hstack: (_, x) => core.hstack(listed(x)),
  vstack: (_, x) => core.vstack(listed(x)),
  row_stack: (_, x) => core.rowStack(listed(x)),
  dstack: (_, x) => core.dstack(listed(x)),
  column_stack: (_, x) => core.columnStack(listed(x)),
  block_diag: (_, x) => core.blockDiag(...listed(x)),
  cartesian_prod: (_, x) => core.cartesianProd(...listed(x)),
  combinations: (p, { a }) => core.combinations(a, num(p, "r", 2), { withReplacement: p["with_replacement"] === true }),
  meshgrid: (p, x) => tuple(core.meshgrid(listed(x), { indexing: either<"xy">(p, "indexing") ?? "ij" })),
  repeat: (p, { a }) => core.repeat(a, either<number[]>(p, "repeats", "sizes")!),
  tile: (p, { a }) => core.tile(a, either<number[]>(p, "dims", "reps")!),
  repeat_interleave: (p, { a, repeats }) => core.repeatInterleave(a, repeats ?? (p["repeats"] as Size), either<number>(p, "dim")), // prettier-ignore
  roll: (p, { a }) => core.roll(a, p["shifts"] as Size, either<Size>(p, "dims")),
  flip: (p, { a }) => core.flip(a, p["dims"] as Size),
  fliplr: (_, { a }) => core.fliplr(a),
  flipud: (_, { a }) => core.flipud(a),
  rot90: (p, { a }) => core.rot90(a, num(p, "k", 1), either<[number, number]>(p, "dims") ?? [0, 1]),
  tril: (p, { a }) => core.tril(a, num(p, "diagonal", 0)),
  triu: (p, { a }) => core.triu(a, num(p, "diagonal", 0)),
  tril_indices: (p) => core.trilIndices(num(p, "row"), num(p, "col"), { offset: num(p, "offset", 0) }),
  triu_indices: (p) => core.triuIndices(num(p, "row"), num(p, "col"), { offset: num(p, "offset", 0) }),
  diag: (p, { a }) => core.diag(a, num(p, "diagonal", 0)),
  diagflat: (p, { a }) => core.diagflat(a, num(p, "offset", 0)),
  diag_embed: (p, { a }) => core.diagEmbed(a, num(p, "offset", 0), num(p, "dim1", -2), num(p, "dim2", -1)),
  "nn.functional.pad": (p, { a }) => core.pad(a, p["pad"] as number[], { mode: either<core.PadMode>(p, "mode") ?? "constant", value: num(p, "value", 0) }), // prettier-ignore
};

const indexed: Readonly<Record<string, Call>> = {
  gather: (p, x) => core.gather(x["a"], dimOf(p, 0), indexIn(x)),
  take: (_, x) => core.take(x["a"], indexIn(x)),
  take_along_dim: (p, x) => core.takeAlongDim(x["a"], indexIn(x), either<number>(p, "dim")),
  index_select: (p, x) => core.indexSelect(x["a"], dimOf(p, 0), indexIn(x)),
  scatter: (p, x) =>
    core.scatter(x["a"], dimOf(p, 0), indexIn(x), sourceOf(p, x), optionsOf(p, "dim", "value", "axis")),
  scatter_add: (p, x) => core.scatterAdd(x["a"], dimOf(p, 0), indexIn(x), sourceOf(p, x) as Tensor),
  scatter_reduce: (p, x) => core.scatterReduce(x["a"], dimOf(p, 0), indexIn(x), sourceOf(p, x) as Tensor, p["reduce"] as core.ScatterReduction, { includeSelf: p["include_self"] !== false }), // prettier-ignore
  index_add: (p, x) => core.indexAdd(x["a"], dimOf(p, 0), indexIn(x), sourceOf(p, x) as Tensor, { alpha: num(p, "alpha", 1) }), // prettier-ignore
  index_copy: (p, x) => core.indexCopy(x["a"], dimOf(p, 0), indexIn(x), sourceOf(p, x) as Tensor),
  index_fill: (p, x) => core.indexFill(x["a"], dimOf(p, 0), indexIn(x), x["value"] ?? num(p, "value")),
  index_reduce: (p, x) => core.indexReduce(x["a"], dimOf(p, 0), indexIn(x), sourceOf(p, x) as Tensor, p["reduce"] as core.ScatterReduction, { includeSelf: p["include_self"] !== false }), // prettier-ignore
  index_put: (p, x) => core.indexPut(x["a"], indices(p, x), x["values"] ?? sourceOf(p, x), { accumulate: p["accumulate"] === true }), // prettier-ignore
  masked_fill: (p, { a, mask, value }) => core.maskedFill(a, mask, value ?? num(p, "value")),
  masked_scatter: (p, x) => core.maskedScatter(x["a"], x["mask"], sourceOf(p, x) as Tensor),
  select_scatter: (p, x) => core.selectScatter(x["a"], sourceOf(p, x) as Tensor, num(p, "dim"), num(p, "index")),
  slice_scatter: (p, x) => core.sliceScatter(x["a"], sourceOf(p, x) as Tensor, optionsOf(p)),
  diagonal_scatter: (p, x) => core.diagonalScatter(x["a"], sourceOf(p, x) as Tensor, num(p, "offset", 0), num(p, "dim1", 0), num(p, "dim2", 1)), // prettier-ignore
  "nn.functional.one_hot": (p, { a }) => core.oneHot(a, num(p, "num_classes", -1)),
  isin: (p, x) => core.isin(x["a"] ?? x["elements"], x["b"] ?? x["test_elements"], { invert: p["invert"] === true }),
  bucketize: (p, x) => core.bucketize(x["a"], x["b"] ?? x["boundaries"], { right: p["right"] === true }),
  sort: (p, { a }) => ({ ...core.sort(a, { dim: num(p, "dim", -1), descending: p["descending"] === true }) }),
  argsort: (p, { a }) => core.argsort(a, { dim: num(p, "dim", -1), descending: p["descending"] === true }),
  msort: (_, { a }) => core.msort(a),
  topk: (p, { a }) => ({ ...core.topk(a, num(p, "k"), { dim: num(p, "dim", -1), largest: p["largest"] !== false }) }),
};

const factors = (p: Params): core.AddProductOptions => ({ beta: num(p, "beta", 1), alpha: num(p, "alpha", 1) });
/** The tensor that is added to, and the two of the product: a, b, c in the order of torch's arguments. */
const added = (op: typeof core.addmm): Call => (p, x) => op(...(listed(x) as [Tensor, Tensor, Tensor]), factors(p)); // prettier-ignore

const products: Readonly<Record<string, Call>> = {
  einsum: (p, x) => core.einsum(String(p["equation"]), ...listed(x)),
  tensordot: (p, { a, b }) => core.tensordot(a, b, either<number | [number[], number[]]>(p, "dims") ?? 2),
  kron: (_, { a, b }) => core.kron(a, b),
  mm: (_, { a, b }) => core.mm(a, b),
  vdot: (_, { a, b }) => core.vdot(a, b),
  inner: (_, { a, b }) => core.inner(a, b),
  ger: (_, { a, b }) => core.outer(a, b),
  addmm: added(core.addmm),
  addmv: added(core.addmv),
  addr: added(core.addr),
  addbmm: added(core.addbmm),
  baddbmm: added(core.baddbmm),
  chain_matmul: (_, x) => core.chainMatmul(...listed(x)),
  "linalg.multi_dot": (_, x) => core.chainMatmul(...listed(x)),
};

const conv = (op: typeof core.conv1d | typeof core.convTranspose1d): Call => (p, x) => {
  const [input, weight, bias] = [x["input"] ?? x["a"], x["weight"] ?? x["b"], x["bias"] ?? x["c"]];
  return op(input, weight, bias, optionsOf(p));
}; // prettier-ignore
const pool = (op: (x: Tensor, kernelSize: Size, options: object) => Tensor): Call => (p, x) =>
  op(x["a"] ?? x["input"], p["kernel_size"] as Size, optionsOf(p, "kernel_size", "return_indices")); // prettier-ignore
type WithIndices = (x: Tensor, size: never, options?: object) => core.ValuesAndIndices;
const maxPool = (op: typeof core.maxPool1d, both: WithIndices): Call => (p, x) =>
  p["return_indices"] === true ? pair(both(x["a"] ?? x["input"], p["kernel_size"] as never, optionsOf(p, "kernel_size", "return_indices"))) : pool(op)(p, x); // prettier-ignore
const adaptive = (op: typeof core.adaptiveAvgPool1d, both?: WithIndices): Call => (p, x) =>
  both && p["return_indices"] === true ? pair(both(x["a"] ?? x["input"], p["output_size"] as never)) : op(x["a"] ?? x["input"], p["output_size"] as core.AdaptiveSize); // prettier-ignore
const unpool = (op: typeof core.maxUnpool1d): Call => (p, x) => op(x["a"] ?? x["input"], indexIn(x), p["kernel_size"] as Size, optionsOf(p, "kernel_size")); // prettier-ignore
const lpPool = (op: typeof core.lpPool2d): Call => (p, x) => op(x["a"] ?? x["input"], num(p, "norm_type"), p["kernel_size"] as Size, optionsOf(p, "norm_type", "kernel_size")); // prettier-ignore

const spatial: Readonly<Record<string, Call>> = {
  conv1d: conv(core.conv1d),
  conv2d: conv(core.conv2d),
  conv3d: conv(core.conv3d),
  conv_transpose1d: conv(core.convTranspose1d),
  conv_transpose2d: conv(core.convTranspose2d),
  conv_transpose3d: conv(core.convTranspose3d),
  avg_pool1d: pool(core.avgPool1d),
  avg_pool2d: pool(core.avgPool2d),
  avg_pool3d: pool(core.avgPool3d),
  max_pool1d: maxPool(core.maxPool1d, core.maxPool1dWithIndices as WithIndices),
  max_pool2d: maxPool(core.maxPool2d, core.maxPool2dWithIndices as WithIndices),
  max_pool3d: maxPool(core.maxPool3d, core.maxPool3dWithIndices as WithIndices),
  adaptive_avg_pool1d: adaptive(core.adaptiveAvgPool1d),
  adaptive_avg_pool2d: adaptive(core.adaptiveAvgPool2d),
  adaptive_avg_pool3d: adaptive(core.adaptiveAvgPool3d),
  adaptive_max_pool1d: adaptive(core.adaptiveMaxPool1d, core.adaptiveMaxPool1dWithIndices as WithIndices),
  adaptive_max_pool2d: adaptive(core.adaptiveMaxPool2d, core.adaptiveMaxPool2dWithIndices as WithIndices),
  adaptive_max_pool3d: adaptive(core.adaptiveMaxPool3d, core.adaptiveMaxPool3dWithIndices as WithIndices),
  lp_pool1d: lpPool(core.lpPool1d as typeof core.lpPool2d),
  lp_pool2d: lpPool(core.lpPool2d),
  lp_pool3d: lpPool(core.lpPool3d),
  max_unpool1d: unpool(core.maxUnpool1d),
  max_unpool2d: unpool(core.maxUnpool2d),
  max_unpool3d: unpool(core.maxUnpool3d),
  interpolate: (p, { a }) => p["antialias"] === true ? unsupported("antialias") : core.interpolate(a, optionsOf(p, "antialias")), // prettier-ignore
  upsample: (p, { a }) => core.interpolate(a, optionsOf(p)),
  unfold: (p, { a }) => core.unfold(a, p["kernel_size"] as Size, optionsOf(p, "kernel_size")),
  fold: (p, { a }) => core.fold(a, p["output_size"] as Size, p["kernel_size"] as Size, optionsOf(p, "output_size", "kernel_size")), // prettier-ignore
};

/** Without "torch.". */
export const structureCalls: Readonly<Record<string, Call>> = {
  ...views,
  ...joined,
  ...indexed,
  ...products,
  ...Object.fromEntries(Object.entries(spatial).map(([name, call]) => [`nn.functional.${name}`, call])),
};

/** Ops whose result's shape depends on the values: they wait. */
export const waiting: AdapterTable = {
  "torch.unique_consecutive": async ({ params }, { a }) => {
    const { values, inverse, counts } = await core.uniqueConsecutive(a, optionsOf(params, "return_inverse", "return_counts")); // prettier-ignore
    const extras = [...(params["return_inverse"] === true ? [inverse] : []), ...(params["return_counts"] === true ? [counts] : [])]; // prettier-ignore
    return outputs(tuple([values, ...extras]));
  },
};
