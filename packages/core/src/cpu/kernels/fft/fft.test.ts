import { describe, expect, it } from "vitest";
import { CpuBackend } from "../../cpu-backend.js";
import { distance, noise, runOnArrays, strided, tensorOf, valuesOf } from "../../run-on-arrays.js";
import { planOf } from "./plan.js";

const LENGTHS = [...Array.from({ length: 130 }, (_, i) => i + 1), 1000, 1023, 1024, 2048, 4096, 4097, 4801];

/** The definition, with angles reduced as integers. */
function dft(x: readonly number[], sign: number): number[] {
  const n = x.length / 2;
  const cos = Array.from({ length: n }, (_, k) => Math.cos((2 * Math.PI * k) / n));
  const sin = Array.from({ length: n }, (_, k) => sign * Math.sin((2 * Math.PI * k) / n));
  return Array.from({ length: n }, (_, k) => {
    let [re, im] = [0, 0];
    for (let j = 0, turn = 0; j < n; j++, turn = (turn + k) % n) {
      re += x[2 * j] * cos[turn] - x[2 * j + 1] * sin[turn];
      im += x[2 * j] * sin[turn] + x[2 * j + 1] * cos[turn];
    }
    return [re, im];
  }).flat();
}

const withZeros = (real: readonly number[]): number[] => real.flatMap((value) => [value, 0]);
const tolerance = (n: number): number => 1e-14 * Math.max(4, n);

describe("fft", () => {
  it("equals the definition for every length, forward and inverse", () => {
    for (const n of LENGTHS) {
      const x = noise([n], n, 2);
      for (const inverse of [false, true]) {
        const input = tensorOf(x, [n], "complex128");
        const [y] = runOnArrays("fft", [input], [{ shape: [n], dtype: "complex128" }], { n, inverse, scale: 1 });
        expect(distance(y, dft(x, inverse ? 1 : -1)), `n=${n} inverse=${inverse}`).toBeLessThan(tolerance(n));
      }
    }
  });

  it("returns what it was given after there and back", () => {
    for (const n of [1, 2, 12, 97, 480, 1013, 8192, 44100]) {
      const x = noise([n], n, 2);
      const shape = { shape: [n], dtype: "complex128" } as const;
      const [y] = runOnArrays("fft", [tensorOf(x, [n], "complex128")], [shape], { n, inverse: false, scale: 1 });
      const [z] = runOnArrays("fft", [tensorOf(y, [n], "complex128")], [shape], { n, inverse: true, scale: 1 / n });
      expect(distance(z, x), `n=${n}`).toBeLessThan(1e-14);
    }
  });

  it("transforms the last axis of a strided batch and applies the scale", () => {
    const x = noise([3, 2, 6], 5, 2);
    const view = strided(tensorOf(x, [3, 2, 6], "complex128"));
    const attrs = { n: 6, inverse: false, scale: 0.5 };
    const [y] = runOnArrays("fft", [view], [{ shape: [3, 2, 6], dtype: "complex128" }], attrs);
    const expected = Array.from({ length: 6 }, (_, row) => dft(x.slice(row * 12, row * 12 + 12), -1)).flat();
    expect(distance(y, expected.map((value) => value / 2))).toBeLessThan(1e-14); // prettier-ignore
  });

  it("spreads a NaN over the whole spectrum", () => {
    const x = tensorOf([1, 0, NaN, 0, 2, 0], [3], "complex128");
    const [y] = runOnArrays("fft", [x], [{ shape: [3], dtype: "complex128" }], { n: 3, inverse: false, scale: 1 });
    expect(y.filter((_, i) => i % 2 === 0)).toEqual([NaN, NaN, NaN]);
  });

  it("keeps a bounded number of plans and still knows a length it forgot", () => {
    const plan = planOf(77);
    expect(planOf(77)).toBe(plan);
    for (let n = 100; n < 200; n++) planOf(n);
    expect(planOf(77)).not.toBe(plan);
  });
});

describe("rfft and irfft", () => {
  it("rfft equals the first half of the complex transform for every length", () => {
    for (const n of LENGTHS) {
      const x = noise([n], n);
      const bins = Math.floor(n / 2) + 1;
      const attrs = { n, inverse: false, scale: 1 };
      const [y] = runOnArrays("rfft", [tensorOf(x, [n])], [{ shape: [bins], dtype: "complex128" }], attrs);
      expect(distance(y, dft(withZeros(x), -1).slice(0, 2 * bins)), `n=${n}`).toBeLessThan(tolerance(n));
    }
  });

  it("irfft equals the inverse transform of the hermitian spectrum and ignores what a real signal cannot have", () => {
    for (const n of LENGTHS) {
      const bins = Math.floor(n / 2) + 1;
      const half = noise([bins], n + 7, 2);
      const full = Array.from({ length: n }, (_, k) => {
        const [from, sign] = k < bins ? [k, 1] : [n - k, -1];
        return [half[2 * from], k === 0 || 2 * k === n ? 0 : sign * half[2 * from + 1]];
      }).flat();
      const expected = dft(full, 1).filter((_, i) => i % 2 === 0);
      const attrs = { n, inverse: true, scale: 1 };
      const [y] = runOnArrays("irfft", [tensorOf(half, [bins], "complex128")], [{ shape: [n] }], attrs);
      expect(distance(y, expected), `n=${n}`).toBeLessThan(tolerance(n));
    }
  });

  it("read overlapping frames without a copy and write strided outputs", () => {
    const x = noise([10]);
    const frames = { ...tensorOf(x, [10]), shape: [3, 6], strides: [2, 1] };
    const [y] = runOnArrays("rfft", [frames], [{ shape: [3, 4], dtype: "complex128" }], {
      n: 6,
      inverse: false,
      scale: 1,
    });
    const expected = [0, 2, 4].flatMap((start) => dft(withZeros(x.slice(start, start + 6)), -1).slice(0, 8));
    expect(distance(y, expected)).toBeLessThan(1e-14);
  });

  it("fft and rfft take any layout on both sides and any scale", () => {
    const backend = new CpuBackend();
    for (const name of ["fft", "rfft"] as const)
      for (const scale of [1, 0.25])
        for (const turned of [0, 1, 2, 3]) {
          const dtype = name === "fft" ? "complex128" : "float64";
          const values = noise([4, 6], 3, name === "fft" ? 2 : 1);
          const rows = name === "fft" ? values : withZeros(values);
          const bins = name === "fft" ? 6 : 4;
          const x = tensorOf(values, [4, 6], dtype);
          const blank = tensorOf([], [4, bins], "complex128");
          const out = turned > 1 ? strided(blank) : blank;
          const attrs = { n: 6, inverse: false, scale };
          backend.run({ name, inputs: [turned % 2 ? strided(x) : x], outputs: [out], attrs });
          const expected = [0, 1, 2, 3].flatMap((r) => dft(rows.slice(12 * r, 12 * r + 12), -1).slice(0, 2 * bins));
          const label = `${name} scale=${scale} turned=${turned}`;
          expect(distance(valuesOf(out), expected.map((v) => v * scale)), label).toBeLessThan(1e-14); // prettier-ignore
        }
  });

  it("keep silence silent and an impulse flat", () => {
    const flat = runOnArrays("rfft", [tensorOf([1, 0, 0, 0, 0], [5])], [{ shape: [3], dtype: "complex64" }], {
      n: 5,
      inverse: false,
      scale: 1,
    });
    expect(flat[0].map((value) => Math.abs(value))).toEqual([1, 0, 1, 0, 1, 0]);
    const silent = runOnArrays("rfft", [tensorOf([], [8])], [{ shape: [5], dtype: "complex64" }], {
      n: 8,
      inverse: false,
      scale: 1,
    });
    expect(silent[0].every((value) => value === 0)).toBe(true);
  });
});
