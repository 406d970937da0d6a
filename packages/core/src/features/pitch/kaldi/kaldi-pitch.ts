import { checkSignal } from "../../../dsp/checks.js";
import { readLines, writeLines } from "../../../dsp/host-lines.js";
import { stack } from "../../../ops/index.js";
import type { Tensor } from "../../../tensor/index.js";
import { kaldiPitchSettings, type KaldiPitchOptions } from "./kaldi-pitch-options.js";
import { pitchFrames, trackPitch } from "./pitch-tracker.js";

/**
 * Pitch for speech recognition, as Kaldi finds it: normalised correlations at periods evenly spaced in pitch, and the smoothest
 * path through them. Every frame has a pitch; the correlation says how far it is voiced.
 *
 * @param waveform    real, [..., samples]
 * @param sampleRate  Hz, integer
 * @param options.frameLength   ms (default 25); frameShift ms (default 10)
 * @param options.minF0         Hz (default 50); maxF0 Hz (default 400); softMinF0 Hz (default 10)
 * @param options.penaltyFactor cost of changes, ≥ 0 (default 0.1); deltaPitch their least size (default 0.005)
 * @param options.lowpassCutoff Hz (default 1000); resampleFrequency Hz, integer (default 4000); lowpassFilterWidth (default 1)
 * @param options.nccfBallast   ≥ 0 (default 7000); upsampleFilterWidth (default 5)
 * @param options.framesPerChunk  frames that arrive at a time; 0: all (default 0); simulateFirstPassOnline (default false) with
 *                                maxFramesLatency (default 0); recomputeFrame (default 500)
 * @param options.snipEdges     only frames within the signal (default true)
 * @returns [..., frames, 2]: the correlation without ballast, -1…1, then the pitch in Hz; no frames where the signal is too short.
 *          Computed on the host in double precision; no gradient
 * @throws ParameterError  a number out of range
 * @source torchaudio.functional.compute_kaldi_pitch, 0.13 (compute-kaldi-pitch-feats); Ghahremani et al. 2014
 * @example (await kaldiPitch(y, 22050)).shape // [48, 2]
 */
export async function kaldiPitch(
  waveform: Tensor,
  sampleRate: number,
  options: KaldiPitchOptions = {},
): Promise<Tensor> {
  checkSignal("kaldiPitch", waveform, "waveform");
  const settings = kaldiPitchSettings("kaldiPitch", sampleRate, options);
  const tracks = (await readLines(waveform)).map((line) => trackPitch(line, settings));
  const batch = waveform.shape.slice(0, -1);
  const frames = pitchFrames(waveform.shape.at(-1)!, settings);
  const column = (name: "nccf" | "hz") => writeLines(tracks.map((track) => track[name]), batch, frames, waveform); // prettier-ignore
  return stack([column("nccf"), column("hz")], -1);
}
