// Curves, points and lines over a waveform or a spectrogram.

import { ParameterError, ShapeError } from "@sonograd/core";
import type { CurveLayer, MarkersLayer, SceneColor } from "../scene/scene.js";
import { readValues, type ChartValues } from "./chart-input.js";
import { overlayColors } from "./overlay-colors.js";

/** Something drawn over a picture of a recording. */
export interface Overlay {
  /** Times in seconds (default: one value per frame, frame i at i · hopLength / sampleRate). */
  readonly x?: ChartValues;
  /** Values on the y axis; NaN leaves gaps. Without it, each x is a vertical line, for example a beat. */
  readonly y?: ChartValues;
  readonly label?: string;
  readonly color?: SceneColor;
  readonly dash?: "solid" | "dashed" | "dotted";
  /** Points instead of a line (default false). */
  readonly markers?: boolean;
}

/** The layers of overlays over a waveform or an image; `step` is the time between frames in seconds. */
export function readOverlays(
  op: string,
  overlays: readonly Overlay[],
  step: number,
  under: "waveform" | "image",
): Promise<(CurveLayer | MarkersLayer)[]> {
  const colors = overlayColors(overlays, under);
  return Promise.all(
    overlays.map(async (overlay, i): Promise<CurveLayer | MarkersLayer> => {
      const name = `overlays[${i}]`;
      const { label, dash, markers = false } = overlay;
      const look = { color: colors[i], ...(label === undefined ? {} : { label }) };
      const x = overlay.x === undefined ? undefined : await readValues(op, `${name}.x`, overlay.x);
      if (overlay.y === undefined) {
        if (x === undefined) throw new ParameterError(`${op}: ${name} has neither x nor y. Give one of them.`);
        return { kind: "markers", shape: "line", x, ...look };
      }
      const y = await readValues(op, `${name}.y`, overlay.y);
      if (x !== undefined && x.length !== y.length)
        throw new ShapeError(`${op}: ${name}.x.length=${x.length} must equal ${name}.y.length=${y.length}.`);
      if (!markers)
        return { kind: "curve", x: x ?? { start: 0, step }, y, width: 1.75, ...look, ...(dash && { dash }) };
      return { kind: "markers", shape: "circle", x: x ?? Float64Array.from(y, (_, k) => k * step), y, ...look };
    }),
  );
}
