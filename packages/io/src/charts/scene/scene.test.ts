import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ParameterError } from "@sonograd/core";
import { luminance, nearest256, parseColor, readableOn } from "./color.js";
import { COLOR_MAP_NAMES, colorIndex, colorMap, colorOfValue } from "./colormaps.js";
import { hzToMel, melToHz, scaleOf } from "./scale.js";
import { themeOf } from "./theme.js";

describe("colour maps", () => {
  test("equal matplotlib's at both ends and in the middle", () => {
    const at = (name: (typeof COLOR_MAP_NAMES)[number], i: number): number[] =>
      Array.from(colorMap(name).subarray(3 * i, 3 * i + 3));
    expect([at("viridis", 0), at("viridis", 128), at("viridis", 255)]).toEqual([
      [68, 1, 84],
      [32, 144, 140],
      [253, 231, 36],
    ]);
    expect([at("magma", 0), at("magma", 255)]).toEqual([
      [0, 0, 3],
      [251, 252, 191],
    ]);
    expect([at("inferno", 0), at("inferno", 255)]).toEqual([
      [0, 0, 3],
      [252, 254, 164],
    ]);
    expect([at("plasma", 0), at("plasma", 255)]).toEqual([
      [12, 7, 134],
      [239, 248, 33],
    ]);
    expect([at("gray", 0), at("gray", 100), at("gray", 255)]).toEqual([
      [0, 0, 0],
      [100, 100, 100],
      [255, 255, 255],
    ]);
  });

  test.each(COLOR_MAP_NAMES)("%s has 256 colours and grows lighter all the way", (name) => {
    const table = colorMap(name);
    expect(table).toHaveLength(768);
    const light = Array.from({ length: 256 }, (_, i) =>
      luminance((table[3 * i] << 16) | (table[3 * i + 1] << 8) | table[3 * i + 2]),
    );
    for (let i = 8; i < 256; i++) expect(light[i]).toBeGreaterThan(light[i - 8]);
  });

  test("values beyond the range take the end colour, NaN has none", () => {
    expect([-1e9, -Infinity, 0].map((v) => colorIndex(v, [0, 1]))).toEqual([0, 0, 0]);
    expect([1, 1e9, Infinity].map((v) => colorIndex(v, [0, 1]))).toEqual([255, 255, 255]);
    expect(colorOfValue("gray", Number.NaN, [0, 1])).toBeUndefined();
    expect(colorIndex(5, [5, 5])).toBe(0);
  });
});

describe("scales", () => {
  test("mel follows Slaney: 1 kHz is 15 mel, 6.4 kHz is 42", () => {
    expect([0, 500, 1000, 6400].map(hzToMel)).toEqual([0, 7.5, 15, 42]);
  });

  test("every scale inverts itself", () => {
    const frequency = fc.double({ min: 1, max: 20000, noNaN: true });
    fc.assert(
      fc.property(frequency, (hz) => {
        expect(melToHz(hzToMel(hz)) / hz).toBeCloseTo(1, 9);
        for (const scale of ["linear", "log", "mel"] as const) {
          const { toUnit, fromUnit } = scaleOf({ scale, range: [1, 22050] });
          expect(fromUnit(toUnit(hz)) / hz).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  test("a reversed range runs the other way, one without extent stays in the middle", () => {
    expect(scaleOf({ scale: "linear", range: [10, 0] }).toUnit(2.5)).toBe(0.75);
    expect(scaleOf({ scale: "linear", range: [3, 3] }).toUnit(3)).toBe(0.5);
    expect(scaleOf({ scale: "log", range: [0, 10] }).toUnit(5)).toBe(0.5);
  });
});

describe("colours", () => {
  test("parse from hex and refuse anything else, naming it", () => {
    expect([parseColor("#102030"), parseColor("#fff")]).toEqual([0x102030, 0xffffff]);
    expect(() => parseColor("tomato")).toThrow(ParameterError);
    expect(() => parseColor("#12345")).toThrow(/#12345/);
  });

  test("series stand out from the background of their theme at least 3:1", () => {
    for (const name of ["light", "dark"] as const) {
      const theme = themeOf(name);
      for (const [series, color] of Object.entries(theme.series)) {
        const [high, low] = [luminance(color), luminance(theme.background)].sort((a, b) => b - a);
        expect((high + 0.05) / (low + 0.05), `${name} ${series}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  test("text on a colour is the one of black and white that has more contrast", () => {
    expect([readableOn(0xffffff), readableOn(0x000000), readableOn(0x440154), readableOn(0xfde724)]).toEqual([
      0, 0xffffff, 0xffffff, 0,
    ]);
  });

  test("nearest of 256 colours is exact where the terminal has the colour", () => {
    expect([0x000000, 0xffffff, 0xff0000, 0x5f87af, 0x080808].map(nearest256)).toEqual([16, 231, 196, 67, 232]);
  });
});
