import { ParameterError } from "@sonograd/core";
import { unzlibSync } from "fflate";
import { describe, expect, test } from "vitest";
import { drawFigure } from "../drawing/draw-figure.js";
import { layerColor, themeOf } from "../scene/theme.js";
import type { Axis, Figure, Layer } from "../scene/scene.js";
import { crc32, encodePng } from "./png.js";
import { RasterSurface } from "./raster-surface.js";
import { renderPng } from "./render-png.js";

/** An independent reader: signature, chunks with their CRC, filters of the specification. */
function decodePng(file: Uint8Array): { width: number; height: number; pixels: Uint8Array; chunks: string[] } {
  expect(Array.from(file.subarray(0, 8))).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks: string[] = [];
  const data: Uint8Array[] = [];
  let [width, height] = [0, 0];
  for (let at = 8; at < file.length;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    expect(view.getUint32(at + 8 + length)).toBe(crc32(file.subarray(at + 4, at + 8 + length)));
    if (type === "IHDR") [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (type === "IDAT") data.push(file.subarray(at + 8, at + 8 + length));
    chunks.push(type);
    at += 12 + length;
  }
  const raw = unzlibSync(Uint8Array.from(data.flatMap((part) => Array.from(part))));
  const stride = width * 3;
  expect(raw).toHaveLength(height * (stride + 1));
  const pixels = new Uint8Array(height * stride);
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < stride; i++) {
      const a = i >= 3 ? pixels[y * stride + i - 3] : 0;
      const b = y > 0 ? pixels[(y - 1) * stride + i] : 0;
      const c = i >= 3 && y > 0 ? pixels[(y - 1) * stride + i - 3] : 0;
      const nearest = [a, b, c].reduce(
        (best, v) => (Math.abs(a + b - c - v) < Math.abs(a + b - c - best) ? v : best),
        a,
      );
      const predicted = [0, a, b, (a + b) >> 1, nearest][raw[y * (stride + 1)]];
      pixels[y * stride + i] = raw[y * (stride + 1) + 1 + i] + predicted;
    }
  }
  return { width, height, pixels, chunks };
}

const unitAxis: Axis = { scale: "linear", range: [0, 2] };
const figureOf = (...layers: Layer[]): Figure => ({ panels: [{ x: unitAxis, y: unitAxis, layers, grid: false }] });
const blocks: Layer = {
  kind: "heatMap",
  values: Float32Array.of(0, 1, 1, 0),
  rows: 2,
  columns: 2,
  x: [0, 2],
  y: [0, 2],
  colorMap: "gray",
  range: [0, 1],
  enlarge: "blocks",
};

/** The colour at a place of the plot, both 0…1 from the lower left. */
function sample(figure: Figure, u: number, v: number, pixelRatio = 1): number {
  const size = { width: 300, height: 200, pixelRatio };
  const { plot } = drawFigure(new RasterSurface(300, 200, pixelRatio), figure).panels[0];
  const { width, pixels } = decodePng(renderPng(figure, size));
  const x = Math.floor((plot.x + u * plot.width) * pixelRatio);
  const y = Math.floor((plot.y + (1 - v) * plot.height) * pixelRatio);
  const i = 3 * (y * width + x);
  return (pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2];
}

describe("renderPng", () => {
  test("writes a whole PNG file of the device size", () => {
    const { width, height, chunks } = decodePng(renderPng(figureOf(), { width: 300, height: 200, pixelRatio: 2 }));
    expect([width, height]).toEqual([600, 400]);
    expect(chunks).toEqual(["IHDR", "pHYs", "IDAT", "IEND"]);
  });

  test.each([1, 1.5, 2])("paints heat map cells exactly where they belong at ratio %d", (ratio) => {
    expect(sample(figureOf(blocks), 0.25, 0.25, ratio)).toBe(0x000000);
    expect(sample(figureOf(blocks), 0.75, 0.25, ratio)).toBe(0xffffff);
    expect(sample(figureOf(blocks), 0.25, 0.75, ratio)).toBe(0xffffff);
    expect(sample(figureOf(blocks), 0.75, 0.75, ratio)).toBe(0x000000);
  });

  test("shows pictures in their own colours, row 0 at y[0]", () => {
    const [on, off] = [Float32Array.of(1, 0), Float32Array.of(0, 0)];
    const at = { rows: 2, columns: 1, x: [0, 2], y: [2, 0] } as const;
    const picture: Layer = { kind: "image", channels: [on, off, Float32Array.of(0, 1)], ...at };
    expect(sample(figureOf(picture), 0.5, 0.75)).toBe(0xff0000);
    expect(sample(figureOf(picture), 0.5, 0.25)).toBe(0x0000ff);
  });

  test("draws a point on the edge whole, and none outside", () => {
    const color = layerColor(themeOf("light"), "blue", 0);
    const points = (x: number): Layer => ({
      kind: "markers",
      shape: "circle",
      x: Float32Array.of(x),
      y: Float32Array.of(1),
      color: "blue",
      size: 20,
    });
    const beyond = 1 + 5 / 270;
    expect(sample(figureOf(points(2)), beyond, 0.5)).toBe(color);
    expect(sample(figureOf(points(2.02)), beyond, 0.5)).toBe(0xffffff);
  });

  test("fills the background with the theme, corner to corner", () => {
    for (const theme of ["light", "dark"] as const) {
      const { pixels } = decodePng(renderPng(figureOf(), { width: 100, height: 80, pixelRatio: 1, theme }));
      const color = themeOf(theme).background;
      for (const at of [0, pixels.length - 3]) {
        expect((pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2]).toBe(color);
      }
    }
  });

  test("draws a curve, bars, a band and markers in their colours", () => {
    const color = layerColor(themeOf("light"), "blue", 0);
    const line: Layer = { kind: "curve", x: Float32Array.of(0, 2), y: Float32Array.of(1, 1), color: "blue", width: 8 };
    expect(sample(figureOf(line), 0.5, 0.5)).toBe(color);
    expect(sample(figureOf(line), 0.5, 0.7)).toBe(0xffffff);
    const bars: Layer = {
      kind: "bars",
      x: Float32Array.of(0.5, 1.5),
      heights: Float32Array.of(2, 1),
      width: 0.5,
      color: "blue",
    };
    expect(sample(figureOf(bars), 0.25, 0.9)).toBe(color);
    expect(sample(figureOf(bars), 0.75, 0.4)).toBe(color);
    expect(sample(figureOf(bars), 0.75, 0.6)).toBe(0xffffff);
    const ends = Float32Array.of(0, 2);
    const band: Layer = {
      kind: "band",
      x: ends,
      lower: Float32Array.of(0.5, 0.5),
      upper: Float32Array.of(1, 1),
      color: "#000000",
      opacity: 0.5,
    };
    expect(sample(figureOf(band), 0.5, 0.4) & 255).toBeCloseTo(127.5, -1);
    expect(sample(figureOf(band), 0.5, 0.6)).toBe(0xffffff);
    const dot: Layer = {
      kind: "markers",
      shape: "circle",
      x: Float32Array.of(1),
      y: Float32Array.of(1),
      size: 20,
      color: "blue",
    };
    expect(sample(figureOf(dot), 0.5, 0.5)).toBe(color);
  });

  test("shows a click of one sample in a minute of silence", () => {
    const samples = new Float32Array(60 * 44100);
    samples[1_000_000] = 1;
    const layer: Layer = { kind: "waveform", samples, x: { start: 0, step: 2 / samples.length }, color: "#ff0000" };
    const figure: Figure = { panels: [{ x: unitAxis, y: { scale: "linear", range: [-1, 1] }, layers: [layer] }] };
    expect(sample(figure, 1_000_000 / samples.length, 0.75)).toBe(0xff0000);
  });

  test("writes the same bytes for the same figure", () => {
    const small = { width: 200, height: 150 };
    expect(renderPng(figureOf(blocks), small)).toEqual(renderPng(figureOf(blocks), small));
  });

  test("refuses sizes that are not positive or beyond memory", () => {
    expect(() => renderPng(figureOf(), { width: 0 })).toThrow(ParameterError);
    expect(() => renderPng(figureOf(), { pixelRatio: Number.NaN })).toThrow(/pixelRatio=NaN/);
    expect(() => renderPng(figureOf(), { width: 1e6, height: 1e6 })).toThrow(/1000000/);
  });
});

test("crc32 gives the check value of its definition", () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
});

test("encodePng survives every filter: noise, ramps and flat rows come back unchanged", () => {
  const [width, height] = [37, 29];
  const pixels = Uint8ClampedArray.from({ length: width * height * 3 }, (_, i) => {
    const row = Math.floor(i / (width * 3));
    return [(i * 7919 * (row + 1)) % 256, i % 256, 128, row * 8][row % 4];
  });
  expect(decodePng(encodePng(pixels, width, height)).pixels).toEqual(Uint8Array.from(pixels));
});
