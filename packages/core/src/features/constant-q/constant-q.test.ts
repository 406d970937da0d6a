import { describe, expect, it } from "vitest";
import {
  cqt, cqtFrequencies, fromTypedArray, griffinlimCqt, hybridCqt, icqt, pseudoCqt, tone, vqt, zeros, type Tensor,
} from "../../index.js"; // prettier-ignore

/** What the numbers from librosa 0.11 below were made of. */
const y = fromTypedArray(Float64Array.from({ length: 4000 }, (_, n) => Math.sin(0.05 * n) + 0.5 * Math.sin(0.3 * n + 1)), [4000]); // prettier-ignore
const P = { sampleRate: 8000, fmin: 55, resType: "polyphase" } as const;
const SIX = { ...P, binsPerOctave: 6, hopLength: 128 };

function close(x: Tensor, expected: readonly number[], digits = 4): void {
  const values = x.arraySync() as number[];
  expect(values).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(values[i]).toBeCloseTo(value, digits));
}
/** Every `step`th value of a list, or of a frame [bins, frames]. */
const every = (x: Tensor, step: number): Tensor => x.unfold(0, 1, step).squeeze(-1);
const column = (X: Tensor, frame: number, step = 1): Tensor => every(X.select(-1, frame), step);

describe("constant-Q transforms", () => {
  it("hears a tone in its bin, half the amplitude times the root of the filter's length", () => {
    const freqs = cqtFrequencies(24, { fmin: 220 });
    const C = cqt(tone(freqs[7], { sampleRate: 22050, duration: 0.5 }).mul(0.5), { fmin: 220, nBins: 24 }).abs().select(-1, 10); // prettier-ignore
    const values = C.arraySync() as number[];
    expect(values.indexOf(Math.max(...values))).toBe(7);
    const length = 22050 / freqs[7] / ((2 ** (1 / 6) - 1) / (2 ** (1 / 6) + 1));
    expect(values[7] / (0.25 * Math.sqrt(length))).toBeCloseTo(1, 2);
  });

  it("is librosa's with the rate halved before the first octave, not scaled", () => {
    const C = cqt(y, { ...P, nBins: 9, binsPerOctave: 4, hopLength: 1024, scale: false });
    expect(C.shape).toEqual([9, 4]);
    close(column(C.real(), 1), [201.201009, 280.352472, 104.87473, 8.67814, -3.120846, -0.195819, 0.844388, -0.016916, 0.008795]); // prettier-ignore
  });

  it("is librosa's in just intonation with wider filters, where hops cannot be halved further", () => {
    const V = vqt(y, { ...P, nBins: 20, hopLength: 100, intervals: "ji5", gamma: 3 }).abs();
    expect(V.shape).toEqual([20, 41]);
    close(column(V, 20, 4), [4.790318, 11.679263, 0.161549, 0.000948, 0.002824], 5);
  });

  it("joins the pseudo transform to the full one as librosa does", () => {
    const H = hybridCqt(y, { ...P, nBins: 30, hopLength: 256, binsPerOctave: 6 });
    close(column(H, 7, 6), [4.347864, 0.007092, 8.7e-5, 0.7346, 6.4e-5], 5);
  });

  it("estimates the tuning where it is null", () => {
    const sharp = tone(440 * 2 ** (0.3 / 12), { sampleRate: 22050, duration: 0.5 });
    const X = pseudoCqt(sharp, { fmin: 220, nBins: 24, tuning: null });
    const told = pseudoCqt(sharp, { fmin: 220, nBins: 24, tuning: 0.3 });
    expect(X.sub(told).abs().max().arraySync()).toBeLessThan(0.03 * (told.max().arraySync() as number));
    expect(
      X.sub(pseudoCqt(sharp, { fmin: 220, nBins: 24 }))
        .abs()
        .max()
        .arraySync(),
    ).toBeGreaterThan(0.1);
  });

  it("refuses filters beyond half the rate, and intervals that stand three times", () => {
    expect(() => cqt(y, { sampleRate: 8000, nBins: 84 })).toThrow(
      /cqt: nBins=84 lets the highest filter reach .* above/,
    );
    expect(() => vqt(y, { ...P, nBins: 6, intervals: [1, 1, 1, 1.5] })).toThrow(/has no bandwidth/);
    expect(() => pseudoCqt(y, { ...P, nBins: 200 })).toThrow(/pseudoCqt: nBins=200 puts the last bin/);
    expect(() => cqt(y, { ...P, nBins: 5, filterScale: 1e9 })).toThrow(/samples are too long for a filter/);
    expect(() => icqt(zeros([5, 1]).to("complex64"), {})).toThrow(/at least two frames/);
  });
});

describe("inverses", () => {
  const C = cqt(y, { ...SIX, nBins: 20 });

  it("give librosa's signal", () => {
    const sound = icqt(C, { ...SIX, length: 3000 });
    expect(sound.shape).toEqual([3000]);
    close(every(sound.narrow(0, 1000, 1000), 200), [-0.680523, -0.262594, 0.754165, -1.029414, 1.484184]); // prettier-ignore
  });

  it("give back the tones that the bins cover", () => {
    const bins = { sampleRate: 8000, fmin: 50, binsPerOctave: 24, hopLength: 64 };
    const low = fromTypedArray(Float64Array.from({ length: 8000 }, (_, n) => Math.sin(0.12 * n)), [8000]); // prettier-ignore
    const back = icqt(cqt(low, { ...bins, nBins: 24 * 5 }), { ...bins, length: 8000 });
    expect(back.sub(low).narrow(0, 2000, 4000).abs().max().arraySync()).toBeLessThan(0.03);
  });

  it("find phases as librosa's Griffin-Lim does", () => {
    const g = griffinlimCqt(C.abs(), { ...SIX, nIter: 3, init: null });
    expect(g.shape).toEqual([3968]);
    close(every(g.narrow(0, 1000, 1000), 200), [0.677798, -0.77861, 0.229313, -0.885507, 0.20259]); // prettier-ignore
  });
});
