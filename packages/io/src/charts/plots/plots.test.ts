import { ParameterError, ShapeError } from "@sonograd/core";
import { describe, expect, test } from "vitest";
import { drawFigure } from "../drawing/draw-figure.js";
import { RasterSurface } from "../raster/raster-surface.js";
import { hzToMel } from "../scene/scale.js";
import type { Figure, HeatMapLayer } from "../scene/scene.js";
import { renderCells } from "../terminal/render-cells.js";
import { analysisFigure } from "./analysis-figure.js";
import { confusionMatrixFigure } from "./confusion-matrix-figure.js";
import { curvesFigure } from "./curves-figure.js";
import { spectrogramFigure } from "./spectrogram-figure.js";
import { waveformFigure } from "./waveform-figure.js";

const none = new Float32Array(0);
const nan = (n: number): Float32Array => new Float32Array(n).fill(Number.NaN);
const feature = (values: Float32Array) => ({ values, hopLength: 256 });
const everything = (samples: Float32Array, perFrame: Float32Array, levels: Float32Array): Figure =>
  analysisFigure({
    samples,
    sampleRate: 22050,
    envelope: feature(perFrame),
    rms: feature(perFrame),
    zeroCrossingRate: feature(perFrame),
    spectralCentroid: feature(perFrame),
    spectralBandwidth: feature(perFrame),
    spectrogram: { values: levels, bins: 5, hopLength: 256 },
    title: "Edge",
  });

const edgeCases: [string, Figure][] = [
  ["empty recording", everything(none, none, none)],
  ["one sample", everything(Float32Array.of(0.5), Float32Array.of(0.5), Float32Array.of(1, 2, 3, 4, 5))],
  ["two samples", everything(Float32Array.of(0.5, -1), Float32Array.of(1, 2), new Float32Array(10))],
  ["silence", everything(new Float32Array(4096), new Float32Array(17), new Float32Array(85).fill(-Infinity))],
  ["NaN", everything(nan(4096), nan(17), nan(85))],
  [
    "infinities",
    everything(
      new Float32Array(99).fill(Infinity),
      new Float32Array(3).fill(-Infinity),
      new Float32Array(15).fill(Infinity),
    ),
  ],
  [
    "subnormal",
    everything(new Float32Array(4096).fill(1e-40), new Float32Array(17).fill(1e-40), new Float32Array(85).fill(1e-40)),
  ],
  [
    "huge values",
    everything(new Float32Array(4096).fill(1e30), new Float32Array(17).fill(1e30), new Float32Array(85).fill(1e30)),
  ],
  ["no curves", curvesFigure({ curves: [] })],
  ["empty curve", curvesFigure({ curves: [{ y: none, label: "nothing" }] })],
  ["one value", curvesFigure({ curves: [{ y: Float32Array.of(3) }] })],
  ["constant", curvesFigure({ curves: [{ y: Float32Array.of(3, 3, 3) }] })],
  ["log of zeros", curvesFigure({ curves: [{ y: new Float32Array(4) }], y: { scale: "log" } })],
  ["one class", confusionMatrixFigure({ matrix: [7], labels: ["only"] })],
  ["no examples", confusionMatrixFigure({ matrix: Array.from({ length: 4 }, () => 0), labels: ["a", "b"] })],
  [
    "fifty classes",
    confusionMatrixFigure({
      matrix: Array.from({ length: 2500 }, () => 1),
      labels: Array.from({ length: 50 }, (_, i) => `class ${i}`),
    }),
  ],
  ["no panels", { panels: [], title: "Nothing" }],
];

describe.each(edgeCases)("a figure of %s", (_, figure) => {
  test("is drawn by every painter with finite places and no NaN in its labels", () => {
    for (const [width, height] of [
      [600, 500],
      [90, 60],
    ]) {
      const { panels } = drawFigure(new RasterSurface(width, height, 1), figure);
      for (const { plot, xTicks, yTicks } of panels) {
        const numbers = [
          plot.x,
          plot.y,
          plot.width,
          plot.height,
          ...[...xTicks, ...yTicks].map((tick) => tick.position),
        ];
        for (const number of numbers) expect(Number.isFinite(number)).toBe(true);
      }
    }
    for (const color of ["truecolor", "none"] as const) {
      const text = renderCells(figure, { columns: 80, rows: 24, color }).join("\n");
      expect(text).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});

describe("waveformFigure", () => {
  test("spans the duration in seconds and is symmetric around zero", () => {
    const { x, y } = waveformFigure({ samples: new Float32Array(11025).fill(0.3), sampleRate: 22050 }).panels[0];
    expect(x.range).toEqual([0, 0.5]);
    expect(y.range[0]).toBe(-y.range[1]);
    expect(y.range[1]).toBeGreaterThanOrEqual(0.3);
  });

  test("shows silence at full scale", () => {
    expect(waveformFigure({ samples: new Float32Array(9), sampleRate: 8000 }).panels[0].y.range).toEqual([-1, 1]);
  });

  test("refuses a sample rate that is not positive", () => {
    expect(() => waveformFigure({ samples: none, sampleRate: 0 })).toThrow(ParameterError);
    expect(() => waveformFigure({ samples: none, sampleRate: Number.NaN })).toThrow(/sampleRate=NaN/);
  });
});

describe("spectrogramFigure", () => {
  const values = Float32Array.from({ length: 5 * 4 }, (_, i) => -i);
  const layerOf = (figure: Figure): HeatMapLayer => figure.panels[0].layers[0] as HeatMapLayer;

  test("puts bin and frame centres where librosa has them: k · sampleRate / nFft and t · hop / sampleRate", () => {
    const layer = layerOf(spectrogramFigure({ values, bins: 5, sampleRate: 8000, hopLength: 80 }));
    // Edges lie half a cell outside the centres: 5 bins to 4 kHz are 1 kHz apart, frames 10 ms.
    expect(layer.y).toEqual([-500, 4500]);
    expect(layer.x[0]).toBeCloseTo(-0.005, 12);
    expect(layer.x[1]).toBeCloseTo(0.035, 12);
  });

  test("puts mel bands at the centres of a filter bank with fMin and fMax as its outer edges", () => {
    const layer = layerOf(spectrogramFigure({ values, bins: 5, sampleRate: 16000, hopLength: 80, binScale: "mel" }));
    const [low, high] = layer.y.map(hzToMel);
    const step = hzToMel(8000) / 6;
    expect((low + high) / 2).toBeCloseTo(3 * step, 9);
    expect(high - low).toBeCloseTo(5 * step, 9);
  });

  test("colours reach from the loudest cell topDb down, in whole decibels", () => {
    const levels = Float32Array.of(-3.4, -20, Number.NaN, -Infinity, -90);
    expect(
      layerOf(spectrogramFigure({ values: levels, bins: 5, sampleRate: 8000, hopLength: 80, topDb: 60 })).range,
    ).toEqual([-63, -3]);
  });

  test("does not show 0 Hz on a log axis", () => {
    const { y } = spectrogramFigure({ values, bins: 5, sampleRate: 8000, hopLength: 80, yScale: "log" }).panels[0];
    expect(y.range[0]).toBeGreaterThan(0);
  });

  test("refuses values that are no matrix, and says both numbers", () => {
    expect(() => spectrogramFigure({ values, bins: 3, sampleRate: 8000, hopLength: 80 })).toThrow(ShapeError);
    expect(() => spectrogramFigure({ values, bins: 3, sampleRate: 8000, hopLength: 80 })).toThrow(
      /values\.length=20.*bins=3/,
    );
    expect(() => spectrogramFigure({ values, bins: 5, sampleRate: 8000, hopLength: -1 })).toThrow(ParameterError);
  });
});

describe("analysisFigure", () => {
  test("has a panel per feature given, on one time axis", () => {
    const samples = new Float32Array(8000);
    expect(analysisFigure({ samples, sampleRate: 8000 }).panels).toHaveLength(1);
    const figure = analysisFigure({ samples, sampleRate: 8000, rms: feature(Float32Array.of(0.1, 0.2)) });
    expect(figure.panels.map((panel) => panel.y.label)).toEqual(["Amplitude", "RMS"]);
    expect(figure.shareX).toBe(true);
  });

  test("draws the bandwidth as a band around the centroid, cut at 0 Hz and half the sample rate", () => {
    const figure = analysisFigure({
      samples: new Float32Array(800),
      sampleRate: 8000,
      spectralCentroid: feature(Float32Array.of(1000, 3500)),
      spectralBandwidth: feature(Float32Array.of(1500, 1500)),
    });
    expect(figure.panels[1].layers[0]).toMatchObject({
      kind: "band",
      lower: Float32Array.of(0, 2000),
      upper: Float32Array.of(2500, 4000),
    });
  });
});

describe("confusionMatrixFigure", () => {
  test("colours cells by their share of the true class and writes the counts", () => {
    const { layers } = confusionMatrixFigure({
      matrix: [
        [3, 1],
        [0, 4],
      ],
      labels: ["a", "b"],
    }).panels[0];
    expect(layers[0]).toMatchObject({
      values: Float32Array.of(75, 25, 0, 100),
      texts: ["3", "1", "0", "4"],
      range: [0, 100],
    });
  });

  test("takes flat typed arrays as well as rows", () => {
    const flat = confusionMatrixFigure({ matrix: Int32Array.of(3, 1, 0, 4), labels: ["a", "b"] });
    expect(flat).toEqual(confusionMatrixFigure({ matrix: [Int32Array.of(3, 1), [0, 4]], labels: ["a", "b"] }));
  });

  test("refuses a matrix that does not fit its labels", () => {
    expect(() => confusionMatrixFigure({ matrix: [1, 2, 3], labels: ["a", "b"] })).toThrow(ShapeError);
    expect(() => confusionMatrixFigure({ matrix: [1, 2, 3], labels: ["a", "b"] })).toThrow(/3 values.*length=2/);
  });
});

describe("curvesFigure", () => {
  test("holds all finite values between round ends", () => {
    const { x, y } = curvesFigure({ curves: [{ y: Float32Array.of(0.12, Number.NaN, 0.93) }] }).panels[0];
    expect(x.range).toEqual([0, 2]);
    expect(y.range).toEqual([0, 1]);
  });

  test("spans whole decades on a log axis", () => {
    const { y } = curvesFigure({ curves: [{ y: Float32Array.of(0.02, 30) }], y: { scale: "log" } }).panels[0];
    expect(y.range).toEqual([0.01, 100]);
  });

  test("refuses x and y of different length, and 0 on a log axis", () => {
    expect(() => curvesFigure({ curves: [{ x: Float32Array.of(1), y: Float32Array.of(1, 2) }] })).toThrow(
      /curves\[0\].x.length=1/,
    );
    expect(() => curvesFigure({ curves: [], x: { scale: "log", range: [0, 10] } })).toThrow(ParameterError);
  });
});
