import { ParameterError } from "@sonograd/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analysisFigure } from "../plots/analysis-figure.js";
import { confusionMatrixFigure } from "../plots/confusion-matrix-figure.js";
import { curvesFigure } from "../plots/curves-figure.js";
import { spectrogramFigure } from "../plots/spectrogram-figure.js";
import { waveformFigure } from "../plots/waveform-figure.js";
import type { Figure } from "../scene/scene.js";
import { textCells } from "./cell-text.js";
import { renderCells } from "./render-cells.js";

const ESCAPE = String.fromCharCode(27);
const strip = (line: string): string => line.replaceAll(new RegExp(`${ESCAPE}\\[[0-9;]*m`, "g"), "");

const samples = Float32Array.from({ length: 8000 }, (_, i) => Math.sin((i * i) / 40000) * 0.8);
const frames = (scale: number) => ({
  values: Float32Array.from({ length: 32 }, (_, i) => scale * (1 + Math.sin(i / 5))),
  hopLength: 256,
});
const values = Float32Array.from({ length: 33 * 32 }, (_, i) => -80 + ((i * 7) % 80));
const figures: Record<string, Figure> = {
  analysis: analysisFigure({
    samples,
    sampleRate: 8000,
    envelope: frames(0.4),
    rms: frames(0.3),
    zeroCrossingRate: frames(0.1),
    spectralCentroid: frames(900),
    spectralBandwidth: frames(300),
    spectrogram: { values, bins: 33, hopLength: 256 },
    title: "speech.wav: 8 kHz, 1.0 s, mono",
  }),
  confusion: confusionMatrixFigure({
    matrix: Array.from({ length: 9 }, (_, i) => i * 11),
    labels: ["air_conditioner", "dog_bark", "siren"],
    title: "音の分類 🎵",
  }),
  curves: curvesFigure({
    curves: [
      { y: Float32Array.of(3, 1, 2), label: "training" },
      { y: Float32Array.of(2, 2, 1), label: "validation", dash: "dashed" },
    ],
    x: { label: "Epoch" },
  }),
  mel: spectrogramFigure({ values, bins: 33, sampleRate: 8000, hopLength: 256, yScale: "mel" }),
  wave: waveformFigure({ samples, sampleRate: 8000 }),
};

describe.each(Object.entries(figures))("renderCells of the %s figure", (_, figure) => {
  test("gives exactly `rows` lines, none wider than `columns`, in every mode and size", () => {
    const size = fc.record({
      columns: fc.integer({ min: 1, max: 140 }),
      rows: fc.integer({ min: 1, max: 50 }),
      color: fc.constantFrom("truecolor", "256", "none") as fc.Arbitrary<"truecolor" | "256" | "none">,
      unicode: fc.boolean(),
    });
    fc.assert(
      fc.property(size, (options) => {
        const lines = renderCells(figure, options);
        expect(lines).toHaveLength(options.rows);
        for (const line of lines) {
          expect(textCells(strip(line))).toBeLessThanOrEqual(options.columns);
          expect(line).not.toMatch(/[\r\n]/);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("has no escape sequences without colour, and only ASCII without Unicode", () => {
    const plain = renderCells(figure, { columns: 80, rows: 24, color: "none", unicode: false }).join("\n");
    expect(plain).toMatch(/^[\n\x20-\x7e]*$/);
    const colored = renderCells(figure, { columns: 80, rows: 24, color: "256", unicode: false }).map(strip).join("\n");
    expect(colored).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test("closes its colours on every line", () => {
    for (const line of renderCells(figure, { columns: 80, rows: 24 })) {
      if (line.includes(ESCAPE)) expect(line.endsWith(`${ESCAPE}[0m`) || line.includes(`${ESCAPE}[39`)).toBe(true);
    }
  });

  test("still says what it shows at 40 columns", () => {
    const text = renderCells(figure, { columns: 40, rows: 20, color: "none" }).join("\n");
    expect(text).toMatch(/Amplitude|True class|Frequency|Epoch/);
    expect(text).toMatch(/[0-9]/);
  });
});

describe("renderCells", () => {
  test("draws a rising line in Braille and in ASCII", () => {
    const figure = curvesFigure({ curves: [{ y: Float32Array.of(0, 4) }], x: { label: "x" }, y: { label: "y" } });
    expect(renderCells(figure, { columns: 30, rows: 9, color: "none" })).toEqual([
      "y",
      "4┤                       ⢀⣀⠤⠒⠉",
      " │                   ⣀⠤⠒⠊⠁",
      " │              ⣀⠤⠔⠊⠉",
      "2┤         ⣀⡠⠔⠒⠉",
      " │    ⢀⡠⠤⠒⠉",
      "0┤⣀⠤⠒⠉⠁",
      " └┬─────────────┬────────────┬",
      " 0.0           0.5           x",
    ]);
    expect(renderCells(figure, { columns: 30, rows: 9, color: "none", unicode: false })).toEqual([
      "y",
      "4+                        ..''",
      " |                   ..'''",
      " |              ..'''",
      "2+         ...''",
      " |    ...''",
      "0+..''",
      " ++-------------+------------+",
      " 0.0           0.5           x",
    ]);
  });

  test("paints heat maps with two colours per cell", () => {
    const figure: Figure = {
      panels: [
        {
          x: { scale: "linear", range: [0, 1] },
          y: { scale: "linear", range: [0, 1] },
          layers: [
            {
              kind: "heatMap",
              values: Float32Array.of(0, 1),
              rows: 2,
              columns: 1,
              x: [0, 1],
              y: [0, 1],
              colorMap: "gray",
              range: [0, 1],
              enlarge: "blocks",
            },
          ],
        },
      ],
    };
    const [line] = renderCells(figure, { columns: 20, rows: 3 });
    expect(line).toContain(`${ESCAPE}[38;2;255;255;255;48;2;0;0;0m▀`);
    expect(renderCells(figure, { columns: 20, rows: 3, color: "256" })[0]).toContain("38;5;231;48;5;16m▀");
    expect(renderCells(figure, { columns: 20, rows: 4, color: "none" })[0]).toContain("█");
  });

  test("paints pictures in their own colours, or in shades of their brightness", () => {
    const [on, off] = [Float32Array.of(1), Float32Array.of(0)];
    const figure: Figure = {
      panels: [
        {
          x: { scale: "linear", range: [0, 1] },
          y: { scale: "linear", range: [0, 1] },
          layers: [{ kind: "image", channels: [on, on, off], rows: 1, columns: 1, x: [0, 1], y: [0, 1] }],
        },
      ],
    };
    expect(renderCells(figure, { columns: 20, rows: 3 })[0]).toContain("48;2;255;255;0m");
    // Yellow is nearly as bright as white.
    expect(renderCells(figure, { columns: 20, rows: 3, color: "none" })[0]).toContain("█");
  });

  test("strips control characters from texts, so a file name cannot command the terminal", () => {
    const figure = waveformFigure({ samples, sampleRate: 8000, title: `a${ESCAPE}[2Jb\r\nc` });
    const [title] = renderCells(figure, { columns: 40, rows: 8, color: "none" });
    expect(title.trim()).toBe("a[2Jbc");
  });

  test("counts wide characters as two cells", () => {
    expect(textCells("音a🎵é")).toBe(6);
    const line = renderCells(waveformFigure({ samples, sampleRate: 8000, title: "音".repeat(30) }), {
      columns: 21,
      rows: 8,
    })[0];
    expect(textCells(strip(line))).toBeLessThanOrEqual(21);
    expect(line).toContain("…");
  });

  test("refuses sizes that are not positive integers", () => {
    expect(() => renderCells(figures.wave, { columns: 0, rows: 5 })).toThrow(ParameterError);
    expect(() => renderCells(figures.wave, { columns: 80, rows: 2.5 })).toThrow(/rows=2.5/);
  });
});
