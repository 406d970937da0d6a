import { ParameterError } from "../errors/index.js";
import type { Tensor } from "../tensor/index.js";
import { checkInteger, checkSignal } from "./checks.js";
import { constant } from "./constant.js";

/** Each rises from 0 to 1 as its argument does, and falls back as that goes on: fade-outs are not all mirrored fade-ins. */
const SHAPES = {
  linear: { rise: (t: number) => t, fall: (t: number) => 1 - t },
  exponential: { rise: (t: number) => 2 ** (t - 1) * t, fall: (t: number) => 2 ** -t * (1 - t) },
  logarithmic: { rise: (t: number) => Math.log10(0.1 + t) + 1, fall: (t: number) => Math.log10(1.1 - t) + 1 },
  quarter_sine: { rise: (t: number) => Math.sin((t * Math.PI) / 2), fall: (t: number) => Math.cos((t * Math.PI) / 2) },
  half_sine: { rise: (t: number) => (1 - Math.cos(t * Math.PI)) / 2, fall: (t: number) => (1 + Math.cos(t * Math.PI)) / 2 }, // prettier-ignore
} as const;

export interface FadeOptions {
  /** Samples, integer ≥ 0 (default 0). */
  readonly fadeInLen?: number;
  /** Samples, integer ≥ 0 (default 0). */
  readonly fadeOutLen?: number;
  /** (default "linear") */
  readonly fadeShape?: keyof typeof SHAPES;
}

/**
 * The signal with its beginning faded in and its end faded out.
 *
 * @param waveform  real, [..., samples]
 * @param options.fadeInLen   samples, integer ≥ 0 (default 0)
 * @param options.fadeOutLen  samples, integer ≥ 0 (default 0)
 * @param options.fadeShape   "linear", "exponential", "logarithmic", "quarter_sine" or "half_sine" (default "linear")
 * @returns shape and unit of the waveform; factors lie in 0…1
 * @throws ParameterError  unknown shape, a fade longer than the signal
 * @source torchaudio.transforms.Fade
 * @example fade(y, { fadeInLen: 1000, fadeOutLen: 500, fadeShape: "half_sine" })
 */
export function fade(
  waveform: Tensor,
  { fadeInLen = 0, fadeOutLen = 0, fadeShape = "linear" }: FadeOptions = {},
): Tensor {
  checkSignal("fade", waveform, "waveform");
  const n = waveform.shape.at(-1)!;
  for (const [name, length] of Object.entries({ fadeInLen, fadeOutLen })) {
    checkInteger("fade", name, length, 0);
    if (length > n)
      throw new ParameterError(`fade: ${name}=${length} must be at most the signal's length ${n}. Shorten the fade.`);
  }
  if (!Object.hasOwn(SHAPES, fadeShape))
    throw new ParameterError(
      `fade: fadeShape="${String(fadeShape)}" is not known. Use one of ${Object.keys(SHAPES).join(", ")}.`,
    );
  const { rise, fall } = SHAPES[fadeShape];
  const at = (i: number, length: number): number => (length === 1 ? 0 : i / (length - 1));
  const unit = (x: number): number => Math.min(1, Math.max(0, x));
  const factors = Float64Array.from({ length: n }, (_, i) => {
    const left = i < fadeInLen ? unit(rise(at(i, fadeInLen))) : 1;
    const right = i >= n - fadeOutLen ? unit(fall(at(i - n + fadeOutLen, fadeOutLen))) : 1;
    return left * right;
  });
  return waveform.mul(constant(factors, [n], waveform.dtype, waveform.device));
}
