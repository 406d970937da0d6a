// The picture of an analysis: where it goes and what is on it.
import path from "node:path";
import { analysisFigure, type Figure } from "@sonograd/io";
import type { AudioAnalysis } from "./audio-analysis.js";
import { STANDARD_INPUT } from "./read-recording.js";

const SPECTROGRAM_RANGE_DB = [-80, 0] as const;

/** Everything about one recording on one time axis. */
export function pictureOf(analysis: AudioAnalysis): Figure {
  const { mix, sampleRate, hopLength, frames, spectrogram } = analysis;
  const perFrame = (values: Float32Array): { values: Float32Array; hopLength: number } => ({ values, hopLength });
  return analysisFigure({
    title: path.basename(analysis.file),
    samples: mix,
    sampleRate,
    envelope: perFrame(frames.amplitudeEnvelope),
    rms: perFrame(frames.rms),
    zeroCrossingRate: perFrame(frames.zeroCrossingRate),
    spectralCentroid: perFrame(frames.spectralCentroidHz),
    spectralBandwidth: perFrame(frames.spectralBandwidthHz),
    spectrogram: {
      values: spectrogram.decibels,
      bins: spectrogram.bins,
      hopLength: spectrogram.stepSeconds * sampleRate,
      startSeconds: spectrogram.startSeconds,
      yScale: "mel",
      range: SPECTROGRAM_RANGE_DB,
    },
  });
}

/**
 * Where the pictures of `files` go. One file: `target` itself, unless it ends with a separator or is a directory. Else
 * `target` is a directory and each picture is named after its recording; equal names are numbered.
 */
export function picturePaths(target: string, files: readonly string[], targetIsDirectory: boolean): string[] {
  const isDirectory = files.length > 1 || targetIsDirectory || /[/\\]$/.test(target);
  if (!isDirectory) return files.map(() => target);
  const taken = new Set<string>();
  return files.map((file) => {
    const stem = file === STANDARD_INPUT ? "stdin" : path.parse(file).name || "recording";
    let name = `${stem}.png`;
    for (let n = 2; taken.has(name); n++) name = `${stem}-${n}.png`;
    taken.add(name);
    return path.join(target, name);
  });
}
