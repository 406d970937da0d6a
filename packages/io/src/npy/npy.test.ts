import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DTypeError, FormatError, fromTypedArray, isComplex, makeArray, ShapeError, type DType } from "@sonograd/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorOf, fixture, fixturePath } from "../../test/fixture.js";
import { loadNpy, npyToTensor, readNpy, saveNpy, writeNpy } from "./index.js";

const DTYPES: DType[] = ["bool", "uint8", "int32", "float32", "float64", "complex64", "complex128"];

describe("readNpy of files that NumPy wrote", () => {
  test.each([
    ["float64-fortran.npy", { dtype: "float64", shape: [2, 3], data: Float64Array.of(0, 0.25, 0.5, 0.75, 1, 1.25) }],
    ["int16-big-endian.npy", { dtype: "int32", shape: [2, 2], data: Int32Array.of(1, -2, 300, -32768) }],
    ["complex64.npy", { dtype: "complex64", shape: [2], data: Float32Array.of(1, 2, -0, -3.5) }],
    ["int64.npy", { dtype: "int32", shape: [4], data: Int32Array.of(0, -1, 2 ** 31 - 1, -(2 ** 31)) }],
    ["strings.npy", { dtype: "string", shape: [3], data: ["ab", "", "größe 🎵"] }],
    ["scalar-float16.npy", { dtype: "float32", shape: [], data: Float32Array.of(0.333_007_812_5) }],
    ["version3-bool.npy", { dtype: "bool", shape: [3], data: Uint8Array.of(1, 0, 1) }],
    ["version2-uint8.npy", { dtype: "uint8", shape: [5], data: Uint8Array.of(0, 1, 2, 3, 4) }],
  ])("gives the array in %s", (name, expected) => {
    expect(readNpy(fixture(name), { name })).toEqual(expected);
  });

  test("says which int64 value does not fit, and where", () => {
    expect(() => readNpy(fixture("int64-wide.npy"), { name: "wide.npy" })).toThrow(FormatError);
    expect(() => readNpy(fixture("int64-wide.npy"), { name: "wide.npy" })).toThrow(
      /wide\.npy" value 1099511627776 at index 1/,
    );
  });
});

describe("writeNpy", () => {
  test.each(DTYPES)("then readNpy gives %s arrays of any shape back", (dtype) => {
    const bytes = fc.infiniteStream(fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }), bytes, (shape, stream) => {
        const data = makeArray(
          dtype,
          shape.reduce((p, n) => p * n, 1),
        );
        for (let i = 0; i < data.length; i++)
          data[i] = dtype === "bool" ? i % 2 : (stream.next().value as number) - (dtype === "uint8" ? 0 : 100);
        expect(readNpy(writeNpy({ dtype, shape, data }))).toEqual({ dtype, shape, data });
      }),
      { numRuns: 50 },
    );
  });

  test("keeps NaN, infinities, negative zero and subnormal numbers", () => {
    const data = Float64Array.of(NaN, Infinity, -Infinity, -0, 5e-324, 1 + Number.EPSILON);
    expect(readNpy(writeNpy({ dtype: "float64", shape: [6], data })).data).toEqual(data);
  });

  test("aligns the data to 64 bytes, as NumPy does", () => {
    for (const shape of [[], [7], [1, 2, 3], Array.from({ length: 30 }, () => 1)]) {
      const data = new Uint8Array(shape.reduce((p, n) => p * n, 1));
      expect((writeNpy({ dtype: "uint8", shape, data }).length - data.length) % 64).toBe(0);
    }
  });

  test("takes tensors, also strided ones", () => {
    const x = fromTypedArray(Int32Array.of(1, 2, 3, 4, 5, 6), [2, 3]).t();
    expect(readNpy(writeNpy(x))).toEqual({ dtype: "int32", shape: [3, 2], data: Int32Array.of(1, 4, 2, 5, 3, 6) });
  });

  test("refuses data that does not fill the shape", () => {
    expect(() => writeNpy({ dtype: "float32", shape: [3], data: new Float32Array(2) })).toThrow(ShapeError);
    expect(() => writeNpy({ dtype: "float32", shape: [3], data: new Float32Array(2) })).toThrow(
      /needs 12 bytes.*has 8/,
    );
  });
});

describe("readNpy refuses", () => {
  const whole = writeNpy({ dtype: "float32", shape: [3], data: Float32Array.of(1, 2, 3) });
  const edited = (from: string, to: string): Uint8Array =>
    Uint8Array.from(String.fromCharCode(...whole).replace(from, to.padEnd(from.length)), (c) => c.charCodeAt(0));

  test("every cut of a file, naming it", async () => {
    for (let length = 0; length < whole.length; length++) {
      const error = await errorOf(() => readNpy(whole.subarray(0, length), { name: "cut.npy" }));
      expect(error).toBeInstanceOf(FormatError);
      expect(error.message).toContain('source="cut.npy"');
    }
  });

  test.each([
    ["an object array", edited("'<f4'", "'|O' "), /dtype '\|O'/],
    ["a structured array", edited("'<f4'", "[1,2]"), /dtype with fields/],
    ["an unknown width", edited("'<f4'", "'<f3'"), /'f3'/],
    ["another version", Uint8Array.from(whole, (b, i) => (i === 6 ? 9 : b)), /version 9/],
    ["a header that is no dict", edited("'shape'", "'size' "), /cannot be read/],
    ["text", new TextEncoder().encode("1,2,3"), /no npy file: it begins with 31 2c/],
  ])("%s", (_, bytes, message) => {
    expect(() => readNpy(bytes)).toThrow(FormatError);
    expect(() => readNpy(bytes)).toThrow(message);
  });
});

test("loadNpy gives a tensor, saveNpy writes one that loadNpy reads", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sonograd-npy-"));
  try {
    const x = await loadNpy(fixturePath("complex64.npy"));
    expect([x.dtype, ...x.shape]).toEqual(["complex64", 2]);
    expect(isComplex(x.dtype)).toBe(true);
    await saveNpy(join(folder, "x.npy"), x);
    expect(await (await loadNpy(join(folder, "x.npy"))).data()).toEqual(await x.data());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("strings have no tensor", () => {
  expect(() => npyToTensor({ dtype: "string", shape: [1], data: ["x"] })).toThrow(DTypeError);
});
