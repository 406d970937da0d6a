import { describe, expect, it } from "vitest";
import { arange, DTypeError, inPlaceOps, noGrad, ones, ParameterError, ShapeError, tensor, zeros, type Tensor } from "../index.js"; // prettier-ignore

const list = (x: Tensor): unknown => x.arraySync();

describe("in-place ops", () => {
  it("write into the tensor's own memory and return it", () => {
    const x = tensor([1, 4, 9]);
    const view = x.narrow(0, 1, 2);
    expect(view.sqrt_()).toBe(view);
    expect(list(x)).toEqual([1, 2, 3]);
    expect(
      list(
        x
          .add_(1)
          .mul_(x)
          .sub_(tensor([4]), { alpha: 0.5 }),
      ),
    ).toEqual([2, 7, 14]);
    expect(list(x.div_(2).pow_(2).neg_())).toEqual([-1, -12.25, -49]);
    expect(list(x.clamp_({ min: -13 }).abs_().floor_())).toEqual([1, 12, 13]);
    expect(list(x.maskedFill_(x.gt(12), 0).square_())).toEqual([1, 144, 0]);
    expect(list(x.zero_())).toEqual([0, 0, 0]);
    expect(list(x.fill_(tensor(7)).copy_(tensor([1])))).toEqual([1, 1, 1]);
  });

  it("broadcast the other side only", () => {
    const x = zeros([2, 3]);
    expect(list(x.add_(arange(3)))).toEqual([[0, 1, 2], [0, 1, 2]]); // prettier-ignore
    expect(() => arange(3).add_(x)).toThrow(/add_: the result \[2, 3\] does not fit in \[3\]/);
    expect(() => arange(3).copy_(x)).toThrow(ShapeError);
    expect(() => x.fill_(ones([1]))).toThrow(/fill_: value \[1\]/);
  });

  it("keep the dtype, and refuse results of a higher category", () => {
    const x = tensor(new Int32Array([7, 8]));
    expect(() => x.div_(2)).toThrow(/div_: the result is float32, which dtype="int32" does not hold/);
    expect(list(x.div_(2, { roundingMode: "floor" }))).toEqual([3, 4]);
    expect(list(tensor(new Uint8Array([200])).add_(tensor(new Int32Array([100]))))).toEqual([44]);
    expect(list(tensor([1, -2], { dtype: "float64" }).mul_(tensor([3])).dtype === "float64" ? ones([1]) : x)).toEqual([1]); // prettier-ignore
    expect(() => tensor([true]).add_(2)).toThrow(DTypeError);
    expect(list(tensor([1, 5]).gt_(2))).toEqual([0, 1]);
    expect(() => tensor([1]).mul_(tensor([[0, 1]], { dtype: "complex64" }))).toThrow(DTypeError);
  });

  it("refuse a tensor that requires a gradient while recording, and only then", () => {
    const x = ones([2], { requiresGrad: true });
    expect(() => x.add_(1)).toThrow(/add_: the tensor requires a gradient/);
    expect(() => x.uniform_()).toThrow(ParameterError);
    noGrad(() => x.sub_(3));
    expect(list(x)).toEqual([-2, -2]);
    expect(x.isLeaf && x.requiresGrad).toBe(true);
  });

  it("are one for each op in the table, and agree with it", () => {
    const x = tensor([0.25, 0.5]);
    const methods = x as unknown as Record<string, (...args: unknown[]) => Tensor>;
    const sided = new Set(["sub", "mul", "add", "div", "trueDivide", "floorDivide", "remainder", "fmod", "pow", "ldexp", "atan2", "hypot", "copysign", "xlogy", "eq", "ne", "lt", "le", "gt", "ge", "logicalAnd", "logicalOr", "logicalXor"]); // prettier-ignore
    let compared = 0;
    for (const name of Object.keys(inPlaceOps)) {
      const op = name.slice(0, -1);
      expect(typeof methods[op], op).toBe("function");
      const args = sided.has(op) ? [0.75] : [];
      if (methods[op].length === 0 && !sided.has(op) && ["clamp", "clip", "lerp", "addcmul", "addcdiv", "clampMin", "clampMax", "maskedFill", "cumsum", "cumprod", "floatPower", "gcd", "lcm"].includes(op)) continue; // prettier-ignore
      if (op.startsWith("bitwise")) continue;
      const target = x.clone() as unknown as Record<string, (...a: unknown[]) => Tensor>;
      expect([...target[name](...args).dataSync()], name).toEqual([
        ...methods[op](...args)
          .to("float32")
          .dataSync(),
      ]);
      compared++;
    }
    expect(compared).toBeGreaterThan(60);
  });
});
