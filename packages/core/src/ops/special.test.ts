import { describe, expect, it } from "vitest";
import {
  addcdiv, addcmul, allclose, DTypeError, equal, floorDivide, frac, hypot, isclose, isfinite, lerp, logit, nanToNum, ParameterError, sinc, tensor, xlogy,
} from "../index.js"; // prettier-ignore

const list = (x: { arraySync(): unknown }): unknown => x.arraySync();
const f64 = (values: number[]): ReturnType<typeof tensor> => tensor(values, { dtype: "float64" });

describe("special functions", () => {
  it("frac keeps the sign", () => expect(list(frac(tensor([1.25, -1.25, 3])))).toEqual([0.25, -0.25, 0]));

  it("logit undoes sigmoid, also near 0", () => {
    const x = f64([-30, -1, 0, 2]);
    logit(x.sigmoid()).dataSync().forEach((v, i) => expect(v).toBeCloseTo([-30, -1, 0, 2][i], 9)); // prettier-ignore
    expect(list(logit(f64([0, 1, 2])))).toEqual([-Infinity, Infinity, NaN]);
    expect(logit(f64([0]), { eps: 0.5 }).itemSync()).toBe(0);
  });

  it("xlogy is 0 where x is 0, and its slope there is log y", () => {
    expect(list(xlogy(f64([0, 0, 0, 2]), f64([0, -1, NaN, 1])))).toEqual([0, 0, NaN, 0]);
    expect(list(xlogy(2, tensor([1])))).toEqual([0]);
    const x = f64([0, 0]);
    x.requiresGrad = true;
    xlogy(x, f64([Math.E, 0]))
      .sum()
      .backward();
    expect(list(x.grad!)).toEqual([1, 0]);
  });

  it("sinc is 1 at 0 with slope 0", () => {
    const x = f64([0, 0.5]);
    x.requiresGrad = true;
    const y = sinc(x);
    y.get(0).backward();
    expect(y.dataSync()[0]).toBe(1);
    expect(y.dataSync()[1]).toBeCloseTo(2 / Math.PI, 14);
    expect([...x.grad!.dataSync()].map((v) => v + 0)).toEqual([0, 0]); // −0 counts as 0
  });

  it("the slope of sinc keeps its digits near 0", () => {
    const x = tensor([1e-3, 0.2, 0.4], { requiresGrad: true });
    sinc(x).sum().backward();
    // (cos s − sin s / s) / x with s = πx, in 30 digits
    const expected = [-0.00328986504299, -0.632361455739, -1.11952434682];
    x.grad!.dataSync().forEach((v, i) => expect(Math.abs(v / expected[i] - 1)).toBeLessThan(3e-7));
  });

  it("hypot neither overflows nor divides by 0", () => {
    const y = hypot(f64([3e300, 0, -Infinity, 3]), f64([4e300, 0, 1, -4]));
    expect(y.dataSync()[0]).toBeCloseTo(5e300, -288);
    expect([...y.dataSync()].slice(1)).toEqual([0, Infinity, 5]);
    expect(() => hypot(3, 4)).toThrow(ParameterError);
  });

  it("floorDivide rounds down the exact quotient", () => {
    expect(list(floorDivide(f64([7, -7, 1, 5, 0]), f64([2, 2, 0.1, 0, 0])))).toEqual([3, -4, 9, Infinity, NaN]);
    const y = floorDivide(tensor(new Int32Array([-7, 2147483647])), 2);
    expect(y.dtype).toBe("int32");
    expect(list(y)).toEqual([-4, 1073741823]);
  });

  it("lerp meets both ends exactly", () => {
    const [a, b] = [tensor([0.1, 1e8]), tensor([0.7, 1])];
    expect(list(lerp(a, b, 1))).toEqual(list(b));
    expect(list(lerp(a, b, tensor([0, 1])))).toEqual([a.dataSync()[0], 1]);
  });

  it("addcmul and addcdiv weigh the product and the quotient", () => {
    expect(list(addcmul(tensor([1]), tensor([2]), tensor([3]), { value: 2 }))).toEqual([13]);
    expect(list(addcdiv(tensor([1]), tensor([6]), tensor([3])))).toEqual([3]);
  });

  it("nanToNum takes the dtype's largest numbers", () => {
    expect(list(nanToNum(f64([NaN, Infinity, -Infinity, 1])))).toEqual([0, Number.MAX_VALUE, -Number.MAX_VALUE, 1]);
    expect(nanToNum(tensor([Infinity])).itemSync()).toBe(3.4028234663852886e38);
    expect(list(nanToNum(tensor([[NaN, Infinity]], { dtype: "complex64" }), { posinf: 7 }))).toEqual([[0, 7]]);
    expect(() => lerp(tensor([1]), tensor([[1, 2]], { dtype: "complex64" }), 0.5).gt(0)).toThrow(DTypeError);
  });
});

describe("closeness", () => {
  it("isfinite and isclose treat infinities and NaN as themselves", () => {
    expect(list(isfinite(tensor([1, NaN, Infinity, -Infinity])))).toEqual([true, false, false, false]);
    const [a, b] = [f64([NaN, Infinity, Infinity, 1, 1]), f64([NaN, Infinity, -Infinity, 1.000001, 1.1])];
    expect(list(isclose(a, b))).toEqual([false, true, false, true, false]);
    expect(list(isclose(a, b, { equalNan: true }))).toEqual([true, true, false, true, false]);
    expect(list(isclose(a, b, { rtol: 0 }))).toEqual([false, true, false, false, false]);
  });

  it("allclose and equal answer for all elements", async () => {
    expect(await allclose(f64([1, 2]), f64([1, 2 + 1e-9]))).toBe(true);
    expect(await allclose(f64([1, 2]), f64([1, 3]))).toBe(false);
    expect(await equal(tensor([1, 2]), tensor([1, 2]))).toBe(true);
    expect(await equal(tensor([1, 2]), tensor([[1, 2]]))).toBe(false);
    expect(await equal(tensor([]), tensor([]))).toBe(true);
  });
});
