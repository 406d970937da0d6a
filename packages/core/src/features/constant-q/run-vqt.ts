import { complexTable } from "../../dsp/constant-q/complex-table.js";
import type { SpectralBasis } from "../../dsp/constant-q/spectral-basis.js";
import { resample } from "../../dsp/index.js";
import { complexFrames } from "../../dsp/short-time.js";
import { framesOf } from "../../dsp/stft.js";
import { ParameterError } from "../../errors/index.js";
import { cat } from "../../ops/index.js";
import type { Device, DType, Tensor } from "../../tensor/index.js";
import type { VqtPlan } from "./vqt-plan.js";

/** A basis as a matrix [bins, filters]. */
export function basisTable({ pairs, bins, lengths }: SpectralBasis, dtype: DType, device: Device): Tensor {
  const rows = lengths.length;
  const turned = new Float64Array(pairs.length);
  for (let row = 0; row < rows; row++)
    for (let bin = 0; bin < bins; bin++) {
      turned[2 * (bin * rows + row)] = pairs[2 * (row * bins + bin)];
      turned[2 * (bin * rows + row) + 1] = pairs[2 * (row * bins + bin) + 1];
    }
  return complexTable(turned, [bins, rows], dtype, device);
}

/** The transform that a plan describes: complex, [..., bins, frames]. */
export function runVqt(op: string, y: Tensor, { early, octaves, resType, padMode }: VqtPlan): Tensor {
  const factor = 2 ** early;
  if (y.shape.at(-1)! < factor)
    throw new ParameterError(
      `${op}: y holds ${y.shape.at(-1)} sample(s), too few to take every ${factor}th. Use a smaller hopLength or a longer signal.`,
    );
  const lower = (signal: Tensor, by: number): Tensor =>
    resample(signal, { origSr: by, targetSr: 1, resType, scale: true });
  let signal = early > 0 ? lower(y, factor) : y;
  const found: Tensor[] = [];
  for (const { basis, hopLength, halve } of octaves) {
    const frames = framesOf(op, signal, { nFft: basis.nFft, hopLength, window: "boxcar", padMode });
    const table = basisTable(basis, y.dtype, y.device);
    found.unshift(complexFrames(frames).matmul(table)); // [..., frames, filters]
    if (halve) signal = lower(signal, 2);
  }
  // Halved signals may be a frame longer where the last sample was rounded up.
  const frames = Math.min(...found.map((part) => part.shape.at(-2)!));
  return cat(found.map((part) => part.narrow(-2, 0, frames)), -1).transpose(-1, -2); // prettier-ignore
}
