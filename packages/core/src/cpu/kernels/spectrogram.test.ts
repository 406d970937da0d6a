import { describe, expect, it } from "vitest";
import type { SpectrogramAttrs } from "../../backend/index.js";
import { distance, noise, runOnArrays, strided, tensorOf } from "../run-on-arrays.js";

const [N_FFT, HOP, PAD, LENGTH] = [12, 5, 6, 40];
const BINS = N_FFT / 2 + 1;
const FRAMES = Math.floor((LENGTH + 2 * PAD - N_FFT) / HOP) + 1;
const BASE: SpectrogramAttrs = {
  nFft: N_FFT,
  hopLength: HOP,
  pad: PAD,
  padMode: "reflect",
  output: "complex",
  power: 2,
  bands: [1, 4, 1, 4, 1, 4],
  amin: 1e-3,
  ref: 1,
  topDb: null,
};

const x = noise([2, LENGTH]);
const window = noise([N_FFT], 2);
const bank = noise([3, BINS], 3).map((v, i) => (i % BINS === 0 || i % BINS > 4 ? 0 : Math.abs(v)));

const at: Record<SpectrogramAttrs["padMode"], (i: number) => number> = {
  constant: (i) => i,
  reflect: (i) => (i < 0 ? -i : i >= LENGTH ? 2 * (LENGTH - 1) - i : i),
  edge: (i) => Math.min(LENGTH - 1, Math.max(0, i)),
  wrap: (i) => (i + LENGTH) % LENGTH,
  symmetric: (i) => (i < 0 ? -1 - i : i >= LENGTH ? 2 * LENGTH - 1 - i : i),
};

/** [signals, frames, bins] of (re, im) by the definition. */
function reference(padMode: SpectrogramAttrs["padMode"]): number[] {
  const out: number[] = [];
  for (let s = 0; s < 2; s++)
    for (let t = 0; t < FRAMES; t++)
      for (let k = 0; k < BINS; k++) {
        let [re, im] = [0, 0];
        for (let n = 0; n < N_FFT; n++) {
          const from = at[padMode](t * HOP - PAD + n);
          const value = (from >= 0 && from < LENGTH ? x[s * LENGTH + from] : 0) * window[n];
          re += value * Math.cos((2 * Math.PI * k * n) / N_FFT);
          im -= value * Math.sin((2 * Math.PI * k * n) / N_FFT);
        }
        out.push(re, im);
      }
  return out;
}

const run = (rest: Partial<SpectrogramAttrs>, rows = BINS): number[] => {
  const attrs = { ...BASE, ...rest };
  const needsBank = attrs.output === "mel" || attrs.output === "logMel";
  const inputs = [
    strided(tensorOf(x, [2, LENGTH])),
    tensorOf(window, [N_FFT]),
    ...(needsBank ? [tensorOf(bank, [3, BINS])] : []),
  ];
  const dtype = attrs.output === "complex" ? "complex128" : "float64";
  return runOnArrays("spectrogram", inputs, [{ shape: [2, FRAMES, rows], dtype }], attrs)[0];
};

const powers = (power: number): number[] => {
  const z = reference("reflect");
  return Array.from({ length: z.length / 2 }, (_, i) => Math.hypot(z[2 * i], z[2 * i + 1]) ** power);
};

const mel = (): number[] => {
  const p = powers(2);
  return Array.from({ length: 2 * 3 * FRAMES }, (_, i) => {
    const [s, t, r] = [Math.floor(i / (3 * FRAMES)), Math.floor(i / 3) % FRAMES, i % 3];
    let sum = 0;
    for (let k = 0; k < BINS; k++) sum += bank[r * BINS + k] * p[(s * FRAMES + t) * BINS + k];
    return sum;
  });
};

describe("spectrogram", () => {
  for (const padMode of ["constant", "reflect", "edge", "wrap", "symmetric"] as const)
    it(`is the windowed DFT of every frame, padding "${padMode}"`, () => {
      expect(distance(run({ padMode }), reference(padMode))).toBeLessThan(1e-13);
    });

  it("raises magnitudes to the power", () => {
    for (const power of [1, 2, 0.5])
      expect(distance(run({ output: "power", power }), powers(power))).toBeLessThan(1e-12);
  });

  it("applies the mel bank, and decibels with their floor", () => {
    expect(distance(run({ output: "mel" }, 3), mel())).toBeLessThan(1e-12);
    // A reference below the floor counts as the floor.
    for (const [ref, zero] of [[1, 2], [4, 4]]) {
      const floored = mel().map((v) => 10 * Math.log10(Math.max(v, 2) / zero));
      expect(distance(run({ output: "logMel", amin: 2, ref }, 3), floored)).toBeLessThan(1e-12);
    } // prettier-ignore
  });

  it("counts decibels and their limit from the loudest of all signals", () => {
    const levels = mel().map((v) => 10 * Math.log10(Math.max(v, 1e-3)));
    const peak = Math.max(...levels);
    const limited = levels.map((v) => Math.max(v, peak - 7));
    expect(distance(run({ output: "logMel", topDb: 7 }, 3), limited)).toBeLessThan(1e-12);
    const relative = levels.map((v) => v - peak);
    expect(distance(run({ output: "logMel", ref: "max" }, 3), relative)).toBeLessThan(1e-12);
    const both = relative.map((v) => Math.max(v, -7));
    expect(distance(run({ output: "logMel", ref: "max", topDb: 7 }, 3), both)).toBeLessThan(1e-12);
  });

  it("gives NaN everywhere where the loudest is NaN and levels count from it, else only in its frame", () => {
    const samples = x.map((v, i) => (i === 0 ? NaN : v));
    const inputs = [tensorOf(samples, [2, LENGTH]), tensorOf(window, [N_FFT]), tensorOf(bank, [3, BINS])];
    const levels = (rest: Partial<SpectrogramAttrs>): number[] =>
      runOnArrays("spectrogram", inputs, [{ shape: [2, FRAMES, 3], dtype: "float64" }], { ...BASE, output: "logMel", ...rest })[0]; // prettier-ignore
    expect(levels({}).filter(Number.isNaN)).toHaveLength(6); // it lies in the first two frames
    expect(levels({ topDb: 80 }).every(Number.isNaN)).toBe(true);
    expect(levels({ ref: "max" }).every(Number.isNaN)).toBe(true);
  });

  it("handles an odd frame length without padding, more frames than one block, and silence", () => {
    const signal = tensorOf([], [100]);
    const attrs = { ...BASE, nFft: 5, hopLength: 1, pad: 0, output: "power" } as const;
    const [silent] = runOnArrays("spectrogram", [signal, tensorOf([1, 1, 1, 1, 1], [5])], [{ shape: [96, 3] }], attrs);
    expect(silent.every((value) => value === 0)).toBe(true);
    const ramp = tensorOf(Array.from({ length: 100 }, (_, i) => i), [100]); // prettier-ignore
    const [dc] = runOnArrays("spectrogram", [ramp, tensorOf([1, 1, 1, 1, 1], [5])], [{ shape: [96, 3] }], {
      ...attrs,
      power: 1,
    });
    expect(distance(dc.filter((_, i) => i % 3 === 0), Array.from({ length: 96 }, (_, t) => 5 * t + 10))).toBeLessThan(1e-12); // prettier-ignore
  });

  it("reflects signals shorter than the padding over and over, as NumPy does", () => {
    const attrs = { ...BASE, nFft: 7, hopLength: 7, pad: 3, output: "complex" } as const;
    const impulses = tensorOf([1, 2], [2]);
    const window7 = tensorOf([1, 10, 100, 1000, 1e4, 1e5, 1e6], [7]);
    const [z] = runOnArrays("spectrogram", [impulses, window7], [{ shape: [1, 4], dtype: "complex128" }], attrs);
    // np.pad([1, 2], 3, "reflect") = 2 1 2 1 2 1 2 1
    expect(z[0]).toBeCloseTo(2121212, 8);
  });
});
