// Random numbers written into a tensor that exists, as PyTorch's methods of these names.
import { DTypeError, ParameterError } from "../errors/index.js";
import { isIntegral, type Tensor } from "../tensor/index.js";
import { like } from "./create.js";
import { copy_, refuseRecorded } from "./in-place.js";
import { attachMethods, type MethodsOf } from "./method.js";
import { rand, randn, type Generator } from "./random.js";

export interface InPlaceRandomOptions {
  /** Default: the default generator. */
  readonly generator?: Generator;
}

function begin(op: string, x: Tensor): void {
  refuseRecorded(op, x);
  if (isIntegral(x.dtype)) throw new DTypeError(`${op}: dtype="${x.dtype}" must be floating.`);
}

function needPositive(op: string, name: string, value: number): void {
  if (!(value > 0)) throw new ParameterError(`${op}: ${name}=${value} must be > 0.`);
}

/** Uniform in [from, to) (default 0…1). */
export function uniform_(x: Tensor, from = 0, to = 1, options: InPlaceRandomOptions = {}): Tensor {
  begin("uniform_", x);
  if (!(from <= to)) throw new ParameterError(`uniform_: from=${from} must be ≤ to=${to}.`);
  return copy_(x, rand(x.shape, like(x, options)).mul(to - from).add(from)); // prettier-ignore
}

/** Normal with the given mean (default 0) and standard deviation (default 1). */
export function normal_(x: Tensor, mean = 0, std = 1, options: InPlaceRandomOptions = {}): Tensor {
  begin("normal_", x);
  if (!(std >= 0)) throw new ParameterError(`normal_: std=${std} must be ≥ 0.`);
  return copy_(x, randn(x.shape, like(x, options)).mul(std).add(mean));
}

/** exp of a normal number of the given mean (default 1) and standard deviation (default 2). */
export function logNormal_(x: Tensor, mean = 1, std = 2, options: InPlaceRandomOptions = {}): Tensor {
  begin("logNormal_", x);
  needPositive("logNormal_", "std", std);
  return copy_(x, randn(x.shape, like(x, options)).mul(std).add(mean).exp()); // prettier-ignore
}

/** Exponential with the given rate (default 1): ≥ 0, mean 1 / rate. */
export function exponential_(x: Tensor, rate = 1, options: InPlaceRandomOptions = {}): Tensor {
  begin("exponential_", x);
  needPositive("exponential_", "rate", rate);
  return copy_(x, rand(x.shape, like(x, options)).neg().log1p().div(-rate)); // prettier-ignore
}

/** Cauchy with the given median (default 0) and half width at half height (default 1). */
export function cauchy_(x: Tensor, median = 0, sigma = 1, options: InPlaceRandomOptions = {}): Tensor {
  begin("cauchy_", x);
  needPositive("cauchy_", "sigma", sigma);
  const angle = rand(x.shape, like(x, options)).sub(0.5).mul(Math.PI);
  return copy_(x, angle.tan().mul(sigma).add(median));
}

/** 1 with probability p (default 0.5; a number, or a tensor that broadcasts), else 0; any dtype. */
export function bernoulli_(x: Tensor, p: number | Tensor = 0.5, options: InPlaceRandomOptions = {}): Tensor {
  refuseRecorded("bernoulli_", x);
  if (typeof p === "number" && !(p >= 0 && p <= 1)) throw new ParameterError(`bernoulli_: p=${p} must lie in 0…1.`);
  return copy_(x, rand(x.shape, { device: x.device, ...options }).lt(p));
}

const methods = { uniform_, normal_, logNormal_, exponential_, cauchy_, bernoulli_ } as const;
declare module "../tensor/tensor.js" {
  interface Tensor extends MethodsOf<typeof methods> {}
}
attachMethods(methods);
