// The dtype rules, as tables of what torch.result_type and the ops of PyTorch 2 give.
import { describe, expect, it } from "vitest";
import { add, bitwiseAnd, clamp, div, DTypeError, eq, floorDivide, maximum, mul, ones, ParameterError, pow, resultType, sub, tensor, where, type DType, type Tensor } from "../index.js"; // prettier-ignore

const [f32, f64, i32, u8, b, c64, c128] = [
  "float32", "float64", "int32", "uint8", "bool", "complex64", "complex128",
] as const satisfies readonly DType[]; // prettier-ignore
const ALL = [f32, f64, i32, u8, b, c64, c128];

/** Rows and columns in the order of ALL. */
const BOTH_WITH_DIMENSIONS: readonly (readonly DType[])[] = [
  [f32, f64, f32, f32, f32, c64, c128],
  [f64, f64, f64, f64, f64, c128, c128],
  [f32, f64, i32, i32, i32, c64, c128],
  [f32, f64, i32, u8, u8, c64, c128],
  [f32, f64, i32, u8, b, c64, c128],
  [c64, c128, c64, c64, c64, c64, c128],
  [c128, c128, c128, c128, c128, c128, c128],
];
/** Rows have dimensions, columns none. */
const WITH_A_SCALAR_TENSOR: readonly (readonly DType[])[] = [
  [f32, f32, f32, f32, f32, c64, c64],
  [f64, f64, f64, f64, f64, c128, c128],
  [f32, f64, i32, i32, i32, c64, c128],
  [f32, f64, u8, u8, u8, c64, c128],
  [f32, f64, i32, u8, b, c64, c128],
  [c64, c64, c64, c64, c64, c64, c64],
  [c128, c128, c128, c128, c128, c128, c128],
];
/** A whole number, a fraction, a boolean; the same for tensors with and without dimensions. */
const WITH_A_NUMBER: readonly (readonly DType[])[] = [
  [f32, f32, f32],
  [f64, f64, f64],
  [i32, f32, i32],
  [u8, f32, u8],
  [i32, f32, b],
  [c64, c64, c64],
  [c128, c128, c128],
];

describe("resultType", () => {
  const table = (rows: readonly (readonly DType[])[], a: number[], other: number[]): void =>
    ALL.forEach((row, r) =>
      ALL.forEach((column, c) => {
        const [x, y] = [ones(a, { dtype: row }), ones(other, { dtype: column })];
        const label = `${row} [${a}] and ${column} [${other}]`;
        expect(resultType([x, y]), label).toBe(rows[r][c]);
        expect(resultType([y, x]), label).toBe(rows[r][c]);
        expect(add(x, y).dtype, label).toBe(rows[r][c]);
      }),
    );

  it("of two tensors with dimensions is the wider of the higher category", () =>
    table(BOTH_WITH_DIMENSIONS, [2], [3, 1]));
  it("of two tensors without dimensions too", () => table(BOTH_WITH_DIMENSIONS, [], []));
  it("lets a tensor without dimensions lift the category only", () => table(WITH_A_SCALAR_TENSOR, [2], []));

  it.each([[[2]], [[]]])("lets a number lift the category of shape %s only", (shape) => {
    ALL.forEach((dtype, r) =>
      [2, 0.5, true].forEach((value, c) => {
        const x = ones(shape, { dtype });
        expect(resultType([x, value]), `${dtype} and ${value}`).toBe(WITH_A_NUMBER[r][c]);
        expect(resultType([value, x])).toBe(WITH_A_NUMBER[r][c]);
        expect(mul(value, x).dtype).toBe(WITH_A_NUMBER[r][c]);
      }),
    );
  });

  it("counts NaN, ∞ and numbers beyond int32 as fractions", () => {
    const x = ones([1], { dtype: i32 });
    for (const value of [NaN, Infinity, 2 ** 31, -(2 ** 40)]) expect(resultType([x, value])).toBe(f32);
    expect(resultType([x, -(2 ** 31)])).toBe(i32);
  });

  it("joins three levels", () => {
    const [dim, scalar] = [ones([2], { dtype: u8 }), ones([], { dtype: i32 })];
    expect(resultType([dim, scalar, 7])).toBe(u8);
    expect(resultType([dim, scalar, 0.5])).toBe(f32);
    expect(resultType([scalar, ones([], { dtype: u8 })])).toBe(i32);
  });
});

describe("what the ops make of the common dtype", () => {
  const list = (x: Tensor): unknown => x.arraySync();
  const bools = tensor([true, true, false]);
  const others = tensor([true, false, false]);

  it("adds and multiplies bools as or and and, and refuses their difference", () => {
    expect(list(add(bools, others))).toEqual([true, true, false]);
    expect(list(mul(bools, others))).toEqual([true, false, false]);
    expect(() => sub(bools, others)).toThrow(/sub: dtype="bool".*logicalXor/);
    expect(() => sub(ones([1]), true)).toThrow(DTypeError);
    expect(list(add(bools, 2))).toEqual([3, 3, 2]);
    expect(list(maximum(bools, others))).toEqual([true, true, false]);
  });

  it("divides integers to float32, and keeps them where the quotient is rounded", () => {
    const x = tensor(new Int32Array([7, -7]));
    expect(div(x, 2).dtype).toBe(f32);
    expect(div(bools, others).dtype).toBe(f32);
    expect(list(div(x, 2, { roundingMode: "floor" }))).toEqual([3, -4]);
    expect(list(div(x, 2, { roundingMode: "trunc" }))).toEqual([3, -3]);
    expect(div(x, 2, { roundingMode: "trunc" }).dtype).toBe(i32);
    expect(() => div(x, 2, { roundingMode: "up" as never })).toThrow(/roundingMode="up"/);
    expect(() => floorDivide(bools, others)).toThrow(DTypeError);
  });

  it("wraps uint8 and int32, and reads numbers exactly", () => {
    expect(list(add(tensor(new Uint8Array([250])), 10))).toEqual([4]);
    expect(list(add(tensor(new Int32Array([2147483647])), 1))).toEqual([-2147483648]);
    expect(list(eq(tensor(new Int32Array([16777217])), 16777217))).toEqual([true]);
  });

  it("gives the gradient of each side its own dtype", () => {
    const x = ones([2], { dtype: f32, requiresGrad: true });
    const y = ones([], { dtype: f64, requiresGrad: true });
    const z = ones([2], { dtype: c64, requiresGrad: true });
    const sum = mul(mul(x, y), z);
    expect(sum.dtype).toBe(c64);
    sum.abs().sum().backward();
    expect([x.grad!.dtype, y.grad!.dtype, z.grad!.dtype]).toEqual([f32, f64, c64]);
  });

  it("refuses alpha of another category and negative whole powers of integers", () => {
    const x = tensor(new Int32Array([2]));
    expect(() => add(x, x, { alpha: 0.5 })).toThrow(/alpha=0\.5 must be an integer/);
    expect(() => add(bools, others, { alpha: 2 })).toThrow(ParameterError);
    expect(list(add(x, x, { alpha: 3 }))).toEqual([8]);
    expect(() => pow(x, -1)).toThrow(/exponent=-1 must be ≥ 0/);
    expect(list(pow(x, tensor(new Int32Array([-1]))))).toEqual([0]);
    expect(() => pow(bools, others)).toThrow(DTypeError);
  });

  it("where and clamp promote too", () => {
    expect(where(bools, 1, tensor(new Int32Array([1, 2, 3]))).dtype).toBe(i32);
    expect(where(bools, true, false).dtype).toBe(b);
    expect(where(bools, 1, 0).dtype).toBe(f32);
    expect(clamp(tensor(new Int32Array([5])), { max: 2.5 }).dtype).toBe(f32);
    expect(clamp(tensor(new Uint8Array([5])), { max: 2 }).dtype).toBe(u8);
  });

  it("names both numbers where no side is a tensor", () => {
    expect(() => add(1, 2)).toThrow(/add: 1 and 2 are all numbers/);
    expect(() => bitwiseAnd(true, false)).toThrow(ParameterError);
  });
});
