// Closed forms, and torchaudio's and NumPy's numbers for the same signal.
import { describe, expect, it } from "vitest";
import {
  amplitudeToDb, barkFilters, bfcc, cepstrum, complexCepstrum, erbFilters, fromTypedArray, gfcc, inverseComplexCepstrum, lfcc, lifter, mfcc,
  powerToDb, ShapeError, spectralEnvelope, stft, tensor, zeros, type Tensor,
} from "../../index.js"; // prettier-ignore

const double = (values: ArrayLike<number>): Tensor =>
  fromTypedArray(Float64Array.from(values), [values.length], { dtype: "float64" });
const y = double(Array.from({ length: 600 }, (_, n) => Math.sin(n * 0.3) + 0.3 * Math.sin(n * 1.7) + 0.1 * Math.cos(n * n))); // prettier-ignore
const close = (x: Tensor, expected: readonly number[], digits = 8): void => {
  const values = Array.from(x.contiguous().dataSync() as ArrayLike<number>);
  expect(values.length).toBe(expected.length);
  values.forEach((v, i) => expect(v).toBeCloseTo(expected[i], digits));
};
const distance = (a: Tensor, b: Tensor): number => a.sub(b).abs().amax().itemSync() as number;
const frames = { sampleRate: 8000, nFft: 128, hopLength: 200 };

describe("lfcc", () => {
  it("is torchaudio's with its frames", () => {
    const c = lfcc(y, { ...frames, padMode: "reflect", nLfcc: 6, nBands: 10 });
    close(c.select(1, 1), [31.38885, 20.95329, 2.170407, 18.0375, 14.81444, 0.07967263], 3);
  });

  it("refuses more coefficients than bands", () => {
    expect(() => lfcc(y, { nLfcc: 9, nBands: 8 })).toThrow(ShapeError);
    expect(() => lfcc(y, { lifter: -1 })).toThrow(/lfcc: lifter=-1/);
  });
});

describe("bfcc and gfcc", () => {
  const power = stft(y, frames).abs().square();
  it("are the coefficients of their bands in dB", () => {
    const bark = powerToDb(barkFilters({ ...frames, nBands: 12, dtype: "float64" }).matmul(power));
    expect(distance(bfcc(y, { ...frames, nBands: 12, nBfcc: 5, lifter: 3 }), mfcc({ S: bark }, { nMfcc: 5, lifter: 3 }))).toBeLessThan(1e-9); // prettier-ignore
    const ear = powerToDb(erbFilters({ ...frames, nBands: 12, fmin: 80, dtype: "float64" }).matmul(power));
    expect(distance(gfcc(y, { ...frames, nBands: 12, nGfcc: 5, fmin: 80 }), mfcc({ S: ear }, { nMfcc: 5 }))).toBeLessThan(1e-9); // prettier-ignore
    expect(distance(gfcc({ S: ear }, { nGfcc: 5 }), mfcc({ S: ear }, { nMfcc: 5 }))).toBe(0);
  });
});

describe("cepstrum", () => {
  it("is the inverse transform of the logarithm", () => {
    const few = y.narrow(0, 0, 16);
    const short = double(Array.from({ length: 8 }, (_, n) => 0.5 ** n));
    // Of 1, 1/2, 1/4, …: a pole at 1/2, so 2^-q / q on each side, halved.
    close(cepstrum(short, { nFft: 256 }).narrow(0, 0, 4), [0, 0.25, 0.0625, 0.125 / 6], 2);
    close(cepstrum(few).narrow(0, 0, 5), [-0.143869402, 0.895585829, -0.128408327, 0.0814695493, 0.284277199], 5);
    const doubled = cepstrum(few, { type: "power" });
    expect(distance(doubled, cepstrum(few).mul(2).square())).toBeLessThan(1e-12);
    expect(distance(cepstrum(few), cepstrum(few.mul(Math.E)).sub(double([1, ...new Float64Array(15)])))).toBeLessThan(1e-12); // prettier-ignore
  });

  it("has a peak at an echo", () => {
    const echo = double(Array.from({ length: 64 }, (_, n) => Number(n === 0) + 0.4 * Number(n === 20)));
    expect(cepstrum(echo, { nFft: 512 }).narrow(0, 1, 200).argmax().itemSync()).toBe(19);
  });
});

describe("complexCepstrum", () => {
  it("of a zero at -1/2 is its series, whatever the delay and the sign", () => {
    const series = [0, 0.5, -0.125, 0.125 / 3];
    for (const shifted of [
      [1, 0.5],
      [0, 0, 0, 1, 0.5],
      [0, -1, -0.5],
    ]) {
      const { cepstrum: c, delay } = complexCepstrum(double(shifted), { nFft: 64 });
      close(c.narrow(0, 0, 4), series);
      close(delay, [shifted.length - 2]);
    }
  });

  it("leads back to the signal", () => {
    const given = double([0, 0.3, 1, 0.5, -0.2, 0.1, 0, 0, 0]); // an odd number of points
    const { cepstrum: c, delay } = complexCepstrum(given);
    expect(distance(inverseComplexCepstrum(c, delay), given)).toBeLessThan(1e-10);
  });
});

describe("lifter", () => {
  it("parts a cepstrum in two", () => {
    const c = tensor([[4, 3, 2, 1, 2, 3]]); // prettier-ignore
    close(lifter(c, { cutoff: 2 }), [4, 3, 0, 0, 0, 3]);
    close(lifter(c, { cutoff: 2, pass: "high" }), [0, 0, 2, 1, 2, 0]);
    close(lifter(c.t(), { cutoff: 3, dim: 0 }), [4, 3, 2, 0, 2, 3]);
  });
});

describe("spectralEnvelope", () => {
  it("follows a smooth spectrum and levels a comb", () => {
    const slope = Array.from({ length: 65 }, (_, k) => Math.exp(Math.cos((Math.PI * k) / 64)));
    const comb = slope.map((s, k) => s * Math.exp(0.7 * Math.cos((Math.PI * k * 40) / 64)));
    const envelope = spectralEnvelope({ S: double(comb).unsqueeze(-1) }, { cutoff: 20 });
    close(envelope.squeeze(-1), slope);
    expect(spectralEnvelope(y, { nFft: 128, hopLength: 200 }).shape).toEqual([65, 4]);
    close(amplitudeToDb(spectralEnvelope({ S: zeros([9, 2]) }), { amin: 1e-20, topDb: null }), Array.from({ length: 18 }, () => -200), 2); // prettier-ignore
  });
});
