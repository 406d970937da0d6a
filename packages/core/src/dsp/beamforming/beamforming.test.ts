import { describe, expect, it } from "vitest";
import * as core from "../../index.js";
import { DTypeError, ParameterError, ShapeError, type Tensor } from "../../index.js";

const float64 = (values: number[], shape: number[]): Tensor =>
  core.fromTypedArray(Float64Array.from(values), shape, { dtype: "float64" });
const range = (n: number, f: (i: number) => number): number[] => Array.from({ length: n }, (_, i) => f(i));
const wave = (n: number, k: number, shape: number[]): Tensor =>
  core.complex(float64(range(n, (i) => Math.sin(i * k + 1)), shape), float64(range(n, (i) => Math.cos(i * i * 0.37 * k)), shape)); // prettier-ignore

const S = wave(30, 1.3, [3, 2, 5]);
const mask = float64(range(10, (i) => 0.5 + 0.5 * Math.sin(i * 2.1)), [2, 5]); // prettier-ignore
const speech = core.psd(S, mask);
const noise = core.psd(S, mask.neg().add(1));
const near = (x: Tensor, expected: readonly number[]): void => {
  const actual = x.viewAsReal().flatten().arraySync() as number[];
  expect(actual).toEqual(expected.map((v) => expect.closeTo(v, 6) as number));
};

// Numbers of torchaudio 0.13 for the same spectra.
describe("beamforming", () => {
  it("psd weighs the products of channels by a mask", () => {
    near(speech.select(0, 1), [0.37344624, 0, 0.29275733, 0.39222196, 0.28181724, 0.20626953, 0.29275733, -0.39222196, 0.98118452, 0, 0.77484421, -0.16334815, 0.28181724, -0.20626953, 0.77484421, 0.16334815, 0.88844726, 0]); // prettier-ignore
    const plain = core.psd(S).sub(core.psd(S, core.ones([2, 5], { dtype: "float64" }), { normalize: false }));
    expect(plain.abs().amax().itemSync()).toBeLessThan(1e-12);
  });

  it("mvdrWeightsSouden agrees with torchaudio, for a number and a one-hot channel", () => {
    near(core.mvdrWeightsSouden(speech, noise, 1), [0.19643233, -0.03414439, 0.18140194, 0.19030684, -0.02317643, -0.0817014, -0.39401007, -0.07135912, 0.54863536, -0.20062895, 0.20227968, 0.12421534]); // prettier-ignore
    const loaded = core.mvdrWeightsSouden(speech, noise, core.tensor([0, 0, 1]), { diagEps: 1e-3 });
    near(loaded, [0.25441181, -0.15233918, 0.05366741, 0.27877381, 0.17202363, -0.07969675, -0.46157363, -0.08287231, 0.31234973, -0.26059961, 0.46373402, 0.08897389]); // prettier-ignore
  });

  it("rtfPower and mvdrWeightsRtf agree with torchaudio", () => {
    const rtf = core.rtfPower(speech, noise, 0);
    near(rtf, [3.78230094, 0, 1.25831466, -0.37643324, 1.65858396, 0.61704319, 0.73757755, 0, 0.87856797, -1.50645798, 1.05575934, -1.17825817]); // prettier-ignore
    near(core.rtfPower(speech, noise, 0, { nIter: 1 }), [0.92639095, 0, 0.23707046, -0.64946593, 0.19953545, -0.17968231, 0.37344624, 0, 0.29275733, -0.39222196, 0.28181724, -0.20626953]); // prettier-ignore
    near(core.rtfPower(speech, noise, 2, { nIter: 5 }), [15.20793865, -5.66908175, 5.4493062, -1.59714892, 9.45392293, 0, 5.84746428, 6.84010484, 24.09708215, -4.39889938, 25.07792538, 0]); // prettier-ignore
    near(core.mvdrWeightsRtf(rtf, noise, 0), [1.05619944, -0.19964533, -0.0297157, 0.87297725, 0.14671848, -0.14569279, -0.21491434, 0.22208005, 0.04598095, -0.33782284, 0.17627717, -0.13636566]); // prettier-ignore
    near(core.mvdrWeightsRtf(rtf, noise, null, { diagonalLoading: false }), [0.27924791, -0.0527841, -0.00785654, 0.23080609, 0.03879081, -0.03851978, -0.29137885, 0.30109395, 0.0623404, -0.45801679, 0.23899488, -0.18488316]); // prettier-ignore
  });

  it("rtfEvd does not depend on the phase of an eigenvector once a channel is the reference", () => {
    near(core.mvdrWeightsRtf(core.rtfEvd(speech), noise, core.tensor([0, 1, 0])), [1.36420074, 0.74463851, -0.26411555, 1.04013921, 0.28700387, -0.19465716, -0.67361676, -0.1667488, 0.80748435, -0.35039981, 0.47534897, 0.25638834]); // prettier-ignore
  });

  it("lets a plane wave pass undistorted", () => {
    const steering = wave(6, 0.7, [2, 3]);
    const source = wave(10, 0.9, [2, 5]);
    const arriving = steering.transpose(0, 1).unsqueeze(-1).mul(source); // [3, 2, 5]
    const weights = core.mvdrWeightsRtf(steering, noise, null, { eps: 0 });
    expect(core.applyBeamforming(weights, arriving).sub(source).abs().amax().itemSync()).toBeLessThan(1e-9);
  });

  it("says what does not fit", () => {
    expect(() => core.psd(core.zeros([2, 3, 4]))).toThrow(DTypeError);
    expect(() => core.psd(S, core.ones([3, 5]))).toThrow(/mask \[3, 5\] must be \[2, 5\]/);
    expect(() => core.mvdrWeightsSouden(speech, noise, 3)).toThrow(/referenceChannel=3/);
    expect(() => core.mvdrWeightsSouden(speech, noise, core.tensor([1, 0]))).toThrow(ShapeError);
    expect(() => core.mvdrWeightsSouden(speech, noise.narrow(0, 0, 1), 0)).toThrow(/alike/);
    expect(() => core.mvdrWeightsRtf(speech, noise, 0)).toThrow(ShapeError);
    expect(() => core.rtfPower(speech, noise, 0, { nIter: 0 })).toThrow(ParameterError);
    expect(() => core.applyBeamforming(speech.select(-1, 0), S.narrow(1, 0, 1))).toThrow(/beamformWeights/);
  });
});
