import { getDefaultDevice } from "../backend/index.js";
import { ParameterError } from "../errors/index.js";
import { irfft, randn, rfft, type Generator } from "../ops/index.js";
import type { Device, DType, Shape, Tensor } from "../tensor/index.js";
import { checkInteger, checkPositive } from "./checks.js";
import { constant } from "./constant.js";

/** Power falls as 1 / f^exponent: 3 dB per octave for each 1. */
const EXPONENTS = { white: 0, pink: 1, brown: 2, blue: -1, violet: -2 } as const;

export interface NoiseOptions {
  /** "white", "pink", "brown", "blue", "violet", or the exponent a of a power that falls as 1 / f^a (default "white"). */
  readonly color?: keyof typeof EXPONENTS | number;
  /** Samples, integer ≥ 1; wins over duration. */
  readonly length?: number;
  /** Seconds, > 0. */
  readonly duration?: number;
  /** Hz (default 22050). */
  readonly sampleRate?: number;
  /** Leading dimensions, e.g. [2] for independent channels (default []). */
  readonly batch?: Shape;
  /** Default: the default generator. */
  readonly generator?: Generator;
  readonly dtype?: Extract<DType, "float32" | "float64">;
  readonly device?: Device;
}

/**
 * Gaussian noise of a colour: white noise whose spectrum is shaped.
 *
 * @param options.color       "white", "pink" (-3 dB per octave), "brown" (-6), "blue" (+3), "violet" (+6), or the exponent a of
 *                            1 / f^a (default "white")
 * @param options.length      samples, integer ≥ 1; or `duration` in seconds at sampleRate Hz (default 22050)
 * @param options.batch       leading dimensions (default [])
 * @param options.generator   (default: the default generator)
 * @returns float32 (or `dtype`), [...batch, samples], mean 0 and expected power 1 (scale it to fit -1…1); coloured noise has no
 *          constant part, is periodic, and is 0 where there is but one sample
 * @throws ParameterError  unknown colour, neither length nor duration
 * @source Timmer & König, On generating power law noise, Astron. Astrophys. 300 (1995)
 * @example noise({ color: "pink", length: 1000, generator: new Generator(1) }).shape // [1000]
 */
export function noise(options: NoiseOptions = {}): Tensor {
  const { color = "white", duration, sampleRate = 22050, batch = [], generator, dtype = "float32" } = options;
  const device = options.device ?? getDefaultDevice();
  checkPositive("noise", "sampleRate", sampleRate);
  const exponent = typeof color === "number" ? color : EXPONENTS[color];
  if (!Number.isFinite(exponent))
    throw new ParameterError(
      `noise: color="${String(color)}" is not known. Use an exponent or one of ${Object.keys(EXPONENTS).join(", ")}.`,
    );
  const n = options.length ?? Math.ceil((duration ?? Number.NaN) * sampleRate);
  if (Number.isNaN(n))
    throw new ParameterError("noise: length=undefined, duration=undefined make no signal. Give one of them.");
  checkInteger("noise", "length", n, 1);
  const white = randn([...batch, n], { dtype, device, ...(generator && { generator }) });
  if (exponent === 0) return white;
  const bins = Math.floor(n / 2) + 1;
  const shape = Float64Array.from({ length: bins }, (_, k) => (k === 0 ? 0 : k ** (-exponent / 2)));
  // Bins but the first and, for even n, the last stand for two.
  const power = shape.reduce((sum, w, k) => sum + w * w * (k === 0 || 2 * k === n ? 1 : 2), 0) / n;
  const scaled = power === 0 ? shape : shape.map((w) => w / Math.sqrt(power));
  return irfft(rfft(white).mul(constant(scaled, [bins], dtype, device)), { n });
}
