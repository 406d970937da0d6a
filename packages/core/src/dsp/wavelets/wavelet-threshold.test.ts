import { describe, expect, it } from "vitest";
import { complex, DTypeError, tensor, thresholdFirm, waveletThreshold, type Tensor, type ThresholdMode } from "../../index.js"; // prettier-ignore

const x = tensor([-4, -2, -0.5, 0, 1, 2, 3]);
const round = (t: Tensor): number[] => Array.from(t.dataSync() as Float32Array, (v) => Math.round(v * 1e4) / 1e4 + 0);

describe("waveletThreshold", () => {
  it.each<[ThresholdMode, number[]]>([
    ["soft", [-2, 0, 0, 0, 0, 0, 1]],
    ["hard", [-4, -2, 0, 0, 0, 2, 3]],
    ["garrote", [-3, 0, 0, 0, 0, 0, 1.6667]],
    ["greater", [0, 0, 0, 0, 0, 2, 3]],
    ["less", [-4, -2, -0.5, 0, 1, 2, 0]],
  ])("%s at 2", (mode, expected) => expect(round(waveletThreshold(x, 2, { mode }))).toEqual(expected));

  it("puts the substitute where something is cut, not where the result is 0", () => {
    expect(round(waveletThreshold(x, 2, { substitute: 9 }))).toEqual([-2, 0, 9, 9, 9, 0, 1]);
    expect(round(waveletThreshold(x, 2, { mode: "less", substitute: -1 }))).toEqual([-4, -2, -0.5, 0, 1, 2, -1]);
  });

  it("takes thresholds as tensors, leaves NaN and keeps everything at 0", () => {
    expect(round(waveletThreshold(tensor([[3, 1], [3, 1]]), tensor([[2], [0]])))).toEqual([1, 0, 3, 1]); // prettier-ignore
    expect(round(waveletThreshold(tensor([NaN, 3]), 1))).toEqual([NaN, 2]);
    expect(round(waveletThreshold(x, 0))).toEqual(round(x));
  });

  it("shrinks complex values along their ray", () => {
    const y = waveletThreshold(complex(tensor([3, 0.3]), tensor([4, 0.4])), 2.5);
    expect(round(y.real())).toEqual([1.5, 0]);
    expect(round(y.imag())).toEqual([2, 0]);
    expect(() => waveletThreshold(y, 1, { mode: "less" })).toThrow(DTypeError);
  });

  it("has a finite gradient at 0", () => {
    const at = tensor([0, 3], { requiresGrad: true });
    waveletThreshold(at, 1).sum().backward();
    expect(round(at.grad!)).toEqual([0, 1]);
  });

  it("refuses modes and thresholds that are none", () => {
    expect(() => waveletThreshold(x, 1, { mode: "firm" as ThresholdMode })).toThrow(/mode="firm"/);
    expect(() => waveletThreshold(x, NaN)).toThrow(/value=NaN/);
    expect(() => waveletThreshold(x.to("int32"), 1)).toThrow(DTypeError);
  });
});

describe("thresholdFirm", () => {
  it("is 0, a line, then the identity, with soft and hard thresholding as its limits", () => {
    expect(round(thresholdFirm(x, 1, 3))).toEqual([-4, -1.5, 0, 0, 0, 1.5, 3]);
    expect(round(thresholdFirm(x, 1, Infinity))).toEqual(round(waveletThreshold(x, 1)));
    expect(round(thresholdFirm(x, 2, 2))).toEqual([-4, 0, 0, 0, 0, 0, 3]);
    expect(() => thresholdFirm(x, 2, 1)).toThrow(/valueLow=2 and valueHigh=1/);
  });
});
