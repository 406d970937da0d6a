import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeArray, Tensor, type DType } from "../../tensor/index.js";
import { CpuBackend } from "../cpu-backend.js";
import { noise, runOnArrays, strided, tensorOf, valuesOf } from "../run-on-arrays.js";

const convert = (from: DType, to: DType, values: number[], count: number): number[] =>
  runOnArrays("copy", [tensorOf(values, [count], from)], [{ shape: [count], dtype: to }], {})[0];

describe("copy", () => {
  it("keeps the elements in order between any two layouts, real and complex", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
        fc.constantFrom("float32", "complex128"),
        (shape, dtype) => {
          const values = noise(shape, 3, dtype === "float32" ? 1 : 2).map(Math.fround);
          expect(valuesOf(strided(tensorOf(values, shape, dtype)))).toEqual(values);
        },
      ),
    );
  });

  it("repeats along broadcast axes and reads with an offset and negative strides", () => {
    const x = tensorOf([1, 2, 3], [3]);
    expect(valuesOf({ ...x, shape: [2, 3], strides: [0, 1] })).toEqual([1, 2, 3, 1, 2, 3]);
    expect(valuesOf({ ...x, strides: [-1], offset: 2 })).toEqual([3, 2, 1]);
  });

  it("reads overlapping frames one sample apart", () => {
    const frames = { ...tensorOf([1, 2, 3, 4, 5], [5]), shape: [3, 3], strides: [1, 1] };
    expect(valuesOf(frames)).toEqual([1, 2, 3, 2, 3, 4, 3, 4, 5]);
  });

  it("writes a slice of a larger tensor and leaves the rest alone", () => {
    const backend = new CpuBackend();
    const storage = backend.adopt("float32", Float32Array.from([9, 9, 9, 9, 9, 9]));
    const column = new Tensor(storage, [3], { strides: [2], offset: 1 });
    backend.run({ name: "copy", inputs: [tensorOf([1, 2, 3], [3], "int32")], outputs: [column], attrs: {} });
    expect([...storage.data]).toEqual([9, 1, 9, 2, 9, 3]);
  });

  it("converts between real dtypes as their arrays do, from and to any layout", () => {
    const dtypes = fc.constantFrom("float32", "float64", "int32", "uint8", "bool");
    const shapes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(shapes, dtypes, dtypes, fc.nat(3), (shape, from, to, turned) => {
        const values = noise(shape).map((v, i) => (i % 9 === 0 ? 0 : i % 9 === 1 ? NaN : 300 * v));
        const x = tensorOf(from === "bool" ? values.map((v) => +(v > 0)) : values, shape, from);
        const own = valuesOf(x);
        const backend = new CpuBackend();
        const target = tensorOf(own, shape, to);
        const out = turned > 1 ? strided(target) : target;
        backend.run({ name: "copy", inputs: [turned % 2 ? strided(x) : x], outputs: [out], attrs: {} });
        const array = makeArray(to, own.length);
        array.set(to === "bool" ? own.map((v) => +(v !== 0)) : own);
        expect(valuesOf(out)).toEqual([...array]);
      }),
    );
  });

  it("repeats single elements in long runs", () => {
    const column = { ...tensorOf([1, 2], [2], "float32"), shape: [2, 40], strides: [1, 0] };
    expect(valuesOf(column)).toEqual([...Array(40).fill(1), ...Array(40).fill(2)]);
  });

  it("converts as cast does, also across more than a block", () => {
    expect(convert("float64", "int32", [-1.9, 1.9], 2)).toEqual([-1, 1]);
    expect(convert("int32", "uint8", [257, -1], 2)).toEqual([1, 255]);
    expect(convert("int32", "bool", [256, 0], 2)).toEqual([1, 0]);
    expect(convert("float32", "complex64", [1, 2], 2)).toEqual([1, 0, 2, 0]);
    expect(convert("complex64", "float32", [1, 5, 2, 5], 2)).toEqual([1, 2]);
    expect(convert("complex64", "bool", [0, 5, 0, 0], 2)).toEqual([1, 0]);
    const long = Array.from({ length: 3000 }, (_, i) => i);
    expect(convert("int32", "float64", long, 3000)).toEqual(long);
  });
});
