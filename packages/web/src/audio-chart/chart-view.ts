// The chart's markup, as functions of what is shown.
import { html, nothing, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import type { Rect } from "@sonograd/io";
import type { Stretch } from "../analysis/facts.js";
import type { ChartCursor } from "../cursor/chart-cursor.js";
import { formatFrequency, formatLevel } from "../text/quantity.js";
import type { ChartState } from "./chart-job.js";

export interface ChartViewOptions {
  readonly cursor: ChartCursor;
  /** Where the data lies; undefined before the first drawing. */
  readonly plot: Rect | undefined;
  readonly readout: string;
  readonly caption: string;
  readonly stretches: readonly Stretch[];
  /** The page's colours changed. */
  readonly onColors: () => void;
}

const HELP_TIME = "Left and right arrow keys move the cursor in time";
const HELP_REST = "Home and End go to the ends, plus and minus zoom, zero shows everything.";

/** The canvas, the focusable plot over it with its cursor, and the data as a table. */
export function chartView({ cursor, plot, readout, caption, stretches, onColors }: ChartViewOptions): TemplateResult {
  const { height } = cursor.state;
  const help = `${HELP_TIME}${height === null ? "" : ", up and down in frequency"}. ${HELP_REST}`;
  return html`
    <canvas part="canvas" aria-hidden="true" @transitionend=${onColors}></canvas>
    <div
      part="plot"
      class="plot"
      role="application"
      aria-label="Cursor. ${help}"
      tabindex="0"
      style=${styleMap(plot ? pixels(plot) : { inset: "0" })}
      @focus=${cursor.onFocus}
      @keydown=${cursor.onKeyDown}
      @pointerdown=${cursor.onPointerDown}
      @pointermove=${cursor.onPointerMove}
    >
      ${cursor.isVisible ? cursorView(cursor, readout) : nothing}
    </div>
    ${dataTable(caption, stretches)}
  `;
}

const pixels = ({ x, y, width, height }: Rect): Record<string, string> => ({
  left: `${x}px`,
  top: `${y}px`,
  width: `${width}px`,
  height: `${height}px`,
});

function cursorView({ state }: ChartCursor, readout: string): TemplateResult {
  const [start, end] = state.view;
  const across = end > start ? (state.timeSeconds - start) / (end - start) : 0;
  const percent = (unit: number): string => `${100 * unit}%`;
  // The text stays on the side of the plot where the cursor is not.
  const side = across > 0.5 ? { left: "4px" } : { right: "4px" };
  return html`
    <div part="cursor" class="cursor cursor-time" style=${styleMap({ left: percent(across) })}></div>
    ${
      state.height === null
        ? nothing
        : html`<div
            part="cursor"
            class="cursor cursor-height"
            style=${styleMap({ top: percent(1 - state.height) })}
          ></div>`
    }
    <div part="readout" class="readout" aria-hidden="true" style=${styleMap(side)}>${readout}</div>
  `;
}

/** What a screen reader can walk through instead of looking. */
function dataTable(caption: string, stretches: readonly Stretch[]): TemplateResult {
  const time = (seconds: number): string => seconds.toFixed(2);
  return html`
    <table class="visually-hidden">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">Time in seconds</th>
          <th scope="col">Peak</th>
          <th scope="col">RMS</th>
          <th scope="col">Loudest frequency</th>
        </tr>
      </thead>
      <tbody>
        ${stretches.map(
          ({ startSeconds, endSeconds, peak, rms, loudestHz }) => html`
            <tr>
              <th scope="row">${time(startSeconds)} to ${time(endSeconds)}</th>
              <td>${formatLevel(peak)}</td>
              <td>${formatLevel(rms)}</td>
              <td>${loudestHz === undefined ? "none" : formatFrequency(loudestHz)}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

/** What stands in the place of a chart, or over it while a new one is made. */
export function stateView(state: ChartState, hasChart: boolean): TemplateResult | typeof nothing {
  switch (state.kind) {
    case "ready":
      return nothing;
    case "empty":
      return html`<div part="status" class="status">No audio. Set src, file or samples.</div>`;
    case "loading":
      return html`
        <div part="status" class="status loading ${hasChart ? "over-chart" : ""}">
          <span>Loading ${state.name}…</span>
          <span class="bar"></span>
        </div>
      `;
    case "error":
      return html`
        <div part="error" class="error" role="alert">
          <strong>${state.name} cannot be shown.</strong>
          <span>${state.message}</span>
        </div>
      `;
  }
}
