import { ParameterError } from "../../errors/index.js";
import { randint, type Generator } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkSignal } from "../checks.js";
import { constant } from "../constant.js";
import { windowValues } from "../get-window.js";

export interface DitherOptions {
  /** What is added before rounding: a triangle, one sample or a sum of seven samples (default "TPDF"). */
  readonly densityFunction?: "TPDF" | "RPDF" | "GPDF";
  /** Add each sample's error to the next sample (default false). */
  readonly noiseShaping?: boolean;
  /** Picks the samples of "RPDF" and "GPDF" (default: the default generator). */
  readonly generator?: Generator;
}

const SCALE = 2 ** 15;
const GAUSSIAN_DRAWS = 7;

/**
 * The waveform rounded to 16 bits after something small was added, so that the rounding does not follow the signal.
 *
 * @param waveform  real, [..., samples], -1…1
 * @param options.densityFunction  "TPDF": a triangle over the whole length; "RPDF": one sample of the waveform, less a half; "GPDF": the sum of seven samples (default "TPDF")
 * @param options.noiseShaping     add each sample's error to the next sample (default false)
 * @param options.generator        picks the samples of "RPDF" and "GPDF" (default: the default generator)
 * @returns shape of waveform, multiples of 2^-15 (unless shaped). The rounding has no gradient
 * @throws ParameterError  densityFunction unknown
 * @source torchaudio.functional.dither, whose "GPDF" changes its argument and refuses one channel
 * @example dither(y, { noiseShaping: true })
 */
export function dither(
  waveform: Tensor,
  { densityFunction = "TPDF", noiseShaping = false, generator }: DitherOptions = {},
): Tensor {
  checkSignal("dither", waveform, "waveform");
  const scaled = waveform.mul(SCALE - 2);
  const dithered = scaled
    .add(offsets(waveform, densityFunction, generator))
    .round()
    .div(SCALE);
  if (!noiseShaping) return dithered;
  const error = dithered.sub(waveform);
  return dithered.add(error.narrow(-1, 0, waveform.shape.at(-1)! - 1).pad([1, 0]));
}

function offsets(waveform: Tensor, density: string, generator: Generator | undefined): Tensor {
  const samples = waveform.shape.at(-1)!;
  if (density === "TPDF") {
    // PyTorch's Bartlett window: periodic.
    return constant(windowValues("bartlett", samples), [samples], waveform.dtype, waveform.device);
  }
  if (density === "RPDF") return picked(waveform, 1, generator).sub(0.5);
  if (density === "GPDF") return picked(waveform, GAUSSIAN_DRAWS, generator).sum(0, { keepdim: true });
  throw new ParameterError(`dither: densityFunction="${density}" must be "TPDF", "RPDF" or "GPDF".`);
}

/** [count] samples of the waveform, any but the last of its line (where there are others). */
function picked(waveform: Tensor, count: number, generator: Generator | undefined): Tensor {
  const lines = waveform.reshape([-1, waveform.shape.at(-1)!]);
  const [rows, samples] = lines.shape;
  if (rows === 0) return waveform.newZeros([count]);
  const below = (n: number): Tensor =>
    randint(0, Math.max(1, n - 1), [count], { ...(generator && { generator }), device: waveform.device });
  return lines.reshape([-1]).indexSelect(0, below(rows).mul(samples).add(below(samples)));
}
