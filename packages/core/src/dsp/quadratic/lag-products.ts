// What every quadratic distribution is made of: z[n + m] · conj z[n - m], the products of a signal with itself around each time.
import { DTypeError, ParameterError } from "../../errors/index.js";
import { flip, hfft } from "../../ops/index.js";
import { isComplex, needTensor, toComplexDType, type Tensor } from "../../tensor/index.js";
import { checkInteger, checkSignal } from "../checks.js";
import { analytic } from "../hilbert.js";

export interface QuadraticOptions {
  /** Real signals become analytic first, without which frequencies above sampleRate / 4 fold back (default true). */
  readonly analytic?: boolean;
  /** The analytic signal comes from twice the length, zeros behind the signal, so that its ends do not meet (default false). */
  readonly doubleLength?: boolean;
  /** Frequencies, integer ≥ 1; fewer leave out long lags (default: the samples). */
  readonly nFft?: number;
}

/** The complex signal that a distribution is of, checked: complex ones as they are. */
export function quadraticSignal(op: string, x: Tensor, options: QuadraticOptions): Tensor {
  needTensor(op, x);
  if (isComplex(x.dtype)) {
    if (options.analytic === true)
      throw new DTypeError(`${op}: analytic=true needs a real x, not dtype="${x.dtype}". Leave the option out.`);
    checkSignal(op, x.real(), "x");
    return x;
  }
  checkSignal(op, x, "x");
  const n = x.shape.at(-1)!;
  if (options.analytic === false) return x.to(toComplexDType(x.dtype));
  return options.doubleLength ? analytic(x, 2 * n).narrow(-1, 0, n) : analytic(x, n);
}

/** The number of frequencies, and the longest lag on either side that they and the samples allow. */
export function quadraticLengths(op: string, z: Tensor, { nFft = z.shape.at(-1)! }: QuadraticOptions) {
  checkInteger(op, "nFft", nFft, 1);
  const samples = z.shape.at(-1)!;
  return { nFft, samples, maxLag: Math.floor((Math.min(samples, nFft) - 1) / 2) };
}

/** The products at lags 0…maxLag, zero outside the signal: [..., samples] → [..., times, maxLag + 1]. Those at -m are the conjugates. */
export function lagProducts(z: Tensor, maxLag: number, hopLength = 1): Tensor {
  const ahead = z.pad([0, maxLag]).unfold(-1, maxLag + 1, hopLength);
  const behind = flip(z.pad([maxLag, 0]).unfold(-1, maxLag + 1, hopLength), -1);
  return ahead.mul(behind.conj());
}

/** Products over lags to real values over frequencies: [..., times, lags] → [..., nFft, times]. */
export const overFrequencies = (products: Tensor, nFft: number): Tensor =>
  hfft(products, { n: nFft }).transpose(-1, -2);

/** Refuses windows without a middle sample. */
export function checkOdd(op: string, name: string, value: number): void {
  checkInteger(op, name, value, 1);
  if (value % 2 === 0)
    throw new ParameterError(`${op}: ${name}=${value} must be odd, so that the window has a middle. Use ${value + 1}.`);
}

/** The odd number of samples nearest above n / part. */
export const oddShare = (n: number, part: number): number => 2 * Math.floor(n / part / 2) + 1;
