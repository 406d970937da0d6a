// `analyze --csv`: one line per frame, RFC 4180.
import type { AudioAnalysis } from "../analysis/audio-analysis.js";

const COLUMNS = ["time_seconds", "rms", "zcr", "centroid_hz", "bandwidth_hz", "envelope"] as const;

/** The first line; with several files the first column says which. */
export const csvHeader = (withFile: boolean): string => [...(withFile ? ["file"] : []), ...COLUMNS].join(",");

/** The lines of one file, without line ends. */
export function* csvRows({ file, frames }: AudioAnalysis, withFile: boolean): Generator<string> {
  const name = withFile ? [quote(file)] : [];
  for (let t = 0; t < frames.timeSeconds.length; t++) {
    yield [
      ...name,
      String(Number(frames.timeSeconds[t].toFixed(6))),
      number(frames.rms[t]),
      number(frames.zeroCrossingRate[t]),
      number(frames.spectralCentroidHz[t]),
      number(frames.spectralBandwidthHz[t]),
      number(frames.amplitudeEnvelope[t]),
    ].join(",");
  }
}

/** Seven digits; an empty field for what is no number. */
const number = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(7))) : "");

/** Quoted where the field holds a separator, a quote or a line end. */
export const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
