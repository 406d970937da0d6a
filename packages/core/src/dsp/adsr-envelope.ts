import { getDefaultDevice } from "../backend/index.js";
import { ParameterError } from "../errors/index.js";
import type { Device, DType, Tensor } from "../tensor/index.js";
import { checkInteger } from "./checks.js";
import { constant } from "./constant.js";

export interface AdsrOptions {
  /** Shares of the whole length, 0…1 each and at most 1 together (default 0). */
  readonly attack?: number;
  readonly hold?: number;
  readonly decay?: number;
  readonly release?: number;
  /** Level that is held, 0…1 (default 1). */
  readonly sustain?: number;
  /** Power of the decay's curve, integer ≥ 1: 1 is a line (default 2). */
  readonly nDecay?: number;
  readonly dtype?: Extract<DType, "float32" | "float64">;
  readonly device?: Device;
}

/**
 * Envelope of a note: attack, hold, decay, sustain, release.
 *
 * @param numFrames  points, integer ≥ 1
 * @param options.attack   share of the length that rises from 0 to 1 (default 0)
 * @param options.hold     share that stays at 1 (default 0)
 * @param options.decay    share that falls to `sustain` (default 0)
 * @param options.sustain  level, 0…1 (default 1)
 * @param options.release  share that falls to 0 at the end (default 0)
 * @param options.nDecay   power of the decay's curve, integer ≥ 1 (default 2)
 * @returns float32 (or `dtype`), [numFrames], 0…1
 * @throws ParameterError  a share outside 0…1, more than 1 together
 * @source torchaudio.prototype.functional.adsr_envelope
 * @example adsrEnvelope(5, { attack: 0.5, release: 0.5 }).arraySync() // [0, 0.5, 1, 0.5, 0]
 */
export function adsrEnvelope(
  numFrames: number,
  {
    attack = 0,
    hold = 0,
    decay = 0,
    release = 0,
    sustain = 1,
    nDecay = 2,
    dtype = "float32",
    device = getDefaultDevice(),
  }: AdsrOptions = {},
): Tensor {
  checkInteger("adsrEnvelope", "numFrames", numFrames, 1);
  checkInteger("adsrEnvelope", "nDecay", nDecay, 1);
  for (const [name, value] of Object.entries({ attack, hold, decay, release, sustain }))
    if (!(value >= 0 && value <= 1)) throw new ParameterError(`adsrEnvelope: ${name}=${value} must lie in 0…1.`);
  const together = attack + hold + decay + release;
  if (together > 1)
    throw new ParameterError(
      `adsrEnvelope: attack + hold + decay + release=${together} must be at most 1. Shorten one of them.`,
    );
  const [a, h, d, r] = [attack, hold, decay, release].map((share) => Math.trunc((numFrames - 1) * share));
  const values = Float64Array.from({ length: numFrames }, (_, i) => {
    // The parts share their end points; the later one wins.
    if (r > 0 && i >= numFrames - 1 - r) return (sustain * (numFrames - 1 - i)) / r;
    if (d > 0 && i >= a + h && i <= a + h + d) return sustain + (1 - sustain) * (1 - (i - a - h) / d) ** nDecay;
    if (h > 0 && i >= a && i <= a + h) return 1;
    return a > 0 && i <= a ? i / a : sustain;
  });
  return constant(values, [numFrames], dtype, device);
}
