// `analyze` for people who read lines: one block per file.
import type { AudioAnalysis } from "../analysis/audio-analysis.js";
import { formatCount, formatDecibels, formatDuration, formatFixed, formatHertz } from "./numbers.js";
import { printable } from "../terminal/printable.js";
import { pairLines } from "./table.js";

/** `44.1 kHz, stereo, 16 bit` */
export function describeFormat({ format, sampleRate, channels, bitDepth }: AudioAnalysis): string {
  const names: Readonly<Record<number, string>> = { 1: "mono", 2: "stereo" };
  const parts = [format, formatHertz(sampleRate), names[channels] ?? `${channels} channels`];
  return [...parts, ...(bitDepth === undefined ? [] : [`${bitDepth} bit`])].join(", ");
}

/** Name and value of everything that is one number per file. */
export function analysisPairs(analysis: AudioAnalysis): [string, string][] {
  const { durationSeconds, samples, peak, rms, means, frames, nFft, hopLength } = analysis;
  return [
    ["format", describeFormat(analysis)],
    [
      "duration",
      `${formatDuration(durationSeconds)} (${formatCount(samples)} ${samples === 1 ? "sample" : "samples"})`,
    ],
    ["peak", `${formatFixed(peak, 4)}  ${formatDecibels(peak)}`],
    ["rms", `${formatFixed(rms, 4)}  ${formatDecibels(rms)}`],
    ["zero-crossing rate", `${formatFixed(means.zeroCrossingRate, 4)}  mean`],
    ["amplitude envelope", `${formatFixed(means.amplitudeEnvelope, 4)}  mean`],
    ["spectral centroid", `${formatHertz(means.spectralCentroidHz)}  mean`],
    ["spectral bandwidth", `${formatHertz(means.spectralBandwidthHz)}  mean`],
    ["frames", `${formatCount(frames.timeSeconds.length)} of ${nFft} samples, ${hopLength} apart`],
  ];
}

/** The block of one file. */
export const analysisLines = (analysis: AudioAnalysis): string[] => [
  printable(analysis.file),
  ...pairLines(analysisPairs(analysis), "  "),
];
