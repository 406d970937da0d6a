// Dimensions folded away, running results and what the order of the elements says: by PyTorch's names and parameters.
import * as core from "@sonograd/core";
import type { ReduceArgs, Tensor, VarianceOptions } from "@sonograd/core";
import { outputs, unsupported, type AdapterTable } from "../adapter.js";
import { either, listed, num, optionsOf, pair, tuple, type Call, type Named, type Params } from "./op-call.js";

type Dims = number | number[];
const dimsOf = (p: Params): Dims | undefined => either<Dims>(p, "dim", "axis");
const isKept = (p: Params): boolean => either<boolean>(p, "keepdim", "keepdims") === true;
const reduceArgs = (p: Params): ReduceArgs => {
  const dim = dimsOf(p);
  return [{ ...(dim !== undefined && { dim }), keepdim: isKept(p) }];
};
const first = (x: Readonly<Record<string, Tensor>>): Tensor => listed(x)[0];

type Folding = "sum" | "mean" | "prod" | "amax" | "amin" | "logsumexp" | "any" | "all" | "nansum" | "nanmean" | "countNonzero"; // prettier-ignore
const folded = (name: Folding): Call => (p, x) => core[name](first(x), ...reduceArgs(p)); // prettier-ignore

const extreme =
  (name: "max" | "min"): Call =>
  (p, x) => {
    if (listed(x).length > 1) return core[name](first(x), listed(x)[1]);
    return dimsOf(p) === undefined ? core[name](first(x)) : pair(core[name](first(x), dimsOf(p) as number, { keepdim: isKept(p) })); // prettier-ignore
  };
const argExtreme = (name: "argmax" | "argmin"): Call => (p, x) =>
  core[name](first(x), dimsOf(p) as number | undefined, { keepdim: isKept(p) }); // prettier-ignore
const middle = (name: "median" | "nanmedian"): Call => (p, x) =>
  dimsOf(p) === undefined ? core[name](first(x)) : pair(core[name](first(x), dimsOf(p) as number, { keepdim: isKept(p) })); // prettier-ignore

function varianceOptions(p: Params): VarianceOptions {
  const dim = dimsOf(p);
  const correction = p["unbiased"] === false ? 0 : num(p, "correction", 1);
  return { ...(dim !== undefined && { dim }), keepdim: isKept(p), correction };
}
const spread = (name: "std" | "variance"): Call => (p, x) => core[name](first(x), varianceOptions(p)); // prettier-ignore
const spreadAndMean = (name: "stdMean" | "varMean"): Call => (p, x) => tuple(core[name](first(x), varianceOptions(p))); // prettier-ignore

const along = (name: "cumsum" | "cumprod" | "logcumsumexp"): Call => (p, x) => core[name](first(x), num(p, "dim")); // prettier-ignore
const runningExtreme = (name: "cummax" | "cummin"): Call => (p, x) => pair(core[name](first(x), num(p, "dim"))); // prettier-ignore

/** Shares as a number, a list, or an array after the first. */
const shares = (p: Params, x: Readonly<Record<string, Tensor>>): number | number[] | Tensor =>
  x["q"] ?? listed(x)[1] ?? either<number | number[]>(p, "q") ?? unsupported("no q");
const quantiles = (name: "quantile" | "nanquantile"): Call => (p, x) =>
  core[name](first(x), shares(p, x), optionsOf(p, "q")); // prettier-ignore

const lineOptions = (p: Params): { dim: number; keepdim: boolean } => ({ dim: num(p, "dim", -1), keepdim: isKept(p) });
const area = (name: "trapezoid" | "cumulativeTrapezoid"): Call => (p, x) =>
  core[name](x["y"] ?? first(x), { ...optionsOf<object>(p), ...((x["x"] ?? listed(x)[1]) && { x: x["x"] ?? listed(x)[1] }) }); // prettier-ignore

const rowNorm: Call = (p, x) => {
  const ord = p["ord"] === null || p["ord"] === undefined ? 2 : num(p, "ord");
  return core.norm(first(x), ord, ...reduceArgs(p));
};

/** By name without "torch.". */
export const reductionCalls: Readonly<Record<string, Call>> = {
  ...Object.fromEntries((["sum", "mean", "prod", "amax", "amin", "logsumexp", "any", "all", "nansum", "nanmean"] as const).map((name) => [name, folded(name)])), // prettier-ignore
  count_nonzero: folded("countNonzero"),
  "special.logsumexp": folded("logsumexp"),
  max: extreme("max"),
  min: extreme("min"),
  aminmax: (p, x): Named => {
    const dim = dimsOf(p) as number | undefined;
    const { min, max } = core.aminmax(first(x), { ...(dim !== undefined && { dim }), keepdim: isKept(p) });
    return { ...tuple([min, max]), min, max };
  },
  argmax: argExtreme("argmax"),
  argmin: argExtreme("argmin"),
  median: middle("median"),
  nanmedian: middle("nanmedian"),
  std: spread("std"),
  var: spread("variance"),
  std_mean: spreadAndMean("stdMean"),
  var_mean: spreadAndMean("varMean"),
  norm: (p, x) => core.norm(first(x), p["p"] === null ? 2 : num(p, "p", 2), ...reduceArgs(p)),
  "linalg.vector_norm": rowNorm,
  dist: (p, x) => core.dist(listed(x)[0], listed(x)[1], num(p, "p", 2)),
  cdist: (p, x) => core.cdist(listed(x)[0], listed(x)[1], { p: num(p, "p", 2) }),
  cumsum: along("cumsum"),
  cumprod: along("cumprod"),
  logcumsumexp: along("logcumsumexp"),
  cummax: runningExtreme("cummax"),
  cummin: runningExtreme("cummin"),
  quantile: quantiles("quantile"),
  nanquantile: quantiles("nanquantile"),
  kthvalue: (p, x) => pair(core.kthvalue(first(x), num(p, "k"), lineOptions(p))),
  mode: (p, x) => pair(core.mode(first(x), lineOptions(p))),
  searchsorted: (p, x) => core.searchsorted(listed(x)[0], listed(x)[1], { right: p["right"] === true || p["side"] === "right" }), // prettier-ignore
  histc: (p, x) => core.histc(first(x), optionsOf(p)),
  diff: (p, { a, prepend, append }) =>
    core.diff(a, { ...optionsOf<object>(p), ...(prepend && { prepend }), ...(append && { append }) }),
  trapezoid: area("trapezoid"),
  trapz: area("trapezoid"),
  cumulative_trapezoid: area("cumulativeTrapezoid"),
  cov: (p, { a, fweights, aweights }) =>
    core.cov(a, { ...optionsOf<object>(p), ...(fweights && { fweights }), ...(aweights && { aweights }) }),
  corrcoef: (_, x) => core.corrcoef(first(x)),
};

/** What waits for the values, by whole name. */
export const waitingCounts: AdapterTable = {
  "torch.bincount": async ({ params }, { a, weights }) =>
    outputs({ output: await core.bincount(a, { minLength: num(params, "minlength", 0), ...(weights && { weights }) }) }), // prettier-ignore
  "torch.nonzero": async (_, { a }) => outputs({ output: await core.nonzero(a) }),
  "torch.masked_select": async (_, { a, mask }) => outputs({ output: await core.maskedSelect(a, mask) }),
  "torch.unique": async ({ params }, { a }) => {
    const { values, inverse, counts } = await core.unique(a);
    const extras = [...(params["return_inverse"] === true ? [inverse] : []), ...(params["return_counts"] === true ? [counts] : [])]; // prettier-ignore
    return outputs(tuple([values, ...extras]));
  },
};
