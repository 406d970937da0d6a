import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { getWindow, ParameterError, type WindowSpec } from "../index.js";
import { windowValues } from "./get-window.js";
import { WINDOW_ALIASES, WINDOW_SHAPES } from "./window-shapes.js";

type Canonical = keyof typeof WINDOW_SHAPES;

// From scipy.signal.windows, symmetric, 6 points: those that the golden files do not hold.
const SCIPY: readonly (readonly [WindowSpec, readonly number[]])[] = [
  ["barthann", [0, 0.35857354213752, 0.8794264578624801]],
  ["lanczos", [0, 0.5045511524271046, 0.935489283788639]],
  [["general_gaussian", 1.5, 7], [0.9774804689558775, 0.9950922574437439, 0.99981780085684]],
  [["general_hamming", 0.7], [0.3999999999999999, 0.6072949016875158, 0.9427050983124843]],
  [["general_cosine", [0.7, 0.2, 0.1]], [0.6, 0.5572949016875157, 0.8927050983124842]],
  [["kaiser_bessel_derived", 4], [0.22047876123724322, Math.SQRT1_2, 0.9753917755667671]],
  ["taylor", [0.306346927307408, 0.6620647789400378, 0.9570021269253987]],
  [["taylor", 4, 30, false], [0.4773211691367971, 1.0315675012821064, 1.4911113295810965]],
  [["dpss", 2.5], [0.10246163378109821, 0.4818778298792929, 0.935064935064935]],
  [["taylor", 5, 40], [0.18191185757593348, 0.5766953906515019, 0.943461852982227]],
  [["chebwin", 60], [0.13265103435564735, 0.5477085429608687, 1.0]],
]; // prettier-ignore

describe("getWindow", () => {
  test.each(SCIPY)("%s is scipy's", (spec, half) => {
    const values = windowValues(spec, 6, false);
    const expected = [...half, ...half.toReversed()];
    values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
  });

  test("a Slepian window is exact to its smallest values, at odd and at great lengths", () => {
    const odd = windowValues(["dpss", 2.5], 9, false);
    [0.04080887106381651, 0.2018541771042083, 0.5121647719505525, 0.8503476239828903, 1.0].forEach((value, i) =>
      expect(odd[i]).toBeCloseTo(value, 12),
    );
    const long = windowValues(["dpss", 4], 1000);
    const at = [0, 1, 250, 499, 500, 501];
    [
      4.6138924319074837e-5, 5.286555126095092e-5, 0.20782865141041532, 0.9999764484661314, 1.0, 0.9999764484661379,
    ].forEach((value, i) => expect(long[at[i]]).toBeCloseTo(value, 10));
    expect(() => windowValues(["dpss", 4], 6)).toThrow(/NW=4.*half of n=7/);
  });

  test("scipy's aliases are the windows they name", () => {
    for (const [alias, name] of Object.entries(WINDOW_ALIASES)) {
      const rest =
        name === "general_cosine" ? [[0.7, 0.3]] : WINDOW_SHAPES[name].defaults.map((d) => (Number.isNaN(d) ? 2 : d));
      const values = (n: string): Float64Array => windowValues([n, ...rest] as unknown as WindowSpec, 11);
      expect(values(alias)).toEqual(values(name));
    }
  });

  test("a periodic window is the symmetric one of a point more without its last point", () => {
    for (const name of Object.keys(WINDOW_SHAPES) as Canonical[]) {
      const spec = [name, ...WINDOW_SHAPES[name].defaults.map((d) => (Number.isNaN(d) ? 3 : d))] as WindowSpec;
      expect(windowValues(spec, 15)).toEqual(windowValues(spec, 16, false).slice(0, 15));
    }
  });

  test("symmetric windows read the same backwards and never exceed 1", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(WINDOW_SHAPES) as Canonical[])),
        fc.integer({ min: 1, max: 40 }),
        (name, half) => {
          const spec = [
            name,
            ...WINDOW_SHAPES[name].defaults.map((d) => {
              if (!Number.isNaN(d)) return d;
              // Slepian's half bandwidth must stay below half the length.
              return name === "general_hamming" ? 0.7 : name === "dpss" ? Math.min(4, 0.45 * half) : 4;
            }),
          ] as WindowSpec;
          const values = windowValues(spec, name === "kaiser_bessel_derived" ? 2 * half : half, false);
          values.forEach((value, i) => expect(value).toBeCloseTo(values[values.length - 1 - i], 10));
          expect(Math.max(...values)).toBeLessThanOrEqual(1 + 1e-6);
        },
      ),
    );
  });

  test("no point is an empty window, one point is 1", () => {
    expect(getWindow("hann", 0).shape).toEqual([0]);
    expect(getWindow("hann", 1).arraySync()).toEqual([1]);
    expect(getWindow("hann", 2, { fftbins: false }).arraySync()).toEqual([0, 0]);
  });

  test("a number is Kaiser's beta, a list is taken as it is", () => {
    expect(windowValues(8.6, 9)).toEqual(windowValues(["kaiser", 8.6], 9));
    expect(getWindow([0, 1, 0.5], 3).arraySync()).toEqual([0, 1, 0.5]);
  });

  test("null stands for a parameter's default", () => {
    expect(windowValues(["exponential", null, 3], 8)).toEqual(windowValues(["exponential", -1, 3], 8));
    expect(windowValues(["tukey", null], 8)).toEqual(windowValues(["tukey", 0.5], 8));
  });

  test("keeps double precision on request", () => {
    const { dtype } = getWindow("hann", 7, { dtype: "float64" });
    expect(dtype).toBe("float64");
    expect(getWindow("hann", 7).dtype).toBe("float32");
  });

  test("names what is wrong with a window", () => {
    expect(() => getWindow("hanc" as "hann", 8)).toThrow(ParameterError);
    expect(() => getWindow("hanc" as "hann", 8)).toThrow(/window="hanc" is not known\. Known are boxcar/);
    expect(() => getWindow("kaiser", 8)).toThrow(/"kaiser" needs 1 finite parameter/);
    expect(() => getWindow(["hann", 3], 8)).toThrow(ParameterError);
    expect(() => getWindow([1, 2], 3)).toThrow(/2 values but must have n=3/);
    expect(() => getWindow("hann", -1)).toThrow(/n=-1/);
    expect(() => getWindow(["kaiser_bessel_derived", 4], 7, { fftbins: false })).toThrow(/n=7 must be even/);
  });
});
