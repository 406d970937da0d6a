// The charts of one analysis that the terminal shows.
import { spectrogramFigure, waveformFigure, type Figure } from "@sonograd/io";
import type { AudioAnalysis } from "../../analysis/audio-analysis.js";
import { pictureOf } from "../../analysis/picture.js";
import type { Tab } from "./state.js";

/** The figure of a tab; the summary has the waveform below its values. */
export function chartOf(analysis: AudioAnalysis, tab: Tab): Figure {
  const { mix, sampleRate, hopLength, frames, spectrogram } = analysis;
  if (tab === "spectrogram")
    return spectrogramFigure({
      values: spectrogram.decibels,
      bins: spectrogram.bins,
      sampleRate,
      hopLength: spectrogram.stepSeconds * sampleRate,
      startSeconds: spectrogram.startSeconds,
      durationSeconds: analysis.durationSeconds,
      yScale: "mel",
      range: [-80, 0],
    });
  if (tab === "curves") {
    // RMS, zero-crossing rate and centroid: what lies between the waveform and the spectrogram.
    const { panels } = pictureOf(analysis);
    return { panels: panels.slice(1, -1), shareX: true };
  }
  return waveformFigure({ samples: mix, sampleRate, envelope: { values: frames.amplitudeEnvelope, hopLength } });
}
