import { describe, expect, it } from "vitest";
import { arange, empty, emptyLike, eye, fromTypedArray, full, fullLike, linspace, logspace, onesLike, ParameterError, ShapeError, tensor, zerosLike, type DType, type Tensor } from "../index.js"; // prettier-ignore

const list = (x: Tensor): unknown => x.arraySync();
const DTYPES = ["float32", "float64", "int32", "uint8", "bool", "complex64", "complex128"] as const satisfies readonly DType[]; // prettier-ignore

describe("tensor", () => {
  it("keeps the element type of typed arrays, and takes other integers as int32", () => {
    const cases: [ArrayBufferView, DType][] = [
      [new Float32Array([1]), "float32"],
      [new Float64Array([1]), "float64"],
      [new Int32Array([1]), "int32"],
      [new Uint8Array([1]), "uint8"],
      [new Uint8ClampedArray([1]), "uint8"],
      [new Int8Array([1]), "int32"],
      [new Int16Array([1]), "int32"],
      [new Uint16Array([1]), "int32"],
      [new Uint32Array([1]), "int32"],
      [new BigInt64Array([1n]), "int32"],
    ];
    for (const [array, dtype] of cases) {
      expect(tensor(array as Float32Array).dtype, array.constructor.name).toBe(dtype);
      expect(list(tensor(array as Float32Array))).toEqual([1]);
    }
    expect(list(tensor(new Int16Array([-5, 7])))).toEqual([-5, 7]);
  });

  it("refuses integers that int32 does not hold, unless another dtype is asked for", () => {
    expect(() => tensor(new BigInt64Array([1n, 2n ** 40n]))).toThrow(/values\[1\]=1099511627776 does not fit in int32/);
    expect(() => tensor(new Uint32Array([2 ** 31]))).toThrow(ParameterError);
    expect(list(tensor(new BigInt64Array([2n ** 40n]), { dtype: "float64" }))).toEqual([2 ** 40]);
  });

  it("infers bool from booleans alone and float32 from everything else", () => {
    expect(tensor([[true], [false]]).dtype).toBe("bool");
    expect(list(tensor([true, 2]))).toEqual([1, 2]);
    expect(tensor(true).dtype).toBe("bool");
    expect(tensor([1, 2]).dtype).toBe("float32");
    expect(tensor([[], []]).shape).toEqual([2, 0]);
  });

  it("converts to every dtype", () => {
    const values = [0, 1, 2];
    const expected: Record<DType, unknown> = {
      float32: values, float64: values, int32: values, uint8: values, bool: [false, true, true], complex64: null, complex128: null,
    }; // prettier-ignore
    for (const dtype of DTYPES) {
      if (expected[dtype] === null) continue;
      expect(list(tensor(values, { dtype }))).toEqual(expected[dtype]);
      expect(list(tensor(new Float32Array(values), { dtype }))).toEqual(expected[dtype]);
    }
    expect(list(tensor(new Float32Array([0.5, 2]), { dtype: "bool" }))).toEqual([true, true]);
    expect(list(tensor(new Float32Array([1, 2, 3, 4]), { dtype: "complex64" }))).toEqual([[1, 2], [3, 4]]); // prettier-ignore
    expect(list(tensor(new Int32Array([1, 2, 3, 4]), { shape: [2, 2] }))).toEqual([[1, 2], [3, 4]]); // prettier-ignore
    expect(() => tensor([1], { dtype: "complex64" })).toThrow(ShapeError);
  });
});

describe("fromTypedArray", () => {
  it("copies nothing on the CPU: both sides see each other's writes", () => {
    for (const array of [new Float32Array(2), new Float64Array(2), new Int32Array(2), new Uint8Array(2)]) {
      const x = fromTypedArray(array);
      array[0] = 3;
      expect(x.get(0).itemSync()).toBe(3);
      x.fill_(5);
      expect([...array]).toEqual([5, 5]);
    }
    const pairs = new Float32Array([1, 2]);
    const z = fromTypedArray(pairs, [1], { dtype: "complex64" });
    z.neg_();
    expect([...pairs]).toEqual([-1, -2]);
  });
});

describe("constants", () => {
  it("fill every dtype, bools with true for whatever is not 0", () => {
    for (const dtype of DTYPES) expect(full([2], 1, { dtype }).to("float64").arraySync()).toEqual([1, 1]);
    expect([...full([2], 7, { dtype: "bool" }).dataSync()]).toEqual([1, 1]);
    expect([...full([1], 0.5, { dtype: "bool" }).dataSync()]).toEqual([1]);
    expect(full([2], true).dtype).toBe("bool");
    expect(full([], -0).itemSync()).toBe(-0);
    expect(list(full([2], 300, { dtype: "uint8" }))).toEqual([44, 44]);
    expect(() => full([-1], 0)).toThrow(/full: shape=\[-1\]/);
  });

  it("are shaped like another tensor, with its dtype", () => {
    const x = tensor(new Int32Array([1, 2]));
    for (const y of [emptyLike(x), zerosLike(x), onesLike(x), fullLike(x, 3)])
      expect([y.shape, y.dtype]).toEqual([[2], "int32"]);
    expect(emptyLike(x, { dtype: "float32" }).dtype).toBe("float32");
    expect(list(empty([2, 1]))).toEqual([[0], [0]]);
  });
});

describe("sequences", () => {
  it("have every dtype; integers truncate", () => {
    for (const dtype of DTYPES) {
      expect(arange(2, { dtype }).to("float64").arraySync()).toEqual([0, 1]);
      expect(eye(2, { dtype }).to("float64").arraySync()).toEqual([[1, 0], [0, 1]]); // prettier-ignore
      expect(logspace(0, 0, 2, { dtype }).to("float64").arraySync()).toEqual([1, 1]);
    }
    expect(list(linspace(0, 10, 5, { dtype: "int32" }))).toEqual([0, 2, 5, 7, 10]);
    expect(list(linspace(-5, 5, 4, { dtype: "int32" }))).toEqual([-5, -1, 1, 5]);
    expect(list(arange(0.5, 3, { dtype: "int32" }))).toEqual([0, 1, 2]);
    expect([...arange(3, { dtype: "bool" }).dataSync()]).toEqual([0, 1, 1]);
    expect(list(eye(2, { m: 3 }))).toEqual([[1, 0, 0], [0, 1, 0]]); // prettier-ignore
  });

  it("count as many as there are, also for steps that do not divide", () => {
    expect(arange(0, 1, 0.1).numel).toBe(10);
    expect(list(arange(5, 0, -2))).toEqual([5, 3, 1]);
    expect(list(linspace(3, 9, 1))).toEqual([3]);
    expect(arange(0).shape).toEqual([0]);
    expect(() => arange(NaN)).toThrow(ParameterError);
  });
});
