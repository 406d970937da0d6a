import { checkInteger } from "../dsp/checks.js";
import { rms, type EnergyVadOptions } from "../features/index.js";
import { activeFrames, checkOptions } from "../features/energy-vad.js";
import { chainedStage } from "./chained-stage.js";
import { framedStage } from "./framed-stage.js";
import { localStage } from "./local-stage.js";
import type { StreamStage } from "./stage.js";

/**
 * Streaming `energyVad`, whose noise floor comes from the frames before: noiseFrames must be given.
 *
 * @param options              those of `energyVad`
 * @param options.noiseFrames  frames up to the present one that the noise floor is taken from, integer ≥ 1
 * @returns a stage: real [..., samples] → bool [..., frames]
 * @throws ParameterError  an option out of range; no noiseFrames
 * @source as energyVad, over blocks
 * @example energyVadStream({ noiseFrames: 100 }).push(y).shape // [20]
 */
export function energyVadStream(
  options: EnergyVadOptions & { readonly noiseFrames: number } = {} as never,
): StreamStage {
  const { frameLength = 2048, hopLength = 512, center = true, noiseFrames, hangover = 5 } = options;
  checkInteger("energyVadStream", "noiseFrames", noiseFrames, 1);
  checkOptions("energyVadStream", options);
  const padMode = "constant";
  const levels = framedStage("energyVadStream", { frameLength, hopLength, center, padMode }, (y, centred) =>
    rms(y, { frameLength, hopLength, center: centred, padMode }).squeeze(-2),
  );
  const activity = localStage(
    "energyVadStream",
    { before: noiseFrames - 1 + hangover, after: 0, prompt: true },
    (level) => activeFrames(level, options),
  );
  return chainedStage(levels, activity);
}
