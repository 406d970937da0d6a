// Tensor operations, forward and gradient: inputs named grad_… are the gradients of the outputs.
import * as core from "@sonograd/core";
import {
  grad,
  isFloatingPoint,
  slice,
  Tensor,
  type Index,
  type ReduceArgs,
  type ValuesAndIndices,
} from "@sonograd/core";
import { outputs, unsupported, type Adapter, type AdapterTable, type GoldenValue } from "../adapter.js";

type Params = Readonly<Record<string, unknown>>;
/** Several results of one op by their names in the manifest. */
type Named = Readonly<Record<string, Tensor>>;
type Call = (p: Params, x: Readonly<Record<string, Tensor>>) => Tensor | Named;

const isNamed = (y: Tensor | Named): y is Named => !(y instanceof Tensor);

/** Runs the op and, where the case has gradients of the outputs, walks back to every floating input. */
function withGradients(call: Call): Adapter {
  return ({ params }, inputs) => {
    const arrays = Object.entries(inputs).filter(([name]) => !name.startsWith("grad_"));
    for (const [, x] of arrays) x.requiresGrad = isFloatingPoint(x.dtype);
    const result = call(params, inputs);
    const named: Named = isNamed(result) ? result : { output: result };
    const all: Record<string, GoldenValue> = { ...named };
    const seeded = Object.keys(named).filter((name) => inputs[`grad_${name}`] && named[name].requiresGrad);
    const wanted = arrays.filter(([, x]) => x.requiresGrad);
    const grads = seeded.length === 0 ? [] : grad(seeded.map((n) => named[n]), wanted.map(([, x]) => x), { gradOutputs: seeded.map((n) => inputs[`grad_${n}`]) }); // prettier-ignore
    wanted.forEach(([name], i) => {
      const g = grads[i];
      if (g) all[`grad_${name}`] = g;
    });
    return outputs(all);
  };
}

const num = (p: Params, key: string, otherwise?: number): number => {
  const given = p[key] ?? otherwise;
  // torch.norm's names: infinity as the manifests write it, and Frobenius for 2.
  const value = given === "inf" ? Infinity : given === "-inf" ? -Infinity : given === "fro" ? 2 : given;
  return typeof value === "number" ? value : unsupported(`${key}=${JSON.stringify(value)}`);
};
const reduceArgs = (p: Params): ReduceArgs =>
  p["dim"] === undefined || p["dim"] === null || (Array.isArray(p["dim"]) && p["dim"].length === 0)
    ? [{ keepdim: p["keepdim"] === true }]
    : [{ dim: p["dim"] as number | number[], keepdim: p["keepdim"] === true }];

const unary = (name: "exp" | "sin" | "cos" | "tanh" | "erf" | "abs" | "neg" | "sign" | "floor" | "tan" | "round" | "log" | "sqrt" | "rsqrt" | "log1p" | "reciprocal" | "ceil" | "trunc" | "expm1" | "log2" | "log10" | "asin" | "acos" | "atan" | "sinh" | "cosh" | "asinh" | "acosh" | "atanh" | "sigmoid" | "relu" | "square"): Call => (_, { a }) => core[name](a); // prettier-ignore
const binary = (name: "mul" | "div" | "maximum" | "minimum" | "atan2" | "eq" | "ne" | "lt" | "le" | "gt" | "ge" | "matmul" | "bmm" | "outer" | "mv" | "dot"): Call => (_, { a, b }) => core[name](a, b); // prettier-ignore
const reduce = (name: "sum" | "mean" | "amax" | "amin" | "logsumexp" | "prod" | "any" | "all"): Call => (p, { a }) => core[name](a, ...reduceArgs(p)); // prettier-ignore

/** -1 asks for as many classes as the largest one needs. */
const classesOf = (a: Tensor, classes: number): number => (classes === -1 ? a.amax().itemSync() + 1 : classes);
const quotient = (y: Tensor, rounding: unknown): Tensor =>
  rounding === "floor" ? y.floor() : rounding === "trunc" ? y.trunc() : y;
const scaled = (b: Tensor, p: Params): Tensor => (p["alpha"] === undefined ? b : b.mul(num(p, "alpha")));
const pair = ({ values, indices }: ValuesAndIndices): Named => ({ out0: values, out1: indices });

const extreme = (name: "max" | "min"): Call => (p, { a }) =>
  p["dim"] === undefined || p["dim"] === null ? core[name](a) : pair(core[name](a, num(p, "dim"), { keepdim: p["keepdim"] === true })); // prettier-ignore
const argExtreme = (name: "argmax" | "argmin"): Call => (p, { a }) =>
  core[name](a, p["dim"] === undefined || p["dim"] === null ? undefined : num(p, "dim"), { keepdim: p["keepdim"] === true }); // prettier-ignore
const spread = (name: "std" | "variance"): Call => (p, { a }) =>
  core[name](a, { ...(p["dim"] !== undefined && p["dim"] !== null && { dim: p["dim"] as number }), keepdim: p["keepdim"] === true, correction: p["unbiased"] === false ? 0 : num(p, "correction", 1) }); // prettier-ignore

const listed = (x: Readonly<Record<string, Tensor>>): Tensor[] =>
  Object.entries(x).filter(([name]) => !name.startsWith("grad_")).map(([, t]) => t); // prettier-ignore

function indexOf(entry: unknown): Index {
  if (entry === null || entry === "..." || typeof entry === "number") return entry;
  const { slice: range } = entry as { slice?: (number | null)[] };
  if (!range) return unsupported(`index ${JSON.stringify(entry)}`);
  return slice(range[0] ?? undefined, range[1] ?? undefined, range[2] ?? 1);
}

const calls: Readonly<Record<string, Call>> = {
  ...Object.fromEntries((["exp", "sin", "cos", "tanh", "erf", "abs", "neg", "sign", "floor", "tan", "round", "log", "sqrt", "rsqrt", "log1p", "reciprocal", "ceil", "trunc", "expm1", "log2", "log10", "asin", "acos", "atan", "sinh", "cosh", "asinh", "acosh", "atanh", "sigmoid", "relu", "square"] as const).map((n) => [`torch.${n}`, unary(n)])), // prettier-ignore
  ...Object.fromEntries((["mul", "div", "maximum", "minimum", "atan2", "eq", "ne", "lt", "le", "gt", "ge", "matmul", "bmm", "outer", "mv", "dot"] as const).map((n) => [`torch.${n}`, binary(n)])), // prettier-ignore
  ...Object.fromEntries((["sum", "mean", "amax", "amin", "logsumexp", "prod", "any", "all"] as const).map((n) => [`torch.${n}`, reduce(n)])), // prettier-ignore
  "torch.add": (p, { a, b }) => core.add(a, scaled(b, p)),
  "torch.sub": (p, { a, b }) => core.sub(a, scaled(b, p)),
  "torch.pow": (p, { a, b }) => core.pow(a, b ?? num(p, "exponent")),
  "torch.div": (p, { a, b }) => quotient(core.div(a, b), p["rounding_mode"]),
  "torch.round": (p, { a }) => {
    const scale = 10 ** num(p, "decimals", 0);
    return scale === 1 ? core.round(a) : core.round(a.mul(scale)).div(scale);
  },
  "torch.remainder": (p, { a, b }) => core.remainder(a, b ?? num(p, "divisor")),
  "torch.max": extreme("max"),
  "torch.min": extreme("min"),
  "torch.argmax": argExtreme("argmax"),
  "torch.argmin": argExtreme("argmin"),
  "torch.std": spread("std"),
  "torch.var": spread("variance"),
  "torch.norm": (p, { a }) => core.norm(a, num(p, "p", 2), ...reduceArgs(p)),
  "torch.cumsum": (p, { a }) => core.cumsum(a, num(p, "dim")),
  "torch.cumprod": (p, { a }) => core.cumprod(a, num(p, "dim")),
  "torch.sort": (p, { a }) => ({ ...core.sort(a, { dim: num(p, "dim", -1), descending: p["descending"] === true }) }),
  "torch.argsort": (p, { a }) => core.argsort(a, { dim: num(p, "dim", -1), descending: p["descending"] === true }),
  "torch.topk": (p, { a }) => ({
    ...core.topk(a, num(p, "k"), { dim: num(p, "dim", -1), largest: p["largest"] !== false }),
  }),
  "torch.gather": (p, { a, index }) => core.gather(a, num(p, "dim"), index),
  "torch.scatter_add": (p, { a, index, src }) => core.scatterAdd(a, num(p, "dim"), index, src),
  "torch.index_select": (p, { a, index }) => core.indexSelect(a, num(p, "dim"), index),
  "torch.where": (_, { cond, a, b }) => core.where(cond, a, b),
  "torch.masked_fill": (p, { a, mask }) => core.maskedFill(a, mask, num(p, "value")),
  "torch.clamp": (p, { a }) => core.clamp(a, { ...(typeof p["min"] === "number" && { min: p["min"] }), ...(typeof p["max"] === "number" && { max: p["max"] }) }), // prettier-ignore
  "torch.cat": (p, x) => core.cat(listed(x), num(p, "dim", 0)),
  "torch.stack": (p, x) => core.stack(listed(x), num(p, "dim", 0)),
  "torch.nn.functional.pad": (p, { a }) => core.pad(a, p["pad"] as number[], { mode: (p["mode"] ?? "constant") as core.PadMode, value: num(p, "value", 0) }), // prettier-ignore
  "torch.roll": (p, { a }) =>
    core.roll(a, p["shifts"] as number | number[], p["dims"] as number | number[] | undefined),
  "torch.flip": (p, { a }) => core.flip(a, p["dims"] as number[]),
  "torch.tril": (p, { a }) => core.tril(a, num(p, "diagonal", 0)),
  "torch.triu": (p, { a }) => core.triu(a, num(p, "diagonal", 0)),
  "torch.permute": (p, { a }) => core.permute(a, p["dims"] as number[]),
  "torch.reshape": (p, { a }) => core.reshape(a, p["shape"] as number[]),
  "torch.expand": (p, { a }) => core.expand(a, p["shape"] as number[]),
  "torch.slice": (p, { a }) => core.get(a, ...(p["index"] as unknown[]).map(indexOf)),
  "torch.split": (p, { a }) => Object.fromEntries(core.split(a, (p["sizes"] ?? p["split_size_or_sections"]) as number | number[], num(p, "dim", 0)).map((t, i) => [`out${i}`, t])), // prettier-ignore
  "torch.chunk": (p, { a }) => Object.fromEntries(core.chunk(a, num(p, "chunks"), num(p, "dim", 0)).map((t, i) => [`out${i}`, t])), // prettier-ignore
  "torch.unfold": (p, { a }) => core.unfold(a, num(p, "dimension"), num(p, "size"), num(p, "step")),
  "torch.nn.functional.one_hot": (p, { a }) => core.oneHot(a, classesOf(a, num(p, "num_classes", -1))),
  "torch.einsum": (p, x) => core.einsum(String(p["equation"]), ...listed(x)),
  "torch.nn.functional.interpolate": (p, { a }) =>
    core.interpolate(a, {
      ...(p["size"] !== undefined && { size: p["size"] as number[] }),
      ...(p["scale_factor"] !== undefined && { scaleFactor: p["scale_factor"] as number }),
      mode: (p["mode"] ?? "nearest") as core.InterpolateMode,
      alignCorners: p["align_corners"] === true,
    }),
  "torch.nn.functional.unfold": (p, { a }) =>
    core.im2col(a, p["kernel_size"] as number[], {
      stride: num(p, "stride", 1),
      padding: num(p, "padding", 0),
      dilation: num(p, "dilation", 1),
    }),
  "torch.fft.rfft_abs": (p, { a }) =>
    core
      .rfft(a, {
        dim: num(p, "dim", -1),
        norm: (p["norm"] ?? "backward") as "ortho",
        ...(typeof p["n"] === "number" && { n: p["n"] }),
      })
      .abs(),
};

export const ops: AdapterTable = Object.fromEntries(
  Object.entries(calls).map(([name, call]) => [name, withGradients(call)]),
);
