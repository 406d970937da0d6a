import { describe, expect, it } from "vitest";
import {
  celu, elu, gelu, glu, gumbelSoftmax, hardshrink, hardsigmoid, hardswish, hardtanh, leakyRelu, logSigmoid, manualSeed, mish, prelu, relu6, rrelu,
  selu, silu, softmin, softplus, softshrink, softsign, tanhshrink, tensor, threshold, zeros, DTypeError, ParameterError, ShapeError, type Tensor,
} from "../index.js"; // prettier-ignore

const list = (t: Tensor): number[] => Array.from(t.dataSync());
const f64 = (values: number[]): Tensor => tensor(values, { dtype: "float64", requiresGrad: true });
const near = (t: Tensor, expected: number[], digits = 12): void =>
  list(t).forEach((v, i) => expect(v).toBeCloseTo(expected[i], digits));

describe("activations", () => {
  it("have the values of their formulas", () => {
    const x = f64([-2, 0, 1.5]);
    near(leakyRelu(x, { negativeSlope: 0.1 }), [-0.2, 0, 1.5]);
    near(elu(x, { alpha: 2 }), [2 * Math.expm1(-2), 0, 1.5]);
    near(celu(x, { alpha: 2 }), [2 * Math.expm1(-1), 0, 1.5]);
    near(selu(x), [1.0507009873554805 * 1.6732632423543772 * Math.expm1(-2), 0, 1.5 * 1.0507009873554805]);
    near(gelu(x), [-0.04550026389635842, 0, 1.5 * 0.9331927987311419]); // x · Φ(x), tables of the normal distribution
    near(gelu(x, { approximate: "tanh" }), [-0.0454022, 0, 1.3995715], 6);
    near(silu(x), [-2 / (1 + Math.exp(2)), 0, 1.5 / (1 + Math.exp(-1.5))]);
    near(mish(x), [-2 * Math.tanh(Math.log1p(Math.exp(-2))), 0, 1.5 * Math.tanh(Math.log1p(Math.exp(1.5)))]);
    near(softplus(x), [Math.log1p(Math.exp(-2)), Math.LN2, Math.log1p(Math.exp(1.5))]);
    near(softplus(x, { beta: 2, threshold: 2.5 }), [Math.log1p(Math.exp(-4)) / 2, Math.LN2 / 2, 1.5]);
    near(softsign(x), [-2 / 3, 0, 0.6]);
    near(tanhshrink(x), [-2 + Math.tanh(2), 0, 1.5 - Math.tanh(1.5)]);
    near(logSigmoid(x), [-Math.log1p(Math.exp(2)), -Math.LN2, -Math.log1p(Math.exp(-1.5))]);
    const wide = f64([-4, -3, -1, 0.3, 1, 3, 7]);
    near(hardtanh(wide), [-1, -1, -1, 0.3, 1, 1, 1]);
    near(relu6(wide), [0, 0, 0, 0.3, 1, 3, 6]);
    near(hardswish(wide), [0, 0, -1 / 3, 0.165, 2 / 3, 3, 7]);
    near(hardsigmoid(wide), [0, 0, 1 / 3, 0.55, 2 / 3, 1, 1]);
    near(hardshrink(wide), [-4, -3, -1, 0, 1, 3, 7]);
    near(wide.hardshrink({ lambd: 2 }), [-4, -3, 0, 0, 0, 3, 7]);
    near(softshrink(wide), [-3.5, -2.5, -0.5, 0, 0.5, 2.5, 6.5]);
    near(threshold(wide, 1, 20), [20, 20, 20, 20, 20, 3, 7]);
  });

  it("neither overflow nor give NaN far out, in value and slope", () => {
    const far = [-Infinity, -1e30, -800, -90, 90, 800, 1e30];
    const atLeft = [0, 0, 0, 0];
    for (const op of [gelu, silu, mish, hardswish, (t: Tensor) => gelu(t, { approximate: "tanh" })]) {
      const x = f64(far);
      const y = op(x);
      expect(list(y).map((v) => (Math.abs(v) < 1e-30 ? 0 : v))).toEqual([...atLeft, 90, 800, 1e30]);
      y.sum().backward();
      expect(list(x.grad!).map((v) => (Math.abs(v) < 1e-30 ? 0 : v))).toEqual([...atLeft, 1, 1, 1]);
    }
    const x = f64(far);
    const y = logSigmoid(x);
    expect(list(y).slice(0, 4)).toEqual(far.slice(0, 4));
    expect(list(softplus(x, { threshold: 1e300 })).slice(4)).toEqual(far.slice(4));
    y.sum().backward();
    expect(list(x.grad!).slice(0, 4)).toEqual([1, 1, 1, 1]);
    expect(list(softsign(f64([-Infinity, -1e300, Infinity])))).toEqual([-1, -1, 1]);
  });

  it("keep small results exact where the plain formula cancels", () => {
    near(softplus(f64([-40])), [4.248354255291589e-18], 30);
    near(logSigmoid(f64([40])), [-4.248354255291589e-18], 30);
    expect(list(elu(f64([-1e-10])))[0]).toBeCloseTo(-9.9999999995e-11, 25);
    // Φ(−10) from tables; 1 + erf would give 0
    expect(list(gelu(f64([-10])))[0] / -7.61985302416053e-23).toBeCloseTo(1, 12);
    expect(list(gelu(tensor([-6])))[0] / -5.919526e-9).toBeCloseTo(1, 4);
  });

  it("pass NaN on", () => {
    for (const op of [
      celu,
      elu,
      gelu,
      hardshrink,
      hardsigmoid,
      hardswish,
      hardtanh,
      leakyRelu,
      logSigmoid,
      mish,
      relu6,
      selu,
      silu,
      softplus,
      softshrink,
      softsign,
      tanhshrink,
    ])
      // prettier-ignore
      expect(list(op(tensor([NaN]))), op.name).toEqual([NaN]);
    expect(list(threshold(tensor([NaN]), 0, 1))).toEqual([NaN]);
  });

  it("have the slopes at their bends that PyTorch's have", () => {
    const slopes = (op: (t: Tensor) => Tensor, at: number[]): number[] => {
      const x = f64(at);
      op(x).sum().backward();
      return list(x.grad!);
    };
    expect(slopes(leakyRelu, [0])).toEqual([0.01]);
    expect(slopes(hardtanh, [-1, 1])).toEqual([0, 0]);
    expect(slopes(relu6, [0, 6])).toEqual([0, 0]);
    expect(slopes(elu, [0])).toEqual([1]);
    expect(slopes(softplus, [0])).toEqual([0.5]);
    expect(slopes(hardshrink, [0.5])).toEqual([0]);
    expect(slopes((t) => threshold(t, 1, 2), [1])).toEqual([0]);
  });

  it("refuse other dtypes and parameters without meaning", () => {
    expect(() => gelu(tensor([1], { dtype: "int32" }))).toThrow(DTypeError);
    expect(() => gelu(tensor([1], { dtype: "int32" }))).toThrow(/gelu: dtype="int32"/);
    expect(() => silu(tensor([1]).to("complex64"))).toThrow(DTypeError);
    expect(() => gelu(tensor([1]), { approximate: "fast" as "tanh" })).toThrow(/approximate="fast"/);
    expect(() => celu(tensor([1]), { alpha: 0 })).toThrow(ParameterError);
    expect(() => softplus(tensor([1]), { beta: 0 })).toThrow(/beta=0/);
    expect(() => softshrink(tensor([1]), { lambd: -1 })).toThrow(/lambd=-1/);
    expect(() => hardtanh(tensor([1]), { minVal: 2 })).toThrow(/minVal=2.*maxVal=1/);
  });
});

describe("gates and slopes of their own", () => {
  it("glu is the first half times the sigmoid of the second", () => {
    near(glu(f64([3, -1, 0, Math.log(3)])), [1.5, -0.75]);
    expect(() => glu(tensor([1, 2, 3]))).toThrow(ShapeError);
  });

  it("prelu has one weight or one per channel", () => {
    const x = tensor([[[-1, 2], [-3, -4]]]); // prettier-ignore
    expect(prelu(x, tensor([0.5])).arraySync()).toEqual([[[-0.5, 2], [-1.5, -2]]]); // prettier-ignore
    expect(x.prelu(tensor([0.5, 0.25])).arraySync()).toEqual([[[-0.5, 2], [-0.75, -1]]]); // prettier-ignore
    expect(() => prelu(x, tensor([1, 2, 3]))).toThrow(/weight \[3\].*2/);
  });

  it("rrelu draws slopes within its bounds while training", () => {
    manualSeed(4);
    const y = list(rrelu(zeros([500]).sub(1), { lower: 0.2, upper: 0.6, training: true })).map((v) => -v);
    expect(Math.min(...y)).toBeGreaterThanOrEqual(0.2);
    expect(Math.max(...y)).toBeLessThanOrEqual(0.6);
    expect(new Set(y).size).toBeGreaterThan(400);
    expect(list(rrelu(tensor([-1, 2]), { lower: 0.25, upper: 0.75 }))).toEqual([-0.5, 2]);
  });

  it("softmin turns the order round", () => near(softmin(f64([0, Math.log(3)]), 0), [0.75, 0.25]));

  it("gumbelSoftmax samples by the probabilities, one-hot with a soft gradient", () => {
    manualSeed(6);
    const logits = tensor([0, Math.log(3)]).expand([4000, 2]);
    const hard = gumbelSoftmax(logits, { hard: true });
    const share = hard.mean(0).arraySync() as number[];
    expect(share[1]).toBeCloseTo(0.75, 1);
    expect(new Set(list(hard).map((v) => Math.round(v * 1e6) / 1e6))).toEqual(new Set([0, 1]));
    const x = tensor([[1, 2, 3]], { requiresGrad: true });
    gumbelSoftmax(x, { hard: true, tau: 0.5 }).mul(tensor([1, 2, 3])).sum().backward(); // prettier-ignore
    expect(list(x.grad!).some((v) => v !== 0)).toBe(true);
    expect(() => gumbelSoftmax(x, { tau: 0 })).toThrow(/tau=0/);
  });
});
