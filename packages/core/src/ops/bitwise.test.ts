import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bitwiseAnd, bitwiseLeftShift, bitwiseNot, bitwiseOr, bitwiseRightShift, bitwiseXor, DTypeError, gcd, lcm, tensor, type Tensor } from "../index.js"; // prettier-ignore

const ints = (...values: number[]): Tensor => tensor(new Int32Array(values));
const bytes = (...values: number[]): Tensor => tensor(new Uint8Array(values));
const list = (x: Tensor): unknown => x.arraySync();
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

describe("bits", () => {
  it("and, or, xor and not are JavaScript's on int32", () => {
    fc.assert(
      fc.property(int32, int32, (a, b) => {
        const [x, y] = [ints(a), ints(b)];
        expect(list(bitwiseAnd(x, y))).toEqual([a & b]);
        expect(list(bitwiseOr(x, b))).toEqual([a | b]);
        expect(list(bitwiseXor(a, y))).toEqual([a ^ b]);
        expect(list(bitwiseNot(x))).toEqual([~a]);
      }),
    );
  });

  it("work on uint8 and on bools", () => {
    expect(list(bitwiseNot(bytes(0, 1, 255)))).toEqual([255, 254, 0]);
    expect(list(bitwiseOr(bytes(1, 2), bytes(2, 2)))).toEqual([3, 2]);
    expect(list(bitwiseXor(tensor([true, true]), tensor([true, false])))).toEqual([false, true]);
    expect(list(bitwiseNot(tensor([true, false])))).toEqual([false, true]);
    expect(bitwiseAnd(bytes(3), ints(6)).dtype).toBe("int32");
    expect(list(bitwiseAnd(tensor([true, false]), ints(3, 3)))).toEqual([1, 0]);
  });

  it("shift like PyTorch, also by more than the width and by less than 0", () => {
    expect(list(bitwiseLeftShift(ints(1, 1, 1, -1, 3), ints(31, 32, -1, 40, 2)))).toEqual([-2147483648, 0, 0, 0, 12]);
    expect(list(bitwiseRightShift(ints(-8, 8, -8, 8), ints(1, 32, 40, -1)))).toEqual([-4, 0, -1, 0]);
    expect(list(bitwiseLeftShift(bytes(1, 255), bytes(8, 1)))).toEqual([0, 254]);
    expect(list(bitwiseRightShift(bytes(128, 128), bytes(7, 9)))).toEqual([1, 0]);
  });

  it("refuse floats, complex numbers and shifts of bools, and say what to do", () => {
    expect(() => bitwiseAnd(tensor([1.5]), ints(1))).toThrow(
      'bitwiseAnd: dtype="float32" must be int32, uint8 or bool. Convert with .to("int32").',
    );
    expect(() => bitwiseOr(ints(1), 0.5)).toThrow(DTypeError);
    expect(() => bitwiseNot(tensor([[1, 2]], { dtype: "complex64" }))).toThrow(/complex64/);
    expect(() => bitwiseLeftShift(tensor([true]), tensor([true]))).toThrow(/must be int32 or uint8/);
  });
});

describe("whole numbers", () => {
  it("gcd divides both sides, and lcm is their product over it", () => {
    const small = fc.integer({ min: -30000, max: 30000 });
    fc.assert(
      fc.property(small, small, (a, b) => {
        const d = gcd(ints(a), ints(b)).itemSync();
        const euclid = (x: number, y: number): number => (y === 0 ? Math.abs(x) : euclid(y, x % y));
        expect(d).toBe(euclid(a, b));
        expect(lcm(ints(a), ints(b)).itemSync()).toBe(d === 0 ? 0 : Math.abs((a / d) * b));
      }),
    );
    expect(list(gcd(ints(0, -4), ints(0, 6)))).toEqual([0, 2]);
    expect(() => gcd(tensor([true]), tensor([true]))).toThrow(DTypeError);
    expect(() => lcm(tensor([1]), ints(2))).toThrow(DTypeError);
  });
});
