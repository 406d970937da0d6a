// The streaming twins of what looks at a few neighbouring frames of features.
import { checkInteger } from "../dsp/checks.js";
import { computeDeltas, type ComputeDeltasOptions } from "../features/compute-deltas.js";
import { delta, type DeltaOptions } from "../features/delta.js";
import { ParameterError } from "../errors/index.js";
import { localStage } from "./local-stage.js";
import type { StreamStage } from "./stage.js";

/**
 * Streaming `delta` along the last axis; it runs half a window behind.
 *
 * @param options  width and order as in delta; mode "interp", "nearest" or "mirror"
 * @returns a stage: real [..., frames] → the same shape
 * @throws ParameterError  a mode that needs the whole signal, or as delta
 * @source librosa.feature.delta over blocks
 * @example deltaStream({ width: 5 }).push(mfcc(y)).shape // [20, 20]
 */
export function deltaStream(options: Omit<DeltaOptions, "dim"> = {}): StreamStage {
  const { width = 9, mode = "interp" } = options;
  checkInteger("deltaStream", "width", width, 3);
  if (mode === "wrap")
    throw new ParameterError(`deltaStream: mode="wrap" needs the end before the beginning. Use "interp" or "nearest".`);
  const half = Math.floor(width / 2);
  return localStage("deltaStream", { before: half, after: half }, (x) => delta(x, options));
}

/**
 * Streaming `computeDeltas`; it runs half a window behind.
 *
 * @param options  winLength as in computeDeltas; mode "replicate", "constant" or "reflect"
 * @returns a stage: real [..., frames] → the same shape
 * @throws ParameterError  a mode that needs the whole signal, or as computeDeltas
 * @source torchaudio.functional.compute_deltas over blocks
 * @example computeDeltasStream().push(mfcc(y)).shape // [20, 20]
 */
export function computeDeltasStream(options: ComputeDeltasOptions = {}): StreamStage {
  const { winLength = 5, mode = "replicate" } = options;
  checkInteger("computeDeltasStream", "winLength", winLength, 3);
  if (mode === "circular")
    throw new ParameterError(
      `computeDeltasStream: mode="circular" needs the end before the beginning. Use "replicate".`,
    );
  const half = Math.floor((winLength - 1) / 2);
  return localStage("computeDeltasStream", { before: half, after: half }, (x) => computeDeltas(x, options));
}
