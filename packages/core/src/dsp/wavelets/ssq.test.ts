import { describe, expect, it } from "vitest";
import { fromTypedArray, issqCwt, issqStft, ParameterError, ssqCwt, ssqStft, zeros, type Tensor } from "../../index.js";

const made = (n: number, at: (i: number) => number): Tensor =>
  fromTypedArray(Float64Array.from({ length: n }, (_, i) => at(i)), [n]); // prettier-ignore
const numbers = (t: Tensor): number[] => Array.from(t.contiguous().dataSync() as Float64Array);
const bell = (i: number): number => Math.exp(-(((i - 400) / 150) ** 2));
const low = made(800, (i) => bell(i) * Math.cos(0.25 * i));
const high = made(800, (i) => 0.5 * bell(i) * Math.cos(1.3 * i + 1));
const both = low.add(high);
const worst = (y: Tensor, x: Tensor): number => Math.max(...numbers(y.sub(x).abs()));
const strongest = (frequencies: Float64Array, column: number[]): number => frequencies[column.indexOf(Math.max(...column))]; // prettier-ignore

describe("ssqCwt", () => {
  it.each(["morse", "morlet", "bump"] as const)("adds up to the signal and parts its components, %s", (wavelet) => {
    const { Tx, frequencies } = ssqCwt(both, { wavelet, voices: 16, sampleRate: 1 });
    expect(worst(issqCwt(Tx), both)).toBeLessThan(0.01);
    const cut = frequencies.findIndex((f) => f > 0.1);
    expect(worst(issqCwt(Tx, { bins: [0, cut] }), low)).toBeLessThan(0.01);
    expect(worst(issqCwt(Tx, { bins: [cut, frequencies.length] }), high)).toBeLessThan(0.01);
  });

  it("puts a tone into the bin of its frequency", () => {
    const { Tx, frequencies } = ssqCwt(made(512, (i) => Math.cos((2 * Math.PI * 32 * i) / 512)), { voices: 16, sampleRate: 1, padMode: "periodic" }); // prettier-ignore
    const column = numbers(Tx.select(1, 256).abs());
    const step = frequencies[1] / frequencies[0];
    expect(Math.abs(Math.log(strongest(frequencies, column) / (1 / 16)) / Math.log(step))).toBeLessThan(0.51);
    expect(column.filter((v) => v > 1e-3).length).toBe(1);
    expect(Math.max(...column)).toBeCloseTo(1, 3);
  });

  it("takes its own number of bins, batches and dimensions", () => {
    const x = both.reshape([2, 400]);
    expect(ssqCwt(x, { scales: [4, 8, 16], nBins: 7 }).Tx.shape).toEqual([2, 7, 400]);
    expect(ssqCwt(x.t(), { scales: [4, 8, 16], dim: 0 }).Tx.shape).toEqual([3, 400, 2]);
  });

  it("refuses real wavelets and fractions beyond 1", () => {
    expect(() => ssqCwt(both, { wavelet: "dog" })).toThrow(/wavelet="dog"/);
    expect(() => ssqCwt(both, { gamma: 1 })).toThrow(/gamma=1/);
    expect(() => issqCwt(zeros([3, 4]).to("complex64"), { bins: [2, 5] })).toThrow(/bins=\[2, 5\]/);
  });
});

describe("ssqStft", () => {
  it.each([
    [128, "hann"],
    [101, "hann"],
    [64, "blackman"],
  ] as const)("adds up to the signal, nFft %i with %s", (nFft, window) => {
    expect(worst(issqStft(ssqStft(both, { nFft, window }).Tx), both)).toBeLessThan(1e-6);
  });

  it("parts two components, sharper than the transform itself", () => {
    const { Tx, frequencies } = ssqStft(both, { nFft: 128, sampleRate: 1 });
    const cut = frequencies.findIndex((f) => f > 0.1);
    expect(worst(issqStft(Tx, { bins: [0, cut] }), low)).toBeLessThan(0.01);
    const column = numbers(Tx.select(1, 400).abs());
    expect(strongest(frequencies, column)).toBeCloseTo(0.25 / (2 * Math.PI), 2);
    expect(column.filter((v) => v > 0.01).length).toBeLessThanOrEqual(4);
  });

  it("gives every hop its frame, and a gradient of the values", () => {
    expect(ssqStft(both, { nFft: 64, hopLength: 30 }).Tx.shape).toEqual([33, 27]);
    const x = made(60, (i) => Math.cos(0.6 * i)).requiresGrad_();
    issqStft(ssqStft(x, { nFft: 16 }).Tx)
      .sum()
      .backward();
    // The sum of the signal: every sample counts once.
    numbers(x.grad!).forEach((g) => expect(g).toBeCloseTo(1, 6));
  });

  it("refuses windows that do not see the middle", () => {
    const hollow = Float64Array.from({ length: 16 }, (_, i) => (i === 8 ? 0 : 1));
    expect(() => ssqStft(both, { nFft: 16, window: hollow })).toThrow(ParameterError);
    expect(() => ssqStft(both, { nFft: 16, gamma: -1 })).toThrow(/gamma=-1/);
  });
});
