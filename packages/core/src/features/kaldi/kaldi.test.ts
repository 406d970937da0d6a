// Against torchaudio.compliance.kaldi 0.13, which printed the numbers of the table with dither=0.
import { describe, expect, test } from "vitest";
import { fromTypedArray, kaldi, stack, ParameterError, type Tensor } from "../../index.js";

/** Two channels of 1200 samples, as loud as 16-bit speech; the first half as loud as the second. */
const samples = Float32Array.from(
  { length: 1200 },
  (_, n) =>
    3000 * Math.sin(0.05 * n) +
    1000 * Math.sin(0.31 * n) +
    500 * Math.cos(0.001 * n * n) +
    400 * (((n * n * 31 + n * 17) % 101) / 50 - 1),
);
const y = fromTypedArray(samples, [1200]);
const waveform = stack([y.mul(0.5), y], 0);

/** Function, options, shape, and the numbers at [1, 0], [2, 5] and the end, and the mean. */
const TABLE = [
  ["spectrogram", {}, [6, 257], [20.0657, 17.4511, 5.84227, 13.872]],
  ["spectrogram", { frameLength: 20, frameShift: 7 }, [8, 257], [19.8076, 17.2702, 7.15327, 14.1146]],
  ["spectrogram", { snipEdges: false }, [8, 257], [20.0384, 17.4169, 2.15481, 14.0546]],
  ["spectrogram", { subtractMean: true }, [6, 257], [0.0127525, -0.0215359, 0.634181, -3.49433e-08]],
  ["spectrogram", { channel: 1 }, [6, 257], [21.452, 18.8374, 7.22856, 15.2583]],
  ["fbank", { windowType: "hamming" }, [6, 23], [18.3766, 17.0939, 18.794, 17.1973]],
  ["fbank", { windowType: "blackman", blackmanCoeff: 0.4 }, [6, 23], [18.0111, 17.06, 18.4804, 16.8669]],
  ["fbank", { windowType: "rectangular", removeDcOffset: false }, [6, 23], [19.2323, 17.9529, 19.7391, 18.547]],
  ["fbank", { roundToPowerOfTwo: false, frameLength: 20 }, [6, 23], [17.7306, 16.6431, 18.116, 16.5458]],
  ["fbank", { numMelBins: 40, lowFreq: 100, highFreq: -500 }, [6, 40], [18.1305, 11.6659, 18.1589, 16.2603]],
  ["fbank", { vtlnWarp: 1.1 }, [6, 23], [18.1824, 13.1616, 19.0237, 17.0462]],
  ["fbank", { vtlnWarp: 0.9, vtlnLow: 150, vtlnHigh: 3000 }, [6, 23], [18.5311, 19.3103, 18.7575, 17.3217]],
  ["fbank", { useEnergy: true }, [6, 24], [20.0657, 12.8125, 18.8065, 17.3272]],
  ["fbank", { useEnergy: true, htkCompat: true, rawEnergy: false }, [6, 24], [18.3863, 17.1435, 16.9032, 17.1724]],
  ["fbank", { useLogFbank: false }, [6, 23], [9.66165e+07, 2.78835e+07, 1.47089e+08, 1.4451e+08]],
  ["fbank", { usePower: false }, [6, 23], [9.52921, 8.37673, 10.6118, 9.38401]],
  ["mfcc", { numCeps: 20, numMelBins: 30 }, [6, 20], [93.5845, -2.6569, -4.60255, 7.94753]],
  ["mfcc", { cepstralLifter: 0 }, [6, 13], [83.6632, -0.633302, 0.0715735, 6.85991]],
  ["mfcc", { useEnergy: true }, [6, 13], [20.0657, -5.19527, 0.850868, 9.73964]],
  ["mfcc", { useEnergy: true, htkCompat: true }, [6, 13], [-14.7852, 45.6514, 20.0121, 9.73964]],
  ["mfcc", { energyFloor: 1000000000, useEnergy: true }, [6, 13], [20.7233, -5.19527, 0.850868, 9.7912]],
] as const; // prettier-ignore

test.each(TABLE)("kaldi.%s %o", (name, options, shape, numbers) => {
  const features: Tensor = kaldi[name](waveform, options);
  expect(features.shape).toEqual(shape);
  const rows = features.arraySync() as number[][];
  const found = [rows[1][0], rows[2][5], rows.at(-1)!.at(-1)!, features.mean().arraySync() as number];
  found.forEach((value, i) =>
    expect(Math.abs(value - numbers[i])).toBeLessThanOrEqual(2e-4 + 2e-4 * Math.abs(numbers[i])),
  );
});

describe("Kaldi's frames", () => {
  test("a signal below minDuration has none", () => {
    expect(kaldi.fbank(y, { minDuration: 0.1 }).shape).toEqual([0]);
    expect(kaldi.fbank(y, { minDuration: 0.05 }).shape).toEqual([6, 23]);
  });

  test("dither is noise of the given strength", () => {
    const silence = y.mul(0);
    const energy = (dither: number) => kaldi.fbank(silence, { dither, useEnergy: true, energyFloor: 0 }).select(1, 0).mean().arraySync() as number; // prettier-ignore
    // 400 samples of variance dither²
    expect(energy(3)).toBeCloseTo(Math.log(400 * 9), 0);
    expect(energy(0)).toBeCloseTo(Math.log(2 ** -23), 3);
  });

  test.each([
    [{ frameLength: 100 }, /frameLength=100/],
    [{ windowType: "hann" as never }, /windowType="hann"/],
    [{ preemphasisCoefficient: 2 }, /preemphasisCoefficient=2/],
    [{ channel: 2 }, /channel=2/],
    [{ frameLength: 20.1, roundToPowerOfTwo: false }, /odd number/],
  ])("refuses %o", (options, message) => {
    expect(() => kaldi.mfcc(waveform, options)).toThrow(ParameterError);
    expect(() => kaldi.mfcc(waveform, options)).toThrow(message);
  });
});
