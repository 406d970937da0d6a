// Reference numbers are librosa 0.11's for the same S.
import { describe, expect, it } from "vitest";
import {
  cat,
  fromTypedArray,
  ParameterError,
  pcen,
  pcenWithState,
  ShapeError,
  stack,
  zeros,
  type Tensor,
} from "../index.js";

const made = Float64Array.from({ length: 40 }, (_, n) => 1.5 + Math.sin(n * 0.7) + 0.4 * Math.cos(n * n));
const S = fromTypedArray(made, [5, 8], { dtype: "float64" });
const close = (x: Tensor, expected: readonly number[]): void => {
  const values = Array.from(x.contiguous().dataSync() as ArrayLike<number>);
  expect(values.length).toBe(expected.length);
  values.forEach((v, i) => expect(v).toBeCloseTo(expected[i], 7));
};

describe("pcen", () => {
  it("without bias and with a smoother of its own is librosa's", () => {
    const { S: out, zf } = pcenWithState(S, { b: 0.3, bias: 0, power: 0.25, gain: 0.8, eps: 1e-3 });
    close(out.select(0, 2), [0.870295269, 1.06798773, 1.03186091, 1.1033277, 1.12313781, 1.11204785, 1.06481367, 0.947564721]); // prettier-ignore
    close(zf, [0.79322591, 1.07865373, 1.22040072, 1.41356734, 1.49703609]);
    expect(zf.shape).toEqual([5, 1]);
  });

  it("takes time and bands along any dimension", () => {
    const options = { sampleRate: 8000, hopLength: 400, timeConstant: 0.1, maxSize: 4 };
    const expected = [0.406951171, 0.390950217, 0.277508388, 0.293037859, 0.225113777];
    close(pcen(S, { ...options, dim: 0 }).select(1, 3), expected);
    const batch = pcen(stack([S, S.mul(2)]), { ...options, dim: 1, maxDim: 2 });
    close(batch.select(0, 0).select(1, 3), expected);
    expect(() => pcen(stack([S, S]), options)).toThrow(/maxDim=undefined must name/);
  });

  it("goes on where the block before it stopped", () => {
    const first = pcenWithState(S.narrow(1, 0, 3));
    const second = pcenWithState(S.narrow(1, 3, 5), { zi: first.zf });
    expect(cat([first.S, second.S], 1).sub(pcen(S)).abs().amax().itemSync()).toBeLessThan(1e-12);
  });

  it("is logarithmic at power 0, and 0 for silence", () => {
    const flat = pcen(S, { power: 0, gain: 0 });
    expect(flat.sub(S.log1p()).abs().amax().itemSync()).toBeLessThan(1e-12);
    expect(
      pcen(zeros([3, 4]))
        .abs()
        .amax()
        .itemSync(),
    ).toBe(0);
  });

  it("names what does not fit", () => {
    expect(() => pcen(S, { b: 2 })).toThrow(ParameterError);
    expect(() => pcen(S, { gain: -1 })).toThrow(/gain=-1 must be a finite number ≥ 0/);
    expect(() => pcen(S, { ref: zeros([5, 7]) })).toThrow(ShapeError);
  });
});
