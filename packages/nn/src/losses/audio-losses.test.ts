import { describe, expect, it } from "vitest";
import { arange, gradcheck, ParameterError, ShapeError, tensor, type Tensor } from "@sonograd/core";
import * as nn from "./index.js";

const ramp = (n: number): Tensor => arange(n, { dtype: "float64" });
const list = (t: Tensor): number[] => Array.from(t.dataSync());
const int = (values: number[] | number[][]): Tensor => tensor(values, { dtype: "int32" });
const near = (t: Tensor, expected: number[]): void =>
  list(t).forEach((v, i) => expect(v).toBeCloseTo(expected[i], 8)); // prettier-ignore
/** Σ gradient · cos(i): one number for all of it. */
const slopes = (x: Tensor): number => x.grad!.reshape([-1]).mul(ramp(x.numel).cos()).sum().itemSync(); // prettier-ignore

/** Two signals of 400 samples each. The expected numbers are PyTorch's for the same formulas. */
function signals(): [Tensor, Tensor] {
  const t = ramp(800);
  const x = t.mul(0.3).sin().add(t.mul(2.1).sin().mul(0.2)).reshape([2, 400]).requiresGrad_(); // prettier-ignore
  return [x, t.mul(0.31).sin().add(t.mul(1.9).cos().mul(0.3)).reshape([2, 400])]; // prettier-ignore
}

describe("losses of signals", () => {
  it("multiResolutionStftLoss is PyTorch's sum, in value and slopes", () => {
    const [x, y] = signals();
    const loss = new nn.MultiResolutionSTFTLoss({ fftSizes: [64, 128], hopSizes: [16, 24], winLengths: [40, 96] })(
      x,
      y,
    );
    loss.backward();
    near(loss, [1.499727723676287]);
    expect(slopes(x)).toBeCloseTo(-4.115809593960648, 7);
    expect(nn.stftLoss(y, y, { nFft: 64, winLength: 64 }).itemSync()).toBe(0);
    expect(() => nn.multiResolutionStftLoss(x, y, { fftSizes: [64] })).toThrow(/fftSizes=\[64\]/);
  });

  it("siSdrLoss does not hear loudness, and is a ratio in dB", () => {
    const [x, y] = signals();
    near(nn.siSdrLoss(x, y, { reduction: "none" }), [15.063793459967103, 6.986164949646575]);
    near(nn.siSdrLoss(x.mul(7).add(3), y, { reduction: "none" }), [15.063793459967103, 6.986164949646575]);
    new nn.SISDRLoss()(x, y).backward();
    expect(slopes(x)).toBeCloseTo(0.12532128033206058, 8);
    // distortion with a hundredth of the energy, at a right angle to the target
    const target = ramp(200).mul(Math.PI / 10).sin(); // prettier-ignore
    const noise = ramp(200).mul(Math.PI / 10).cos().mul(0.1); // prettier-ignore
    expect(nn.siSdrLoss(target.add(noise), target).itemSync()).toBeCloseTo(-20, 6);
    expect(() => nn.siSdrLoss(x, y.narrow(1, 0, 9))).toThrow(ShapeError);
  });

  it("melL1Loss is the distance in log bands: a gain in every band counts its logarithm", () => {
    const [x] = signals();
    const options = { sampleRate: 8000, nFft: 64, hopLength: 16, nMels: 4 };
    expect(nn.melL1Loss(x.mul(2), x, options).itemSync()).toBeCloseTo(Math.LN2, 10);
    expect(new nn.MelL1Loss(options)(x, x).itemSync()).toBe(0);
    expect(nn.melL1Loss(x, x.mul(0), { ...options, log: false }).itemSync()).toBeGreaterThan(0.01);
  });
});

describe("rnntLoss", () => {
  const logits = (): Tensor => ramp(144).mul(1.3).sin().mul(2).reshape([3, 4, 3, 4]).requiresGrad_(); // prettier-ignore
  const targets = int([[0, 2], [1, -1], [-1, -1]]); // prettier-ignore
  const [frames, labels] = [[4, 3, 1], [2, 1, 0]]; // prettier-ignore

  it("adds up all alignments of sequences of any length", () => {
    const x = logits();
    near(nn.rnntLoss(x, targets, frames, labels, { reduction: "none" }), [10.824329773054828, 5.451261581109387, 2.185025959347436]); // prettier-ignore
    new nn.RNNTLoss()(x, targets, int(frames), int(labels)).backward();
    expect(slopes(x)).toBeCloseTo(0.13585888520566008, 8);
    // nothing reaches what lies behind the ends
    expect(list(x.grad!.select(0, 2).narrow(0, 1, 3)).every((g) => g === 0)).toBe(true);
    expect(nn.rnntLoss(x.logSoftmax(3), targets, frames, labels, { fusedLogSoftmax: false, reduction: "sum" }).itemSync()).toBeCloseTo(18.460617313511648, 8); // prettier-ignore
  });

  it("cuts the slopes of each loss at clamp, before the mean", () => {
    const x = logits();
    nn.rnntLoss(x, targets, frames, labels, { clamp: 0.1 }).backward();
    expect(slopes(x)).toBeCloseTo(-0.03037910674084998, 8);
  });

  it("takes any class for the blank, and has right slopes", () => {
    const x = ramp(24).mul(0.7).sin().reshape([1, 2, 3, 4]).requiresGrad_(); // prettier-ignore
    expect(gradcheck((a) => nn.rnntLoss(a, int([[1, 3]]), [2], [2], { blank: 0 }), [x])).toBe(true);
    near(nn.rnntLoss(x, int([[1, 3]]), [2], [2], { blank: -4 }), list(nn.rnntLoss(x, int([[1, 3]]), [2], [2], { blank: 0 }))); // prettier-ignore
  });

  it("names what does not fit", () => {
    expect(() => nn.rnntLoss(logits(), targets, [5, 3, 1], labels)).toThrow(/logitLengths holds 5/);
    expect(() => nn.rnntLoss(logits(), targets.narrow(1, 0, 1), frames, labels)).toThrow(/\[3, 1\].*\[3, 2\]/);
    expect(() => nn.rnntLoss(logits(), targets, frames, labels, { blank: 4 })).toThrow(ParameterError);
  });
});

describe("focal losses", () => {
  it("sigmoidFocalLoss is torchvision's, in value and slopes", () => {
    const x = ramp(6).sin().mul(3).requiresGrad_(); // prettier-ignore
    const target = tensor([1, 0, 1, 0, 0.5, 1], { dtype: "float64" });
    const loss = nn.sigmoidFocalLoss(x, target, { alpha: 0.3, gamma: 1.5 });
    near(loss, [0.07351936076014104, 1.6222506401996302, 0.00028859384935036995, 0.30484115156755787, 0.2180509286184027, 0.810082377044546]); // prettier-ignore
    loss.sum().backward();
    near(x.grad!, [-0.10817252915909685, 0.7578112756736237, -0.000685982246909247, 0.3796482058107456, -0.0718414064570809, -0.32638202068116967]); // prettier-ignore
    expect(() => nn.sigmoidFocalLoss(x, target, { gamma: -1 })).toThrow(ParameterError);
  });

  it("focalLoss weighs classes, skips ignored items, and is cross entropy for gamma 0", () => {
    const x = ramp(12).sin().mul(2).reshape([3, 4]).requiresGrad_(); // prettier-ignore
    const [target, weight] = [int([1, -100, 3]), tensor([1, 2, 3, 4], { dtype: "float64" })];
    near(nn.focalLoss(x, target, { weight, reduction: "none" }), [0.7093365803873195, 0, 16.74139238999842]);
    new nn.FocalLoss({ weight })(x, target).backward();
    expect(slopes(x)).toBeCloseTo(-1.1967585310500577, 8);
    near(nn.focalLoss(x, target, { gamma: 0 }), list(nn.crossEntropy(x, target)));
  });
});
