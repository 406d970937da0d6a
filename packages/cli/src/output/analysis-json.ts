// `analyze --json`: one object per file.
import type { AudioAnalysis, FrameCurves } from "../analysis/audio-analysis.js";

/** JSON has no NaN or infinity: they become null. Seven digits are all a float32 has. */
const number = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(7)) : null);
const numbers = (values: Iterable<number>): (number | null)[] => Array.from(values, number);

/** Times in microseconds' precision however long the recording is. */
function framesToJson({ timeSeconds, ...curves }: FrameCurves): Record<string, unknown> {
  return {
    timeSeconds: Array.from(timeSeconds, (value) => Number(value.toFixed(6))),
    ...Object.fromEntries(Object.entries(curves).map(([name, values]) => [name, numbers(values)])),
  };
}

/** The values of a file under stable names; arrays per frame only where asked for. */
export function analysisToJson(
  analysis: AudioAnalysis,
  { perFrame }: { readonly perFrame: boolean },
): Record<string, unknown> {
  const { file, format, sampleRate, channels, samples, durationSeconds, bitDepth, nFft, hopLength } = analysis;
  const { peak, rms, means, frames } = analysis;
  return {
    file,
    format,
    sampleRate,
    channels,
    samples,
    durationSeconds,
    ...(bitDepth === undefined ? {} : { bitDepth }),
    nFft,
    hopLength,
    frameCount: frames.timeSeconds.length,
    peak: number(peak),
    rms: number(rms),
    means: Object.fromEntries(Object.entries(means).map(([name, value]) => [name, number(value)])),
    ...(perFrame ? { frames: framesToJson(frames) } : {}),
  };
}
