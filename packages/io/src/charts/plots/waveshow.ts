// A waveform in one line.

import type { Figure } from "../scene/scene.js";
import { readValues, type ChartValues } from "./chart-input.js";
import { requirePositive } from "./checks.js";
import { amplitudeRange } from "./data-range.js";
import { readOverlays, type Overlay } from "./overlays.js";
import { timeAxis } from "./waveform-figure.js";

/** How a waveform is shown. */
export interface WaveshowOptions {
  /** Hz. */
  readonly sampleRate: number;
  readonly title?: string;
  /** Name of the waveform in the legend. */
  readonly label?: string;
  /** Curves, points and vertical lines over it. */
  readonly overlays?: readonly Overlay[];
  /** Samples between the frames of overlays without `x` (default 512). */
  readonly hopLength?: number;
}

/**
 * A waveform over time.
 *
 * @param y  one channel, [samples], any range; NaN leaves gaps, silence is shown at full scale ±1
 * @param options.sampleRate  Hz, > 0
 * @param options.overlays    `[{ x, y, label, color, dash, markers }]`, x in seconds; without x one value per frame, without
 *                            y vertical lines
 * @param options.hopLength   samples between frames (default 512)
 * @returns a figure of one panel: seconds across, amplitude up
 * @throws ParameterError  a rate or length is not positive, or y is complex
 * @throws ShapeError      y has more than one channel, or x and y of an overlay differ in length
 * @source librosa.display.waveshow
 * @example await saveFigure("speech.png", await waveshow(y, { sampleRate, title: "Speech" }))
 */
export async function waveshow(y: ChartValues, options: WaveshowOptions): Promise<Figure> {
  const { sampleRate, title, label, overlays = [], hopLength = 512 } = options;
  requirePositive("waveshow", { sampleRate, hopLength });
  const samples = await readValues("waveshow", "y", y);
  const over = await readOverlays("waveshow", overlays, hopLength / sampleRate, "waveform");
  const values = over.flatMap((layer) => (layer.y === undefined ? [] : [layer.y]));
  return {
    ...(title === undefined ? {} : { title }),
    panels: [
      {
        x: timeAxis(samples.length / sampleRate),
        y: { scale: "linear", range: amplitudeRange(samples, ...values), label: "Amplitude" },
        layers: [
          {
            kind: "waveform",
            samples,
            x: { start: 0, step: 1 / sampleRate },
            color: "blue",
            ...(label === undefined ? {} : { label }),
          },
          ...over,
        ],
      },
    ],
  };
}
