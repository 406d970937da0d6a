import { DTypeError, ParameterError } from "../../errors/index.js";
import { conv1d, flip, irfft, overlapAdd, rfft } from "../../ops/index.js";
import { broadcastShapes, type Tensor } from "../../tensor/index.js";
import { checkInteger, checkSignal } from "../checks.js";

/** "full": every sample; "same": as long as the first signal, from the middle; "valid": where both overlap wholly. */
export type ConvolveMode = "full" | "same" | "valid";

export interface ConvolveOptions {
  /** (default "full") */
  readonly mode?: ConvolveMode;
}

/**
 * Convolution of two signals along time, summed directly: exact, and fast where one of them is short.
 *
 * @param x  real, [..., samples]
 * @param y  real, [..., samples], its leading dimensions broadcast against those of x
 * @param options.mode  "full", "same" (as long as x) or "valid" (default "full")
 * @returns [..., n + m - 1] for "full", [..., n] for "same", [..., |n - m| + 1] for "valid"; unit of x times unit of y
 * @throws ParameterError  mode unknown; ShapeError: leading dimensions do not broadcast; DTypeError: dtypes differ
 * @source torchaudio.functional.convolve
 * @example convolve(tensor([1, 2, 3]), tensor([1, 1])).arraySync() // [1, 3, 5, 3]
 */
export function convolve(x: Tensor, y: Tensor, { mode = "full" }: ConvolveOptions = {}): Tensor {
  const batch = checkPair("convolve", x, y, mode);
  const [n, m] = [x.shape.at(-1)!, y.shape.at(-1)!];
  // Every pair of lines is a group of its own with a kernel of the shorter signal.
  const [long, short] = n >= m ? [x, y] : [y, x];
  const lines = batch.reduce((a, b) => a * b, 1);
  const taps = Math.min(n, m);
  const flat = (t: Tensor): Tensor => t.expand(...batch, t.shape.at(-1)!).reshape([lines, t.shape.at(-1)!]);
  if (lines === 0) return crop(x.newZeros([...batch, n + m - 1]), n, m, mode);
  const full = conv1d(flat(long).unsqueeze(0), flip(flat(short), -1).unsqueeze(1), null, {
    padding: taps - 1,
    groups: lines,
  });
  return crop(full.reshape([...batch, n + m - 1]), n, m, mode);
}

/**
 * Convolution of two signals along time by one Fourier transform: fast where both are long.
 *
 * @param x  real, [..., samples]
 * @param y  real, [..., samples], its leading dimensions broadcast against those of x
 * @param options.mode  "full", "same" (as long as x) or "valid" (default "full")
 * @returns as convolve
 * @throws ParameterError  mode unknown; ShapeError: leading dimensions do not broadcast; DTypeError: dtypes differ
 * @source torchaudio.functional.fftconvolve
 * @example fftconvolve(y, y, { mode: "same" })
 */
export function fftconvolve(x: Tensor, y: Tensor, { mode = "full" }: ConvolveOptions = {}): Tensor {
  checkPair("fftconvolve", x, y, mode);
  const [n, m] = [x.shape.at(-1)!, y.shape.at(-1)!];
  const length = n + m - 1;
  const size = fastLength(length);
  const full = irfft(rfft(x, { n: size }).mul(rfft(y, { n: size })), { n: size }).narrow(-1, 0, length);
  return crop(full, n, m, mode);
}

export interface OaconvolveOptions extends ConvolveOptions {
  /** Samples of the longer signal in each transform, integer ≥ 1 (default: about 7 times the shorter one). */
  readonly blockLength?: number;
}

/**
 * Convolution of a long and a short signal along time, block by block with the overlaps added up: fast, and small in memory.
 *
 * @param x  real, [..., samples]
 * @param y  real, [..., samples], its leading dimensions broadcast against those of x
 * @param options.mode         "full", "same" (as long as x) or "valid" (default "full")
 * @param options.blockLength  samples of the longer signal in each transform, integer ≥ 1 (default about 7 times the shorter)
 * @returns as convolve
 * @throws ParameterError  mode unknown or blockLength out of range; ShapeError: leading dimensions do not broadcast
 * @source scipy.signal.oaconvolve along the last axis
 * @example oaconvolve(y, ones([16]), { mode: "same" })
 */
export function oaconvolve(x: Tensor, y: Tensor, { mode = "full", blockLength }: OaconvolveOptions = {}): Tensor {
  checkPair("oaconvolve", x, y, mode);
  const [n, m] = [x.shape.at(-1)!, y.shape.at(-1)!];
  const [long, short] = n >= m ? [x, y] : [y, x];
  const [most, least] = [Math.max(n, m), Math.min(n, m)];
  const block = blockLength ?? fastLength(8 * least) - least + 1;
  checkInteger("oaconvolve", "blockLength", block, 1);
  if (block >= most) return fftconvolve(x, y, { mode });
  const size = fastLength(block + least - 1);
  const blocks = Math.ceil(most / block);
  // [..., blocks, block] → spectra times the short signal's → [..., size, blocks] → added up
  const cut = long.pad([0, blocks * block - most]).unflatten(-1, [blocks, block]);
  const spectra = rfft(cut, { n: size }).mul(rfft(short, { n: size }).unsqueeze(-2));
  const pieces = irfft(spectra, { n: size }).narrow(-1, 0, block + least - 1);
  const full = overlapAdd(pieces.transpose(-1, -2), { hopLength: block, length: n + m - 1 });
  return crop(full, n, m, mode);
}

/** The shape that the leading dimensions broadcast to. */
function checkPair(op: string, x: Tensor, y: Tensor, mode: ConvolveMode): readonly number[] {
  checkSignal(op, x, "x");
  checkSignal(op, y, "y");
  if (mode !== "full" && mode !== "same" && mode !== "valid")
    throw new ParameterError(`${op}: mode="${String(mode)}" must be "full", "same" or "valid".`);
  if (x.dtype !== y.dtype)
    throw new DTypeError(`${op}: x is ${x.dtype} and y ${y.dtype}, but they must be alike. Convert one with .to().`);
  const [a, b] = [x.shape.slice(0, -1), y.shape.slice(0, -1)];
  return broadcastShapes(op, a, b);
}

function crop(full: Tensor, n: number, m: number, mode: ConvolveMode): Tensor {
  if (mode === "full") return full;
  const length = mode === "same" ? n : Math.abs(n - m) + 1;
  return full.narrow(-1, Math.floor((n + m - 1 - length) / 2), length);
}

/** The least product of 2, 3 and 5 that is not less: no transform of that length is slow. */
function fastLength(least: number): number {
  for (let n = least; ; n++) {
    let rest = n;
    for (const prime of [2, 3, 5]) while (rest % prime === 0) rest /= prime;
    if (rest === 1) return n;
  }
}
