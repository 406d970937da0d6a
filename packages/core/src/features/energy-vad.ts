import { checkInteger, checkSignal } from "../dsp/checks.js";
import { amplitudeToDb } from "../dsp/decibel.js";
import type { FrameOptions } from "../dsp/frame.js";
import { padSignal } from "../dsp/pad-signal.js";
import { ParameterError } from "../errors/index.js";
import type { Tensor } from "../tensor/index.js";
import { rms } from "./rms.js";

export interface EnergyVadOptions extends FrameOptions {
  /** Centre frame t on sample t · hopLength (default true). */
  readonly center?: boolean;
  /** dB above the noise floor from which a frame is active, ≥ 0 (default 9). */
  readonly thresholdDb?: number;
  /** Level in dB re 1 below which no frame is active (default -60). */
  readonly minDb?: number;
  /** Share of the frames that lies below the noise floor, 0…1 (default 0.1). */
  readonly noiseQuantile?: number;
  /** Frames up to the present one that the noise floor is taken from, integer ≥ 1 (default: the whole signal). */
  readonly noiseFrames?: number;
  /** Frames that stay active after an active one, integer ≥ 0 (default 5). */
  readonly hangover?: number;
}

/**
 * Voice activity by energy: which frames stand out of a noise floor that is estimated from the signal itself.
 *
 * @param y        real, [..., samples], full scale 1
 * @param options.frameLength    samples, integer ≥ 1 (default 2048)
 * @param options.hopLength      samples, integer ≥ 1 (default 512)
 * @param options.center         (default true)
 * @param options.thresholdDb    dB above the noise floor, ≥ 0 (default 9)
 * @param options.minDb          dB re 1 that an active frame exceeds in any case (default -60)
 * @param options.noiseQuantile  quantile of the frames' levels that is the floor, 0…1 (default 0.1)
 * @param options.noiseFrames    frames before and with the present one to take it from (default: all)
 * @param options.hangover       frames that stay active afterwards, integer ≥ 0 (default 5)
 * @returns bool, [..., frames]. Silence and constant signals are not active. No gradient
 * @throws ParameterError  an option out of range
 * @source short-time energy with hangover as in Rabiner & Sambur, Bell System Technical Journal 54 (1975); no library ships it
 * @example energyVad(y, { frameLength: 1024, hopLength: 256 })
 */
export function energyVad(y: Tensor, options: EnergyVadOptions = {}): Tensor {
  checkSignal("energyVad", y);
  checkOptions("energyVad", options);
  const { frameLength = 2048, hopLength = 512, center = true } = options;
  const level = rms(y.detach(), { frameLength, hopLength, center, padMode: "constant" }).squeeze(-2);
  return activeFrames(level, options);
}

/** Refuses thresholds and counts out of range. */
export function checkOptions(
  op: string,
  { thresholdDb = 9, minDb = -60, noiseQuantile = 0.1, noiseFrames, hangover = 5 }: EnergyVadOptions,
): void {
  checkInteger(op, "hangover", hangover, 0);
  if (noiseFrames !== undefined) checkInteger(op, "noiseFrames", noiseFrames, 1);
  if (!(thresholdDb >= 0)) throw new ParameterError(`${op}: thresholdDb=${thresholdDb} must be ≥ 0 dB.`);
  if (Number.isNaN(minDb)) throw new ParameterError(`${op}: minDb=${minDb} must be a number of dB. Use -60.`);
  if (!(noiseQuantile >= 0 && noiseQuantile <= 1))
    throw new ParameterError(`${op}: noiseQuantile=${noiseQuantile} must lie in 0…1.`);
}

/** Which frames are active, from their root mean squares: [..., frames] → bool [..., frames]. */
export function activeFrames(
  level: Tensor,
  { thresholdDb = 9, minDb = -60, noiseQuantile = 0.1, noiseFrames, hangover = 5 }: EnergyVadOptions,
): Tensor {
  const db = amplitudeToDb(level, { topDb: null }); // [..., frames]
  const floor =
    noiseFrames === undefined
      ? db.quantile(noiseQuantile, { dim: -1, keepdim: true })
      : padSignal("energyVad", db, { before: noiseFrames - 1, after: 0, mode: "edge" })
          .unfold(-1, noiseFrames, 1)
          .quantile(noiseQuantile, { dim: -1 });
  const active = db.gt(floor.add(thresholdDb)).logicalAnd(db.gt(minDb)).to("float32");
  // Active where any of the last 1 + hangover frames is.
  return active
    .pad([hangover, 0])
    .unfold(-1, hangover + 1, 1)
    .amax(-1)
    .gt(0);
}
