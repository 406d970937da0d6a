import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scaleOf } from "../scene/scale.js";
import type { Axis } from "../scene/scene.js";
import { axisTicks, niceRange, niceSteps, type TickSpace } from "./ticks.js";

const space = (length: number): TickSpace => ({
  length,
  labelExtent: (label) => 7 * label.length,
  minSpacing: 40,
  minGap: 8,
});
const labels = (axis: Axis, length = 600): string[] => axisTicks(axis, space(length)).ticks.map((tick) => tick.label);

describe("axisTicks", () => {
  test("counts in whole numbers where values are counted", () => {
    expect(labels({ scale: "linear", range: [-0.5, 3.5], whole: true })).toEqual(["0", "1", "2", "3"]);
    expect(labels({ scale: "linear", range: [-0.5, 0.5], whole: true })).toEqual(["0"]);
  });

  test("leaves the inside of a decade empty where decades are many", () => {
    expect(axisTicks({ scale: "log", range: [1, 1000] }, space(300)).minor.length).toBeGreaterThan(10);
    expect(axisTicks({ scale: "log", range: [1e-14, 1] }, space(300)).minor).toEqual([]);
  });

  test("steps a linear axis by 1, 2 or 5", () => {
    expect(labels({ scale: "linear", range: [0, 1] })).toEqual([
      "0.0",
      "0.1",
      "0.2",
      "0.3",
      "0.4",
      "0.5",
      "0.6",
      "0.7",
      "0.8",
      "0.9",
      "1.0",
    ]);
    expect(labels({ scale: "linear", range: [-1, 1] }, 200)).toEqual(["−1.0", "−0.5", "0.0", "0.5", "1.0"]);
  });

  test("writes large frequencies in kHz on a linear axis", () => {
    const axis: Axis = { scale: "linear", range: [0, 4000], unit: "Hz" };
    expect(axisTicks(axis, space(300))).toMatchObject({ unit: "kHz" });
    expect(labels(axis, 300)).toEqual(["0", "1", "2", "3", "4"]);
  });

  test("labels a log axis by decades with 2 and 5, thousands with k", () => {
    expect(labels({ scale: "log", range: [20, 20000], unit: "Hz" }, 700)).toEqual([
      "20",
      "50",
      "100",
      "200",
      "500",
      "1k",
      "2k",
      "5k",
      "10k",
      "20k",
    ]);
    expect(labels({ scale: "log", range: [1e-6, 1] }, 200)).toEqual(["1e−6", "0.0001", "0.01", "1"]);
  });

  test("labels a mel axis with round frequencies", () => {
    expect(labels({ scale: "mel", range: [0, 8000], unit: "Hz" }, 300)).toEqual(["0", "500", "1k", "2k", "4k", "8k"]);
  });

  test("writes time in ms, s or m:ss after its length", () => {
    const time = (end: number): string[] => labels({ scale: "linear", range: [0, end], unit: "s" }, 300);
    expect(time(0.02)).toEqual(["0", "5", "10", "15", "20"]);
    expect(time(2)).toEqual(["0.0", "0.5", "1.0", "1.5", "2.0"]);
    expect(time(125)).toEqual(["0:00", "0:30", "1:00", "1:30", "2:00"]);
    expect(axisTicks({ scale: "linear", range: [0, 125], unit: "s" }, space(300)).unit).toBe("m:ss");
    expect(labels({ scale: "linear", range: [125, 126], unit: "s" }, 150)).toEqual(["2:05.0", "2:05.5", "2:06.0"]);
    expect(time(7200)).toEqual(["0:00", "30:00", "1:00:00", "1:30:00", "2:00:00"]);
  });

  test("steps levels by the decibels people use", () => {
    expect(labels({ scale: "decibel", range: [-80, 0], unit: "dB" }, 250)).toEqual(["−80", "−60", "−40", "−20", "0"]);
    expect(labels({ scale: "decibel", range: [-90, 0], unit: "dB" }, 170)).toEqual(["−90", "−60", "−30", "0"]);
  });

  test("skips names that do not fit, at even distance", () => {
    const categories = Array.from({ length: 20 }, (_, i) => `class${i}`);
    expect(labels({ scale: "category", range: [0, 20], categories }, 250)).toEqual([
      "class0",
      "class5",
      "class10",
      "class15",
    ]);
  });

  test("shows the ends where no step fits, and one value where the range has no extent", () => {
    expect(labels({ scale: "linear", range: [0.31, 0.37] }, 45)).toEqual(["0.31", "0.37"]);
    expect(labels({ scale: "linear", range: [3, 3] })).toEqual(["3"]);
    expect(labels({ scale: "linear", range: [0, Number.NaN] })).toEqual([]);
  });

  test("never lets labels touch and never leaves the range", () => {
    const scales = fc.constantFrom("linear", "log", "mel", "decibel") as fc.Arbitrary<Axis["scale"]>;
    const units = fc.constantFrom("s", "Hz", "dB", undefined);
    const end = fc.double({ min: 1e-7, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(scales, units, end, end, fc.integer({ min: 1, max: 2000 }), (scale, unit, a, b, length) => {
        const axis: Axis = { scale, range: [Math.min(a, b), Math.max(a, b)], ...(unit === undefined ? {} : { unit }) };
        const room = space(length);
        const { ticks } = axisTicks(axis, room);
        const at = ticks.map((tick) => scaleOf(axis).toUnit(tick.value) * length);
        for (let i = 0; i < ticks.length; i++) {
          expect(at[i]).toBeGreaterThan(-1e-3 * length);
          expect(at[i]).toBeLessThan(1.001 * length);
          if (i === 0) continue;
          const needed = (room.labelExtent(ticks[i].label) + room.labelExtent(ticks[i - 1].label)) / 2 + room.minGap;
          expect(at[i] - at[i - 1]).toBeGreaterThanOrEqual(needed);
        }
        expect(new Set(ticks.map((tick) => tick.label)).size).toBe(ticks.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe("niceRange", () => {
  test("widens to round ends", () => {
    expect(niceRange(0.013, 0.371)).toEqual([0, 0.4]);
    expect(niceRange(-31.2, 3)).toEqual([-35, 5]);
  });

  test("gives a range without extent one", () => {
    expect(niceRange(0, 0)).toEqual([0, 1]);
    const [low, high] = niceRange(5, 5);
    expect(low).toBeLessThanOrEqual(5);
    expect(high).toBeGreaterThan(5);
    expect(niceRange(Number.NaN, Number.NaN)).toEqual([0, 1]);
  });

  test("has only steps of 1, 2 and 5", () => {
    for (const step of niceSteps(0.37)) expect([1, 2, 5]).toContain(Number(step.toExponential()[0]));
  });
});
