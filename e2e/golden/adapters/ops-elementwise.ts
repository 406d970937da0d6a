// Element by element, and tensors made from numbers: by PyTorch's names and parameters.
import * as core from "@sonograd/core";
import type { DType, Operand, Tensor } from "@sonograd/core";
import { unsupported } from "../adapter.js";
import { toCamelCase } from "../options.js";
import { either, listed, num, optionsOf, type Call, type Params } from "./op-call.js";

type Arrays = Readonly<Record<string, Tensor>>;
const numberOf = (value: unknown): unknown => (value === "inf" ? Infinity : value === "-inf" ? -Infinity : value === "nan" ? NaN : value); // prettier-ignore

/** The k-th side of an op: an array, or a number that the case gives as a parameter. */
function side(p: Params, x: Arrays, k: number, ...keys: readonly string[]): Operand {
  const array = listed(x)[k];
  if (array) return array;
  const value = numberOf(either(p, ...keys, "other", "value", "b"));
  return typeof value === "number" || typeof value === "boolean" ? value : unsupported(`no ${keys.join(" or ")}`);
}
/** Both sides of an op of which one, also the first, may be a number. */
function sides(p: Params, x: Arrays, ...keys: readonly string[]): [Operand, Operand] {
  const first = numberOf(either(p, "self", "input", "a"));
  if (typeof first === "number" && listed(x).length === 1) return [first, listed(x)[0]];
  return [listed(x)[0], side(p, x, 1, ...keys)];
}

type UnaryName = { [K in keyof typeof core]: (typeof core)[K] extends (x: Tensor) => Tensor ? K : never }[keyof typeof core]; // prettier-ignore
const unary = (name: UnaryName): Call => (_, x) => core[name](listed(x)[0]); // prettier-ignore
type SidedName = { [K in keyof typeof core]: (typeof core)[K] extends (a: Operand, b: Operand) => Tensor ? K : never }[keyof typeof core]; // prettier-ignore
const sided =
  (name: SidedName, ...keys: string[]): Call =>
  (p, x) =>
    core[name](...sides(p, x, ...keys));

/** torch names whose camelCase is ours. */
const UNARY = [
  "abs", "neg", "sign", "sgn", "reciprocal", "square", "sqrt", "rsqrt", "exp", "exp2", "expm1", "log", "log1p", "log2", "log10", "sin", "cos",
  "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "erfc", "erfinv", "sigmoid", "relu", "floor",
  "ceil", "trunc", "frac", "isnan", "isinf", "isfinite", "isposinf", "isneginf", "isreal", "signbit", "logical_not", "bitwise_not",
  "deg2rad", "rad2deg", "positive", "sinc", "i0", "angle", "conj", "real", "imag",
] as const; // prettier-ignore
const UNARY_ALIASES: Readonly<Record<string, UnaryName>> = {
  absolute: "abs", negative: "neg", arccos: "acos", arccosh: "acosh", arcsin: "asin", arcsinh: "asinh", arctan: "atan", arctanh: "atanh", fix: "trunc",
  "nn.functional.relu": "relu", "nn.functional.sigmoid": "sigmoid", "nn.functional.tanh": "tanh",
  "special.expit": "expit", "special.erf": "erf", "special.erfc": "erfc", "special.erfcx": "erfcx", "special.erfinv": "erfinv", "special.exp2": "exp2",
  "special.expm1": "expm1", "special.log1p": "log1p", "special.sinc": "sinc", "special.entr": "entr", "special.ndtr": "ndtr", "special.ndtri": "ndtri",
  "special.log_ndtr": "logNdtr", "special.i0": "i0", "special.i0e": "i0e", "special.i1": "i1", "special.i1e": "i1e",
  "special.bessel_j0": "besselJ0", "special.bessel_j1": "besselJ1",
}; // prettier-ignore

const SIDED = [
  "mul", "maximum", "minimum", "fmax", "fmin", "atan2", "copysign", "hypot", "heaviside", "logaddexp", "logaddexp2", "xlogy", "ldexp", "fmod",
  "floor_divide", "true_divide", "float_power", "gcd", "lcm", "eq", "ne", "lt", "le", "gt", "ge", "logical_and", "logical_or", "logical_xor",
  "bitwise_and", "bitwise_or", "bitwise_xor", "bitwise_left_shift", "bitwise_right_shift", "remainder", "pow",
] as const; // prettier-ignore
const SIDED_ALIASES: Readonly<Record<string, SidedName>> = {
  multiply: "mul", arctan2: "atan2", greater: "gt", greater_equal: "ge", less: "lt", less_equal: "le", not_equal: "ne",
  "special.xlogy": "xlogy", "special.xlog1py": "xlog1py",
}; // prettier-ignore

const withAlpha =
  (name: "add" | "sub"): Call =>
  (p, x) =>
    core[name](...sides(p, x), { alpha: num(p, "alpha", 1) });
const quotient: Call = (p, x) => core.div(...sides(p, x, "divisor"), { roundingMode: (p["rounding_mode"] ?? null) as "floor" | null }); // prettier-ignore

/** Bounds as arrays "min" and "max", as the arrays after the first, or as numbers. */
const limited: Call = (p, x) => {
  const { a = listed(x)[0] } = x;
  const rest = listed(x).filter((t) => t !== a && t !== x["min"] && t !== x["max"]);
  const bound = (key: "min" | "max"): Operand | undefined => x[key] ?? (numberOf(p[key] ?? undefined) as number | undefined) ?? rest.shift(); // prettier-ignore
  const [min, max] = [bound("min"), bound("max")];
  return core.clamp(a, { ...(min !== undefined && { min }), ...(max !== undefined && { max }) });
};

const chosen: Call = (p, x) => {
  const { cond, condition = cond } = x;
  const arrays = listed(x).filter((t) => t !== condition);
  const choice = (...keys: string[]): Operand => arrays.shift() ?? (numberOf(either(p, ...keys)) as number);
  const first = p["self"] ?? p["input"];
  const a = typeof first === "number" ? first : choice("a");
  return core.where(condition, a, choice("other", "b"));
};

const logOdds: Call = (p, x) => core.logit(listed(x)[0], optionsOf(p));
const rounded: Call = (p, x) => core.round(listed(x)[0], { decimals: num(p, "decimals", 0) });

const DTYPES: Readonly<Record<string, DType>> = { int64: "int32", int16: "int32", int8: "int32", long: "int32", float: "float32", double: "float64" }; // prettier-ignore
/** Shape and number kind of creating functions; the default dtype follows the arguments in PyTorch, here the case. */
const dtypeOf = (p: Params): { dtype?: DType } => {
  const name = either<string>(p, "dtype")?.replace("torch.", "");
  return name === undefined ? {} : { dtype: DTYPES[name] ?? (name as DType) };
};
const shapeOf = (p: Params): number[] => either<number[]>(p, "size", "shape") ?? unsupported("no size");

const creating: Readonly<Record<string, Call>> = {
  zeros: (p) => core.zeros(shapeOf(p), dtypeOf(p)),
  ones: (p) => core.ones(shapeOf(p), dtypeOf(p)),
  full: (p) => core.full(shapeOf(p), num(p, "fill_value"), dtypeOf(p)),
  zeros_like: (p, x) => core.zerosLike(listed(x)[0], dtypeOf(p)),
  ones_like: (p, x) => core.onesLike(listed(x)[0], dtypeOf(p)),
  full_like: (p, x) => core.fullLike(listed(x)[0], num(p, "fill_value"), dtypeOf(p)),
  arange: (p) => core.arange(num(p, "start", 0), num(p, "end"), num(p, "step", 1), dtypeOf(p)),
  linspace: (p) => core.linspace(num(p, "start"), num(p, "end"), num(p, "steps"), dtypeOf(p)),
  logspace: (p) => core.logspace(num(p, "start"), num(p, "end"), num(p, "steps"), { base: num(p, "base", 10), ...dtypeOf(p) }), // prettier-ignore
  eye: (p) => core.eye(num(p, "n"), { ...dtypeOf(p), ...(either(p, "m") !== undefined && { m: num(p, "m") }) }),
};

/** By name without "torch.". */
export const elementwiseCalls: Readonly<Record<string, Call>> = {
  ...Object.fromEntries(UNARY.map((name) => [name, unary(toCamelCase(name) as UnaryName)])),
  ...Object.fromEntries(Object.entries(UNARY_ALIASES).map(([name, ours]) => [name, unary(ours)])),
  ...Object.fromEntries(SIDED.map((name) => [name, sided(toCamelCase(name) as SidedName, "exponent", "divisor")])),
  ...Object.fromEntries(Object.entries(SIDED_ALIASES).map(([name, ours]) => [name, sided(ours)])),
  add: withAlpha("add"),
  sub: withAlpha("sub"),
  subtract: withAlpha("sub"),
  rsub: (p, x) => core.sub(side(p, x, 1), listed(x)[0], { alpha: num(p, "alpha", 1) }),
  div: quotient,
  divide: quotient,
  round: rounded,
  "special.round": rounded,
  logit: logOdds,
  "special.logit": logOdds,
  clamp: limited,
  clip: limited,
  clamp_min: (p, x) => core.clampMin(listed(x)[0], side(p, x, 1, "min")),
  clamp_max: (p, x) => core.clampMax(listed(x)[0], side(p, x, 1, "max")),
  where: chosen,
  nan_to_num: (p, x) => core.nanToNum(listed(x)[0], optionsOf(p)),
  lerp: (p, x) => core.lerp(listed(x)[0], listed(x)[1], side(p, x, 2, "weight")),
  addcmul: (p, x) => core.addcmul(listed(x)[0], listed(x)[1], listed(x)[2], { value: num(p, "value", 1) }),
  addcdiv: (p, x) => core.addcdiv(listed(x)[0], listed(x)[1], listed(x)[2], { value: num(p, "value", 1) }),
  isclose: (p, x) => core.isclose(listed(x)[0], listed(x)[1], optionsOf(p)),
  complex: (_, x) => core.complex(listed(x)[0], listed(x)[1]),
  polar: (_, x) => core.polar(listed(x)[0], listed(x)[1]),
  view_as_real: (_, x) => core.viewAsReal(listed(x)[0]),
  view_as_complex: (_, x) => core.viewAsComplex(listed(x)[0]),
  ...creating,
};
