import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillCoverage, strokeCoverage, type Coverage } from "./coverage.js";
import { dashLine } from "./dash.js";
import { glyphOf, glyphTable, textWidth } from "./glyphs.js";

const clip = { x0: 0, y0: 0, x1: 40, y1: 30 };
const total = (coverage: Coverage | undefined): number =>
  (coverage?.values ?? new Float32Array(0)).reduce((a, b) => a + b, 0);
const at = ({ box, values }: Coverage, x: number, y: number): number =>
  values[(y - box.y0) * (box.x1 - box.x0) + x - box.x0];

describe("fillCoverage", () => {
  test("covers a pixel by the share of its area", () => {
    const coverage = fillCoverage([Float64Array.of(1.25, 1.5, 3.5, 1.5, 3.5, 3, 1.25, 3)], clip)!;
    expect(at(coverage, 1, 1)).toBeCloseTo(0.75 * 0.5, 6);
    expect(at(coverage, 2, 2)).toBe(1);
    expect(at(coverage, 3, 2)).toBeCloseTo(0.5, 6);
  });

  test("has the area of the triangle, whichever way it runs", () => {
    const place = fc.double({ min: 1, max: 29, noNaN: true });
    fc.assert(
      fc.property(place, place, place, place, place, place, (ax, ay, bx, by, cx, cy) => {
        const area = Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
        expect(total(fillCoverage([Float64Array.of(ax, ay, bx, by, cx, cy)], clip))).toBeCloseTo(area, 2);
        expect(total(fillCoverage([Float64Array.of(cx, cy, bx, by, ax, ay)], clip))).toBeCloseTo(area, 2);
      }),
    );
  });

  test("leaves holes that run the other way round", () => {
    const outer = Float64Array.of(0, 0, 10, 0, 10, 10, 0, 10);
    const hole = Float64Array.of(3, 3, 3, 7, 7, 7, 7, 3);
    expect(total(fillCoverage([outer, hole], clip))).toBeCloseTo(84, 4);
  });

  test("is cut at the clip and nothing outside it", () => {
    expect(total(fillCoverage([Float64Array.of(-50, -50, 90, -50, 90, 90, -50, 90)], clip))).toBeCloseTo(1200, 3);
    expect(fillCoverage([Float64Array.of(50, 50, 60, 50, 60, 60)], clip)).toBeUndefined();
    expect(fillCoverage([], clip)).toBeUndefined();
  });
});

describe("strokeCoverage", () => {
  test("is as wide as the line", () => {
    const coverage = strokeCoverage(Float64Array.of(5, 10, 35, 10), 4, clip)!;
    const column = Array.from({ length: 20 }, (_, y) =>
      y >= coverage.box.y0 && y < coverage.box.y1 ? at(coverage, 20, y) : 0,
    );
    expect(column.reduce((a, b) => a + b, 0)).toBeCloseTo(4, 6);
  });

  test("does not darken where pieces overlap", () => {
    const whole = strokeCoverage(Float64Array.of(5, 5, 30, 20), 1.5, clip)!;
    const pieces = strokeCoverage(
      Float64Array.from({ length: 102 }, (_, i) => (i % 2 === 0 ? 5 + i / 4 : 5 + ((i - 1) / 4) * 0.6)),
      1.5,
      clip,
    )!;
    expect(total(pieces)).toBeCloseTo(total(whole), 3);
  });

  test("breaks at NaN and draws a single point as a round dot", () => {
    const gap = strokeCoverage(Float64Array.of(2, 5, 8, 5, Number.NaN, Number.NaN, 20, 5, 30, 5), 2, clip)!;
    expect(at(gap, 14, 5)).toBe(0);
    expect(at(gap, 25, 5)).toBeGreaterThan(0.9);
    expect(total(strokeCoverage(Float64Array.of(10, 10, 10, 10), 6, clip))).toBeCloseTo(Math.PI * 9, 0);
  });

  test("does not mind ends far outside", () => {
    const coverage = strokeCoverage(Float64Array.of(-1e7, 15, 1e7, 15), 2, clip)!;
    expect(at(coverage, 20, 15)).toBeCloseTo(1, 3);
  });
});

test("dashes cover their share of the line", () => {
  const dashed = dashLine(Float64Array.of(0, 0, 100, 0), [6, 4]);
  let length = 0;
  for (let i = 2; i < dashed.length; i += 2) {
    const piece = dashed[i] - dashed[i - 2];
    if (!Number.isNaN(piece)) length += piece;
  }
  expect(length).toBeCloseTo(60, 9);
  expect(dashLine(Float64Array.of(0, 0, 5, 5), [])).toEqual(Float64Array.of(0, 0, 5, 5));
});

describe("glyphs", () => {
  test("know ASCII, Latin-1 and the signs of figures", () => {
    const font = glyphTable();
    const box = glyphOf(font, 0);
    const signs = `${String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i))}äöüßéñçÅµ×–—…±°σ²³√→≥≤·−∞ΩΔ`;
    for (const sign of signs) expect(glyphOf(font, sign.codePointAt(0)!), sign).not.toBe(box);
    expect(glyphOf(font, 0x1f3b5)).toBe(box);
  });

  test("have the advances of DejaVu Sans", () => {
    expect(glyphOf(glyphTable(), 65).advance).toBe(1401);
    expect(textWidth("AA", 2048)).toBe(2802);
    expect(textWidth("", 12)).toBe(0);
  });

  test("have the filled area of their letter: a dash is a bar, an o has a hole", () => {
    const font = glyphTable();
    const area = (character: string): number => {
      const shapes = glyphOf(font, character.codePointAt(0)!).contours.map((contour) => contour.map((v) => v / 64 + 5));
      return total(fillCoverage(shapes, { x0: 0, y0: 0, x1: 60, y1: 60 })) * 64 * 64;
    };
    // The hyphen is a bar of 539 × 164 font units; an o without its hole would fill π/4 of its 1028 × 1176 box.
    expect(area("-") / (539 * 164)).toBeCloseTo(1, 3);
    expect(area("o") / ((Math.PI / 4) * 1028 * 1176)).toBeLessThan(0.6);
  });
});
