// Activation functions of one element, named as in torch.nn.functional. Each is one formula, whose derivatives follow.
import { ParameterError } from "../errors/index.js";
import type { Tensor } from "../tensor/index.js";
import * as f from "./formula.js";
import { attachMethods, type MethodsOf } from "./method.js";

const x = f.tensor(0);
const [a, b] = [0, 1].map(f.parameter);

const apply = (name: string, formula: f.Formula, input: Tensor, parameters: readonly number[] = []): Tensor => {
  f.needFloats(name, input);
  return f.evaluate(name, formula, [input], parameters);
};

/** 0 far on the left and x far on the right, where ∞ · 0 would give NaN. `limit` lies where both are exact in float64. */
const withTails = (inner: f.Formula, limit: number): f.Formula =>
  f.where(f.lt(x, -limit), 0, f.where(f.gt(x, limit), x, inner));
/** log(1 + eᵗ) without overflow. */
const softplusOf = (t: f.Formula): f.Formula =>
  f.define(f.add(f.relu(t), f.log1p(f.exp(f.neg(f.abs(t))))), () => [[t, f.sigmoid(t)]]);

const LEAKY_RELU = f.where(f.gt(x, 0), x, f.mul(x, a));
const ELU = f.where(f.gt(x, 0), x, f.mul(a, f.expm1(x)));
const CELU = f.where(f.gt(x, 0), x, f.mul(a, f.expm1(f.div(x, a))));
// Klambauer et al., "Self-normalizing neural networks" (2017).
const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;
const SELU = f.where(f.gt(x, 0), f.mul(SELU_SCALE, x), f.mul(SELU_SCALE * SELU_ALPHA, f.expm1(x)));
const half = f.mul(0.5, x);
const GELU = withTails(f.mul(x, f.ndtr(x)), 40);
const inner = f.mul(Math.sqrt(2 / Math.PI), f.add(x, f.mul(0.044715, f.mul(f.square(x), x))));
const GELU_TANH = withTails(f.mul(half, f.add(1, f.tanh(inner))), 40);
const SILU = withTails(f.mul(x, f.sigmoid(x)), 1000);
const MISH = withTails(f.mul(x, f.tanh(softplusOf(x))), 1000);
const scaled = f.mul(a, x);
const SOFTPLUS = f.where(f.gt(scaled, b), x, f.div(softplusOf(scaled), a));
const SOFTSIGN = f.where(
  f.isinf(x),
  f.sign(x),
  f.define(f.div(x, f.add(1, f.abs(x))), () => [[x, f.div(1, f.square(f.add(1, f.abs(x))))]]),
);
// NaN passes no comparison and comes to 0 · x, which is NaN with slope 0.
const flat = f.mul(0, x);
const HARDTANH = f.where(f.gt(x, a), f.where(f.lt(x, b), x, b), f.where(f.le(x, a), a, flat));
const HARDSWISH = f.where(f.le(x, -3), 0, f.where(f.ge(x, 3), x, f.div(f.mul(x, f.add(x, 3)), 6)));
const HARDSIGMOID = f.where(f.gt(x, -3), f.where(f.lt(x, 3), f.add(f.div(x, 6), 0.5), 1), f.where(f.le(x, -3), 0, flat)); // prettier-ignore
const HARDSHRINK = f.where(f.gt(f.abs(x), a), x, f.where(f.le(f.abs(x), a), 0, flat));
const SOFTSHRINK = f.where(f.gt(x, a), f.sub(x, a), f.where(f.lt(x, f.neg(a)), f.add(x, a), flat));
const TANHSHRINK = f.define(f.sub(x, f.tanh(x)), () => [[x, f.square(f.tanh(x))]]);
const THRESHOLD = f.where(f.le(x, a), b, x);
const LOG_SIGMOID = f.neg(softplusOf(f.neg(x)));

/** x where x > 0, negativeSlope · x elsewhere (default 0.01); as `torch.nn.functional.leaky_relu`. */
export const leakyRelu = (input: Tensor, { negativeSlope = 0.01 } = {}): Tensor =>
  apply("leakyRelu", LEAKY_RELU, input, [negativeSlope]);

/** x where x > 0, alpha · (eˣ − 1) elsewhere (default 1); as `torch.nn.functional.elu`. */
export const elu = (input: Tensor, { alpha = 1 } = {}): Tensor => apply("elu", ELU, input, [alpha]);

/** x where x > 0, alpha · (exp(x / alpha) − 1) elsewhere (default 1); as `torch.nn.functional.celu`. @throws ParameterError  alpha = 0 */
export function celu(input: Tensor, { alpha = 1 } = {}): Tensor {
  if (alpha === 0) throw new ParameterError("celu: alpha=0 must not be 0, since x is divided by it.");
  return apply("celu", CELU, input, [alpha]);
}

/** Scaled {@link elu} with the fixed point mean 0, variance 1; as `torch.nn.functional.selu`. */
export const selu = (input: Tensor): Tensor => apply("selu", SELU, input);

export interface GeluOptions {
  /** "none" (default) computes Φ itself, "tanh" by the formula of Hendrycks and Gimpel. */
  readonly approximate?: "none" | "tanh";
}

/**
 * x · Φ(x) with the normal distribution function Φ, as `torch.nn.functional.gelu`. Exact far on the left too, where
 * PyTorch's 1 + erf cancels; −∞ gives 0 (PyTorch: NaN).
 *
 * @throws ParameterError  another approximation
 */
export function gelu(input: Tensor, { approximate = "none" }: GeluOptions = {}): Tensor {
  if (approximate !== "none" && approximate !== "tanh")
    throw new ParameterError(`gelu: approximate="${String(approximate)}" must be "none" or "tanh".`);
  return apply("gelu", approximate === "none" ? GELU : GELU_TANH, input);
}

/** x · sigmoid(x), also called swish; as `torch.nn.functional.silu`. −∞ gives 0 (PyTorch: NaN). */
export const silu = (input: Tensor): Tensor => apply("silu", SILU, input);

/** x · tanh(log(1 + eˣ)), as `torch.nn.functional.mish`. −∞ gives 0 (PyTorch: NaN). */
export const mish = (input: Tensor): Tensor => apply("mish", MISH, input);

export interface SoftplusOptions {
  /** Sharpness of the bend, not 0 (default 1). */
  readonly beta?: number;
  /** Where beta · x lies above this, the result is x itself (default 20). */
  readonly threshold?: number;
}

/** log(1 + exp(beta · x)) / beta, a smooth ReLU; as `torch.nn.functional.softplus`. @throws ParameterError  beta = 0 */
export function softplus(input: Tensor, { beta = 1, threshold: limit = 20 }: SoftplusOptions = {}): Tensor {
  if (beta === 0) throw new ParameterError("softplus: beta=0 must not be 0, since the result is divided by it.");
  return apply("softplus", SOFTPLUS, input, [beta, limit]);
}

/** x / (1 + |x|), as `torch.nn.functional.softsign`. ±∞ gives ±1 (PyTorch: NaN). */
export const softsign = (input: Tensor): Tensor => apply("softsign", SOFTSIGN, input);

export interface HardtanhOptions {
  /** Default −1. */
  readonly minVal?: number;
  /** Default 1. */
  readonly maxVal?: number;
}

/** x limited to minVal…maxVal, with gradient 0 at and beyond the limits and for NaN; as `torch.nn.functional.hardtanh`. @throws ParameterError  minVal > maxVal */
export function hardtanh(input: Tensor, { minVal = -1, maxVal = 1 }: HardtanhOptions = {}): Tensor {
  if (!(minVal <= maxVal)) throw new ParameterError(`hardtanh: minVal=${minVal} must not exceed maxVal=${maxVal}.`);
  return apply("hardtanh", HARDTANH, input, [minVal, maxVal]);
}

/** x limited to 0…6, as `torch.nn.functional.relu6`. */
export const relu6 = (input: Tensor): Tensor => apply("relu6", HARDTANH, input, [0, 6]);

/** x · relu6(x + 3) / 6, as `torch.nn.functional.hardswish`. −∞ gives 0 (PyTorch: NaN), and so is the slope at −3 (PyTorch 1.13: −½). */
export const hardswish = (input: Tensor): Tensor => apply("hardswish", HARDSWISH, input);

/** relu6(x + 3) / 6, as `torch.nn.functional.hardsigmoid`. */
export const hardsigmoid = (input: Tensor): Tensor => apply("hardsigmoid", HARDSIGMOID, input);

/** 0 where |x| ≤ lambd (default 0.5), x elsewhere; as `torch.nn.functional.hardshrink`. */
export const hardshrink = (input: Tensor, { lambd = 0.5 } = {}): Tensor =>
  apply("hardshrink", HARDSHRINK, input, [lambd]);

/** x moved towards 0 by lambd (default 0.5), 0 where |x| ≤ lambd; as `torch.nn.functional.softshrink`, but NaN stays NaN (PyTorch 1.13: 0). @throws ParameterError  lambd < 0 */
export function softshrink(input: Tensor, { lambd = 0.5 } = {}): Tensor {
  if (!(lambd >= 0)) throw new ParameterError(`softshrink: lambd=${lambd} must be ≥ 0.`);
  return apply("softshrink", SOFTSHRINK, input, [lambd]);
}

/** x − tanh(x), as `torch.nn.functional.tanhshrink`. */
export const tanhshrink = (input: Tensor): Tensor => apply("tanhshrink", TANHSHRINK, input);

/** x where x > limit, `value` elsewhere; as `torch.nn.functional.threshold`. */
export const threshold = (input: Tensor, limit: number, value: number): Tensor =>
  apply("threshold", THRESHOLD, input, [limit, value]);

/** log(sigmoid(x)) without overflow, as `torch.nn.functional.logsigmoid`. */
export const logSigmoid = (input: Tensor): Tensor => apply("logSigmoid", LOG_SIGMOID, input);

const methods = { hardshrink } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
