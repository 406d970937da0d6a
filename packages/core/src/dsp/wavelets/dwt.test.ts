import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dwt, dwt2, dwtMaxLevel, idwt, idwt2, ParameterError, ShapeError, tensor, wavedec, wavedec2, Wavelet, waverec, waverec2, wavelist, zeros, type NestedValues, type WaveletMode } from "../../index.js"; // prettier-ignore
import { WAVELET_MODES } from "./extend-signal.js";

const double = (values: NestedValues) => tensor(values, { dtype: "float64" });
const numbers = (t: { dataSync(): ArrayLike<unknown> }): number[] => Array.from(t.dataSync()) as number[];
const NAMES = wavelist({ kind: "discrete" });
/** Relative to the largest coefficient. Meyer's filter is cut to 62 taps: PyWavelets' round trip misses by as much. */
const exactness = (name: string): number => (name === "dmey" ? 1e-2 : 1e-11);

/** The largest difference between values and their round trip, over the largest coefficient. */
function roundTrip(values: readonly number[], name: string, mode: WaveletMode): number {
  const { cA, cD } = dwt(double([...values]), name, { mode });
  const back = numbers(idwt(cA, cD, name, { mode }));
  expect(back.length).toBe(values.length + (values.length % 2));
  // The extension of a short signal goes on growing: what rounding loses is relative to the coefficients.
  const largest = Math.max(1, ...numbers(cA).map(Math.abs));
  return Math.max(...values.map((v, i) => Math.abs(back[i] - v))) / largest;
}

describe("dwt", () => {
  describe.each(WAVELET_MODES)("mode %s", (mode) => {
    it.each(NAMES)("is undone by idwt, %s", (name) => {
      for (const n of [1, 2, 7, 40, 151]) {
        const values = Array.from({ length: n }, (_, i) => Math.sin(i * i + 1));
        expect(roundTrip(values, name, mode), `${n} samples`).toBeLessThan(exactness(name));
      }
    });

    it("is undone by idwt for any numbers", () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...NAMES),
          fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 }),
          (name, values) => {
            expect(roundTrip(values, name, mode)).toBeLessThan(exactness(name));
          },
        ),
        { numRuns: 50 },
      );
    });
  });

  it.each<[WaveletMode, number[], number[]]>([
    // What lies before and behind 1, 3, 2 by each mode, read out by filters that only delay.
    ["zero", [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0]],
    ["constant", [1, 1, 1, 1, 1, 1, 1], [2, 2, 2, 2, 2, 2, 2]],
    ["symmetric", [1, 1, 3, 2, 2, 3, 1], [2, 3, 1, 1, 3, 2, 2]],
    ["periodic", [2, 1, 3, 2, 1, 3, 2], [1, 3, 2, 1, 3, 2, 1]],
    ["smooth", [-13, -11, -9, -7, -5, -3, -1], [1, 0, -1, -2, -3, -4, -5]],
    ["reflect", [3, 2, 3, 1, 3, 2, 3], [3, 1, 3, 2, 3, 1, 3]],
    ["antisymmetric", [-1, 1, 3, 2, -2, -3, -1], [-2, -3, -1, 1, 3, 2, -2]],
    ["antireflect", [-1, -2, -3, -1, 1, 0, -1], [1, 3, 5, 4, 3, 5, 7]],
  ])("extends as pywt.pad does, mode %s", (mode, before, after) => {
    const extended = [...before, 1, 3, 2, ...after];
    // Value i of a filter that only takes tap j is the sample 2i + 1 − j.
    for (let j = 0; j < 9; j++) {
      const decLo = Float64Array.from({ length: 10 }, (_, k) => (k === j ? 1 : 0));
      const wavelet = new Wavelet("tap", { filterBank: { decLo, decHi: decLo, recLo: decLo, recHi: decLo } });
      numbers(dwt(double([1, 3, 2]), wavelet, { mode }).cA).forEach((v, i) => {
        const at = 2 * i + 1 - j + 7;
        if (at >= 0 && at < extended.length) expect(v).toBeCloseTo(extended[at], 12);
      });
    }
  });

  it("has no details of a polynomial below the vanishing moments, away from the ends", () => {
    const values = Array.from({ length: 40 }, (_, i) => 1 + 0.3 * i + 0.02 * i * i);
    const details = numbers(dwt(double(values), "db3").cD).slice(3, -3);
    details.forEach((d) => expect(Math.abs(d)).toBeLessThan(1e-11));
  });

  it("keeps the energy with orthogonal wavelets and periodization", () => {
    fc.assert(
      fc.property(fc.constantFrom("db7", "sym9", "haar"), fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 32, maxLength: 32 }), (name, values) => {
        const parts = wavedec(double(values), name, { mode: "periodization", level: 3 }).flatMap(numbers);
        const energy = (list: readonly number[]): number => list.reduce((s, v) => s + v * v, 0);
        expect(energy(parts)).toBeCloseTo(energy(values), 10);
      }), // prettier-ignore
      { numRuns: 30 },
    );
  });

  it("works along any dimension and over batches", () => {
    const x = double(Array.from({ length: 3 }, (_, i) => Array.from({ length: 8 }, (_, j) => Math.sin(i + j * j))));
    const { cA } = dwt(x.t(), "db2", { dim: 0 });
    expect(cA.shape).toEqual([5, 3]);
    const last = dwt(x, "db2").cA;
    numbers(cA.t().contiguous()).forEach((v, i) => expect(v).toBeCloseTo(numbers(last)[i], 14));
  });

  it("takes null for zeros on the way back", () => {
    const cA = double([1, 2, 3]);
    expect(numbers(idwt(cA, null, "db2"))).toEqual(numbers(idwt(cA, zeros([3], { dtype: "float64" }), "db2")));
    expect(numbers(idwt(null, cA, "db2"))).toEqual(numbers(idwt(zeros([3], { dtype: "float64" }), cA, "db2")));
  });

  it("refuses what makes no sense", () => {
    const x = double([1, 2, 3]);
    expect(() => dwt(x, "db99")).toThrow(/wavelet="db99"/);
    expect(() => dwt(x, "db2", { mode: "wrap" as WaveletMode })).toThrow(/mode="wrap"/);
    expect(() => dwt(zeros([0]), "db2")).toThrow(ShapeError);
    expect(() => idwt(null, null, "db2")).toThrow(ParameterError);
    expect(() => idwt(double([1, 2]), double([1]), "db2")).toThrow(/\[2\].*\[1\]/);
    expect(() => idwt(double([1, 2]), double([1, 2]), "db8")).toThrow(/2 coefficients are too few for the 16 taps/);
  });
});

describe("dwtMaxLevel", () => {
  it("is where the filter becomes longer than the signal", () => {
    for (let n = 0; n < 200; n++)
      for (const taps of [2, 8, 16])
        expect(dwtMaxLevel(n, taps)).toBe(n < taps - 1 || n === 0 ? 0 : Math.floor(Math.log2(n / (taps - 1))));
    expect(() => dwtMaxLevel(10, 1)).toThrow(/filterLen=1/);
    expect(() => dwtMaxLevel(-1, 2)).toThrow(/dataLen=-1/);
  });
});

describe("wavedec", () => {
  it("is undone by waverec for odd and prime lengths", () => {
    fc.assert(
      fc.property(fc.constantFrom("db2", "sym5", "bior3.5", "rbio2.4"), fc.integer({ min: 1, max: 101 }), fc.constantFrom(...WAVELET_MODES), (name, n, mode) => {
        const values = Array.from({ length: n }, (_, i) => Math.sin(i * i));
        const back = numbers(waverec(wavedec(double(values), name, { mode, level: 3 }), name, { mode }));
        values.forEach((v, i) => expect(Math.abs(back[i] - v)).toBeLessThan(1e-8));
      }), // prettier-ignore
      { numRuns: 60 },
    );
  });

  it("gives the data itself at level 0, and reads null as a level of zeros", () => {
    const x = double([1, 2, 3, 4]);
    expect(numbers(wavedec(x, "haar", { level: 0 })[0])).toEqual([1, 2, 3, 4]);
    const [cA, , d1] = wavedec(x, "haar");
    expect(numbers(waverec([cA, null, d1], "haar")).map((v) => Math.round(v * 10) / 10)).toEqual([2, 3, 2, 3]);
    expect(() => wavedec(x, "haar", { level: -1 })).toThrow(/level=-1/);
    expect(() => waverec([], "haar")).toThrow(ParameterError);
    expect(() => waverec([double([1]), double([1, 2, 3])], "haar")).toThrow(/3 details/);
  });
});

describe("dwt2", () => {
  it("is undone in both dimensions, alone and in levels", () => {
    const x = double(Array.from({ length: 9 }, (_, i) => Array.from({ length: 6 }, (_, j) => Math.cos(i * j + i))));
    const close = (y: { dataSync(): ArrayLike<unknown> }): void =>
      numbers(y).forEach((v, i) => expect(v).toBeCloseTo(numbers(x)[i], 10));
    close(idwt2(dwt2(x, ["db2", "haar"], { mode: ["reflect", "zero"] }), ["db2", "haar"], { mode: ["reflect", "zero"] }).narrow(0, 0, 9).contiguous()); // prettier-ignore
    close(
      waverec2(wavedec2(x, "haar", { level: 2 }), "haar")
        .narrow(0, 0, 9)
        .contiguous(),
    );
  });

  it("tells rows from columns", () => {
    const stripes = double([[1, 1], [-1, -1]]); // prettier-ignore
    const { cH, cV } = dwt2(stripes, "haar");
    expect(cH.dataSync()[0]).toBeCloseTo(2, 12);
    expect(cV.dataSync()[0]).toBeCloseTo(0, 12);
    expect(() => dwt2(stripes, "haar", { dims: [0, 0] })).toThrow(/dims=\[0, 0\]/);
  });
});
