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
  amin: 1e-3,
};

const x = noise([2, LENGTH]);
const window = noise([N_FFT], 2);
const bank = noise([3, BINS], 3).map((v, i) => (i % BINS === 0 || i % BINS > 4 ? 0 : Math.abs(v)));

const at: Record<SpectrogramAttrs["padMode"], (i: number) => number> = {
  constant: (i) => i,
  reflect: (i) => (i < 0 ? -i : i >= LENGTH ? 2 * (LENGTH - 1) - i : i),
  edge: (i) => Math.min(LENGTH - 1, Math.max(0, i)),
  wrap: (i) => (i + LENGTH) % LENGTH,
};

/** [signals, bins, frames] of (re, im) by the definition. */
function reference(padMode: SpectrogramAttrs["padMode"]): number[] {
  const out: number[] = [];
  for (let s = 0; s < 2; s++)
    for (let k = 0; k < BINS; k++)
      for (let t = 0; t < FRAMES; t++) {
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
  return runOnArrays("spectrogram", inputs, [{ shape: [2, rows, FRAMES], dtype }], attrs)[0];
};

const powers = (power: number): number[] => {
  const z = reference("reflect");
  return Array.from({ length: z.length / 2 }, (_, i) => Math.hypot(z[2 * i], z[2 * i + 1]) ** power);
};

const mel = (): number[] => {
  const p = powers(2);
  return Array.from({ length: 2 * 3 * FRAMES }, (_, i) => {
    const [s, r, t] = [Math.floor(i / (3 * FRAMES)), Math.floor(i / FRAMES) % 3, i % FRAMES];
    let sum = 0;
    for (let k = 0; k < BINS; k++) sum += bank[r * BINS + k] * p[(s * BINS + k) * FRAMES + t];
    return sum;
  });
};

describe("spectrogram", () => {
  for (const padMode of ["constant", "reflect", "edge", "wrap"] as const)
    it(`is the windowed DFT of every frame, padding "${padMode}"`, () => {
      expect(distance(run({ padMode }), reference(padMode))).toBeLessThan(1e-13);
    });

  it("raises magnitudes to the power", () => {
    for (const power of [1, 2, 0.5])
      expect(distance(run({ output: "power", power }), powers(power))).toBeLessThan(1e-12);
  });

  it("applies the mel bank, and decibels with their floor", () => {
    expect(distance(run({ output: "mel" }, 3), mel())).toBeLessThan(1e-12);
    const floored = mel().map((v) => 10 * Math.log10(Math.max(v, 2)));
    expect(distance(run({ output: "logMel", amin: 2 }, 3), floored)).toBeLessThan(1e-12);
  });

  it("handles an odd frame length without padding, more frames than one block, and silence", () => {
    const signal = tensorOf([], [100]);
    const attrs = { ...BASE, nFft: 5, hopLength: 1, pad: 0, output: "power" } as const;
    const [silent] = runOnArrays("spectrogram", [signal, tensorOf([1, 1, 1, 1, 1], [5])], [{ shape: [3, 96] }], attrs);
    expect(silent.every((value) => value === 0)).toBe(true);
    const ramp = tensorOf(Array.from({ length: 100 }, (_, i) => i), [100]); // prettier-ignore
    const [dc] = runOnArrays("spectrogram", [ramp, tensorOf([1, 1, 1, 1, 1], [5])], [{ shape: [3, 96] }], {
      ...attrs,
      power: 1,
    });
    expect(distance(dc.slice(0, 96), Array.from({ length: 96 }, (_, t) => 5 * t + 10))).toBeLessThan(1e-12); // prettier-ignore
  });

  it("reflects signals shorter than the padding over and over, as NumPy does", () => {
    const attrs = { ...BASE, nFft: 7, hopLength: 7, pad: 3, output: "complex" } as const;
    const impulses = tensorOf([1, 2], [2]);
    const window7 = tensorOf([1, 10, 100, 1000, 1e4, 1e5, 1e6], [7]);
    const [z] = runOnArrays("spectrogram", [impulses, window7], [{ shape: [4, 1], dtype: "complex128" }], attrs);
    // np.pad([1, 2], 3, "reflect") = 2 1 2 1 2 1 2 1
    expect(z[0]).toBeCloseTo(2121212, 8);
  });
});
