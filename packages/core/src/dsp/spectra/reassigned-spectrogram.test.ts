// Reference numbers are librosa 0.11's for the same signal.
import { describe, expect, it } from "vitest";
import { fromTypedArray, ParameterError, reassignedSpectrogram, ShapeError, stft, tone, zeros, type Tensor } from "../../index.js"; // prettier-ignore

const made = Float64Array.from({ length: 40 }, (_, n) => Math.sin(n * 0.9) + 0.3 * Math.sin(n * 2.1 + 1));
const y = fromTypedArray(made, [40], { dtype: "float64" });
const column = (x: Tensor): number[] => Array.from(x.select(1, 1).contiguous().dataSync() as ArrayLike<number>);
const close = (x: Tensor, expected: readonly number[]): void =>
  column(x).forEach((v, i) =>
    Number.isNaN(expected[i]) ? expect(v).toBeNaN() : expect(v).toBeCloseTo(expected[i], 6),
  );

describe("reassignedSpectrogram", () => {
  it("of an odd length without centring or clipping is librosa's", () => {
    const options = { nFft: 9, winLength: 7, hopLength: 8, center: false, clip: false, sampleRate: 100 };
    const { freqs, times, mags } = reassignedSpectrogram(y, options);
    expect(freqs.shape).toEqual([5, 4]);
    close(freqs, [0, 12.9111389, 9.38852791, 45.8335655, 32.1721661]);
    close(times, [0.120676219, 0.123763466, 0.127587228, 0.205343165, 0.115462303]);
    close(mags, [1.70831956, 1.70343824, 1.07510152, 0.149986749, 0.342426184]);
  });

  it("leaves faint values no place, or that of their bin", () => {
    const options = { nFft: 8, hopLength: 16, sampleRate: 100 };
    const { freqs, times } = reassignedSpectrogram(y, { ...options, refPower: 2, reassignTimes: false });
    close(freqs, [0, 14.7334793, NaN, NaN, NaN]);
    close(times, [0.16, 0.16, 0.16, 0.16, 0.16]);
    const filled = reassignedSpectrogram(y, { ...options, refPower: (power) => power.amax(), fillNan: true });
    close(filled.freqs, [0, 12.5, 25, 37.5, 50]);
    close(filled.times, [0.16, 0.16, 0.16, 0.16, 0.16]);
  });

  it("finds the frequency of a tone and the moment of a click", () => {
    const line = tone(1234, { sampleRate: 8000, length: 2048, dtype: "float64" });
    const { freqs } = reassignedSpectrogram(line, { sampleRate: 8000, nFft: 256, hopLength: 512 });
    expect(freqs.select(1, 2).get(39).itemSync()).toBeCloseTo(1234, -1);
    const click = fromTypedArray(Float64Array.from({ length: 512 }, (_, n) => Number(n === 300)), [512], { dtype: "float64" }); // prettier-ignore
    const { times } = reassignedSpectrogram(click, { sampleRate: 1000, nFft: 128, hopLength: 64 });
    // Times count from between the two middle samples of an even frame, as librosa's do.
    expect(times.select(1, 5).get(20).itemSync()).toBeCloseTo(0.3005, 6);
  });

  it("takes a spectrum that is there already, if it is that of the signal", () => {
    const options = { nFft: 8, hopLength: 16, sampleRate: 100 };
    const S = stft(y, { nFft: 8, hopLength: 16 });
    const [given, own] = [reassignedSpectrogram(y, { ...options, S }), reassignedSpectrogram(y, options)];
    expect(column(given.freqs)).toEqual(column(own.freqs));
    expect(() => reassignedSpectrogram(y, { ...options, S: S.narrow(1, 0, 2) })).toThrow(ShapeError);
    expect(() => reassignedSpectrogram(y, { refPower: -1 })).toThrow(ParameterError);
    expect(() => reassignedSpectrogram(zeros([9]), { reassignTimes: false, reassignFrequencies: false })).toThrow(/leaves nothing to do/); // prettier-ignore
  });
});
