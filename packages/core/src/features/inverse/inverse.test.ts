// Reference numbers are librosa 0.11's and SciPy 1.10's for the same input.
import { describe, expect, it } from "vitest";
import {
  fromTypedArray, mel, melspectrogram, melToAudio, melToStft, mfcc, mfccToAudio, mfccToMel, nnls, ParameterError, ShapeError, stack, tone,
  zeros, type Tensor,
} from "../../index.js"; // prettier-ignore

const double = (values: ArrayLike<number>, shape = [values.length]): Tensor =>
  fromTypedArray(Float64Array.from(values), shape, { dtype: "float64" });
const made = Float64Array.from({ length: 400 }, (_, n) => 0.3 * Math.sin(n * 0.3) + 0.1 * Math.sin(n * 1.7) + 0.02 * Math.cos(n * n)); // prettier-ignore
const bank = { sampleRate: 8000, nFft: 64 };
const M = melspectrogram(double(made), { ...bank, hopLength: 200, nMels: 8 });
const close = (x: Tensor, expected: readonly number[], digits = 7): void => {
  const values = Array.from(x.contiguous().dataSync() as ArrayLike<number>);
  expect(values.length).toBe(expected.length);
  values.forEach((v, i) => expect(v).toBeCloseTo(expected[i], digits));
};
const size = (x: Tensor): number => x.square().sum().sqrt().itemSync() as number;

describe("nnls", () => {
  // |sin(i^1.5)| of [4, 5] turned over, and 1 more in the last column.
  const A = double(Float64Array.from({ length: 20 }, (_, i) => Math.abs(Math.sin(((i % 4) * 5 + Math.floor(i / 4)) ** 1.5)) + Number(i % 4 === 3)), [5, 4]); // prettier-ignore
  const b = double([1, 2, 0.5, 3, -1]);
  it("solves a vector as SciPy does", async () => {
    close(await nnls(A, b), [0.318262369, 0, 0, 0.472901842]);
  });

  it("solves each column of each batch on its own", async () => {
    const B = stack([b, b.mul(1e4)], -1).mul(1e4);
    const X = await nnls(A, stack([B, B.mul(2)]));
    expect(X.shape).toEqual([2, 4, 2]);
    close(X.select(0, 1).select(1, 1).div(2e8), [0.318262369, 0, 0, 0.472901842], 5);
  });

  it("refuses what does not go together", async () => {
    await expect(nnls(A, double([1, 2]))).rejects.toThrow(
      /B float64 \[2\] must be real and have as many rows as A \[5, 4\]/,
    );
    await expect(nnls(b, b)).rejects.toThrow(ShapeError);
  });
});

describe("melToStft", () => {
  it("of a quiet spectrogram is librosa's", async () => {
    const S = await melToStft(M, bank);
    expect(S.shape).toEqual([33, 3]);
    close(S.select(1, 1), [0, 2.22359817, 3.14464268, 3.19810128, 3.18525048, 2.23399372, 0, 0, 0.398229265, 0.70758085, 0.353805596, 0, 0, 0.327925973, 0.516722009, 0.61558287, 0.686322501, 0.750423134, 0.809463517, 0.8211576, 0.723435345, 0.610260267, 0.470612885, 0.265584981, 0, 0, 0, 0, 0, 0, 0, 0, 0], 5); // prettier-ignore
  });

  it("of a loud one has that mel spectrogram", async () => {
    const S = await melToStft(M.mul(1e4), bank);
    const again = mel({ ...bank, nMels: 8, dtype: "float64" }).matmul(S.square());
    expect(S.amin().itemSync()).toBeGreaterThanOrEqual(0);
    expect(size(again.sub(M.mul(1e4))) / size(M.mul(1e4))).toBeLessThan(2e-3);
  });

  it("undoes any power", async () => {
    const [S, P] = [await melToStft(M, bank), await melToStft(M, { ...bank, power: 1 })];
    expect(size(S.square().sub(P))).toBeLessThan(1e-9 * size(P));
    await expect(melToStft(M, { ...bank, power: 0 })).rejects.toThrow(ParameterError);
  });
});

describe("mfccToMel", () => {
  const c = double(
    Array.from({ length: 12 }, (_, n) => 3 * Math.sin(n * 1.3)),
    [6, 2],
  );
  it("undoes every transform as librosa does", () => {
    close(mfccToMel(c, { nMels: 5 }).select(1, 1), [1.06929861, 1.25702098, 0.878784783, 2.33297851, 1.6074582]);
    close(mfccToMel(c, { nMels: 9, lifter: 4, ref: 2 }).select(1, 1), [2.94799325, 2.0414574, 1.20807285, 1.54476955, 3.87701886, 3.66492663, 1.27784478, 1.33164178, 4.31146238]); // prettier-ignore
    close(mfccToMel(c, { nMels: 7, dctType: 3, norm: null }).select(1, 1), [1.1075122, 1.0053572, 1.09899172, 1.05341165, 1.07917681, 1.32015174, 0.925566627]); // prettier-ignore
    close(mfccToMel(c, { nMels: 7, dctType: 1, norm: null }).select(1, 1), [1.06573931, 0.94625223, 1.06974625, 0.944569191, 1.11234708, 1.32137526, 0.924358771]); // prettier-ignore
  });

  it("of all coefficients is the mel spectrogram again", () => {
    const options = { ...bank, hopLength: 200, nMels: 8, nMfcc: 8, lifter: 5 };
    const back = mfccToMel(mfcc(double(made), options), { nMels: 8, lifter: 5 });
    expect(size(back.sub(M))).toBeLessThan(1e-9 * size(M));
  });
});

describe("melToAudio and mfccToAudio", () => {
  const y = tone(500, { sampleRate: 8000, length: 2000, dtype: "float64" });
  const frames = { sampleRate: 8000, nFft: 256, hopLength: 64, nMels: 32 };
  it("sound the same again", async () => {
    const again = await melToAudio(melspectrogram(y, frames), { sampleRate: 8000, nFft: 256, hopLength: 64, init: null, length: 2000 }); // prettier-ignore
    expect(again.shape).toEqual([2000]);
    const spectrum = melspectrogram(again, frames);
    expect(size(spectrum.sub(melspectrogram(y, frames))) / size(spectrum)).toBeLessThan(0.35);
    const smooth = await mfccToAudio(mfcc(y, { ...frames, nMfcc: 20 }), { ...frames, init: null, length: 1000 });
    expect(smooth.shape).toEqual([1000]);
    expect(melspectrogram(smooth, frames).sum(-1).argmax().itemSync()).toBe(melspectrogram(y, frames).sum(-1).argmax().itemSync()); // prettier-ignore
  });

  it("keep silence", async () => {
    expect(size(await melToAudio(zeros([8, 5]), { nFft: 64, nIter: 2 }))).toBe(0);
  });
});
