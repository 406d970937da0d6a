// Initial values whose spread fits the layer: the variance of activations or gradients stays what it was.
import { formatShape, noGrad, randn, ShapeError, type Tensor } from "@sonograd/core";
import { calculateFanInAndFanOut, calculateGain, fanOf, type FanMode, type Nonlinearity } from "./fans.js";
import { normal_, uniform_, type InitOptions } from "./fills.js";

export interface XavierOptions extends InitOptions {
  /** Factor on the spread (default 1); see `calculateGain`. */
  gain?: number;
}

const xavierStd = (x: Tensor, gain: number): number => {
  const { fanIn, fanOut } = calculateFanInAndFanOut(x);
  return gain * Math.sqrt(2 / (fanIn + fanOut));
};

/**
 * U(±gain · √(6 / (fanIn + fanOut))), as `torch.nn.init.xavier_uniform_`.
 *
 * @throws ShapeError  fewer than two dimensions
 * @source Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010)
 */
export function xavierUniform_<T extends Tensor>(x: T, { gain = 1, ...options }: XavierOptions = {}): T {
  const bound = Math.sqrt(3) * xavierStd(x, gain);
  return uniform_(x, -bound, bound, options);
}

/** N(0, gain² · 2 / (fanIn + fanOut)), as `torch.nn.init.xavier_normal_`; see {@link xavierUniform_}. */
export function xavierNormal_<T extends Tensor>(x: T, { gain = 1, ...options }: XavierOptions = {}): T {
  return normal_(x, 0, xavierStd(x, gain), options);
}

export interface KaimingOptions extends InitOptions {
  /** Negative slope of the leaky_relu that follows (default 0). */
  a?: number;
  /** Keep the variance forwards, "fan_in" (default), or backwards, "fan_out". */
  mode?: FanMode;
  /** What follows (default "leaky_relu"). */
  nonlinearity?: Nonlinearity;
}

const kaimingStd = (op: string, x: Tensor, { a = 0, mode = "fan_in", nonlinearity = "leaky_relu" }: KaimingOptions) =>
  calculateGain(nonlinearity, a) / Math.sqrt(fanOf(op, x, mode));

/**
 * U(±gain · √(3 / fan)), as `torch.nn.init.kaiming_uniform_`.
 *
 * @throws ShapeError  fewer than two dimensions; ParameterError
 * @source He et al., "Delving deep into rectifiers" (2015)
 */
export function kaimingUniform_<T extends Tensor>(x: T, options: KaimingOptions = {}): T {
  const bound = Math.sqrt(3) * kaimingStd("kaimingUniform_", x, options);
  return uniform_(x, -bound, bound, generatorOf(options));
}

/** N(0, gain² / fan), as `torch.nn.init.kaiming_normal_`; see {@link kaimingUniform_}. */
export function kaimingNormal_<T extends Tensor>(x: T, options: KaimingOptions = {}): T {
  return normal_(x, 0, kaimingStd("kaimingNormal_", x, options), generatorOf(options));
}

const generatorOf = ({ generator }: InitOptions): InitOptions => (generator ? { generator } : {});

/**
 * Orthonormal rows, or columns where those are fewer, of the matrix [outputs, everything else], as
 * `torch.nn.init.orthogonal_`. Drawn evenly from all of them, on the CPU.
 *
 * @throws ShapeError  fewer than two dimensions
 * @source Saxe et al., "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks" (2013)
 */
export function orthogonal_<T extends Tensor>(x: T, { gain = 1, ...options }: XavierOptions = {}): T {
  if (x.ndim < 2) throw new ShapeError(`orthogonal_: x ${formatShape(x.shape)} must have two dimensions or more.`);
  const rows = x.shape[0];
  const columns = rows === 0 ? 0 : x.numel / rows;
  if (rows * columns === 0) return x;
  return noGrad(() => {
    const isWide = rows < columns;
    const draws = randn(isWide ? [columns, rows] : [rows, columns], { device: "cpu", dtype: x.dtype, ...options });
    const { Q, R } = draws.qr();
    // With the signs of R's diagonal, Q depends on the draws alone and not on how it is computed.
    const even = Q.mul(R.diagonal().sign());
    return x.copy_((isWide ? even.t() : even).reshape(x.shape).mul(gain).to(x.device));
  }) as T;
}
