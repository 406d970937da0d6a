import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DTypeError,
  FormatError,
  fromTypedArray,
  makeArray,
  ParameterError,
  type DType,
  type Tensor,
} from "@sonograd/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../test/fixture.js";
import { readNpy } from "../npy/index.js";
import { loadSafetensors, readSafetensors, saveSafetensors, writeSafetensors } from "./index.js";

const f32 = (values: number[], shape = [values.length]): Tensor => fromTypedArray(Float32Array.from(values), shape);

/** A file with this header and these data bytes. */
function file(header: unknown, data: readonly number[] = []): Uint8Array {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}

const entry = (dtype: string, shape: number[], start: number, end: number) => ({
  dtype,
  shape,
  data_offsets: [start, end],
});

describe("writeSafetensors", () => {
  test("then readSafetensors gives every dtype, shape and name back", () => {
    const dtypes = fc.constantFrom<DType>("bool", "uint8", "int32", "float32", "float64", "complex64");
    const shapes = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 });
    const names = fc.oneof(fc.string(), fc.constantFrom("0", "10", "__proto__", "größe", 'quo"te', "a.b"));
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(names, dtypes, shapes), { selector: ([name]) => name }), (list) => {
        const tensors: Record<string, Tensor> = Object.create(null) as Record<string, Tensor>;
        list.forEach(([name, dtype, shape], k) => {
          const data = makeArray(
            dtype,
            shape.reduce((p, n) => p * n, 1),
          );
          for (let i = 0; i < data.length; i++) data[i] = dtype === "bool" ? i % 2 : i + k;
          tensors[name] = fromTypedArray(data, shape, { dtype });
        });
        const back = readSafetensors(writeSafetensors(tensors, { epoch: "3" }));
        expect(back.metadata).toEqual({ epoch: "3" });
        expect([...back.tensors.keys()].sort()).toEqual(list.map(([name]) => name).sort());
        for (const [name, tensor] of back.tensors) {
          expect([tensor.dtype, tensor.shape]).toEqual([tensors[name].dtype, tensors[name].shape]);
          expect(tensor.dataSync()).toEqual(tensors[name].dataSync());
        }
      }),
      { numRuns: 60 },
    );
  });

  test("gives equal bytes for equal contents, whatever the order they are named in", () => {
    const [a, b] = [f32([1, 2]), fromTypedArray(Uint8Array.of(3))];
    expect(writeSafetensors({ a, b })).toEqual(writeSafetensors({ b, a }));
  });

  test("starts every tensor at a multiple of its element size", () => {
    const bytes = writeSafetensors({
      a: fromTypedArray(Uint8Array.of(1, 2, 3)),
      d: fromTypedArray(Float64Array.of(1)),
      s: f32([1]),
    });
    expect(new DataView(bytes.buffer).getUint32(0, true) % 8).toBe(0);
    const header = JSON.parse(
      new TextDecoder().decode(bytes.subarray(8, 8 + new DataView(bytes.buffer).getUint32(0, true))),
    ) as object;
    expect(Object.keys(header)).toEqual(["d", "s", "a"]);
  });

  test("refuses what the format lacks", () => {
    expect(() => writeSafetensors({ z: fromTypedArray(new Float64Array(2), [1], { dtype: "complex128" }) })).toThrow(
      DTypeError,
    );
    expect(() => writeSafetensors({ __metadata__: f32([1]) })).toThrow(ParameterError);
    expect(() => writeSafetensors({}, { n: 3 as unknown as string })).toThrow(/metadata\["n"\]=3/);
  });
});

describe("readSafetensors", () => {
  test("turns half, brain and long types into ours, exactly", () => {
    const bytes = file(
      {
        half: entry("F16", [3], 0, 6),
        brain: entry("BF16", [2], 6, 10),
        long: entry("I64", [2], 10, 26),
        small: entry("I16", [1], 26, 28),
        tiny: entry("I8", [1], 28, 29),
        flag: entry("BOOL", [2], 29, 31),
        scalar: entry("U16", [], 31, 33),
      },
      [
        0, 60, 1, 0, 0, 252, 128, 63, 72, 193, 255, 255, 255, 255, 255, 255, 255, 255, 5, 0, 0, 0, 0, 0, 0, 0, 0, 128,
        128, 1, 0, 255, 255,
      ],
    );
    const { tensors } = readSafetensors(bytes);
    const found = Object.fromEntries([...tensors].map(([name, t]) => [name, [t.dtype, ...t.shape, ...t.dataSync()]]));
    expect(found).toEqual({
      half: ["float32", 3, 1, 2 ** -24, -Infinity],
      brain: ["float32", 2, 1, -12.5],
      long: ["int32", 2, -1, 5],
      small: ["int32", 1, -32768],
      tiny: ["int32", 1, -128],
      flag: ["bool", 2, 1, 0],
      scalar: ["int32", 65535],
    });
  });

  test("gives integers beyond int32 as float64 when asked, and only as far as that is exact", () => {
    const read = (high: number) => {
      const bytes = file({ n: entry("I64", [2], 0, 16) }, [7, 0, 0, 0, 0, 0, high, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
      return readSafetensors(bytes, { wideIntegers: "float64" }).tensors.get("n")!;
    };
    expect([read(1).dtype, ...read(1).dataSync()]).toEqual(["float64", 2 ** 48 + 7, 1]);
    expect([read(0).dtype, ...read(0).dataSync()]).toEqual(["int32", 7, 1]);
    expect(() => read(64)).toThrow(FormatError);
  });

  test.each([Uint8Array, Buffer])("copies: writing to the file's bytes afterwards changes no tensor (%o)", (type) => {
    const bytes = type.from(writeSafetensors({ a: f32([1]), b: fromTypedArray(Uint8Array.of(7)) }));
    const { tensors } = readSafetensors(bytes);
    bytes.fill(0);
    expect([...tensors.values()].map((t) => t.dataSync()[0])).toEqual([1, 7]);
  });

  test.each([
    ["four bytes", Uint8Array.of(1, 2, 3, 4), /truncated: 4 bytes/],
    ["a huge header length", Uint8Array.from({ length: 16 }, () => 0x41), /over the limit/],
    ["a header beyond the end", Uint8Array.of(99, 0, 0, 0, 0, 0, 0, 0, 0x7b), /header needs 107 bytes, 9 are present/],
    ["a header that is no JSON", file("{nope"), /no JSON/],
    ["a header that is a list", file([]), /no JSON object/],
    ["an unknown dtype", file({ w: entry("F7", [1], 0, 1) }, [1]), /tensor "w" has dtype "F7"/],
    ["a dtype named like an object method", file({ w: entry("toString", [1], 0, 1) }, [1]), /dtype "toString"/],
    ["a negative shape", file({ w: entry("U8", [-1], 0, 1) }, [1]), /shape \[-1\]/],
    [
      "offsets that do not fit the shape",
      file({ w: entry("F32", [2], 0, 4) }, [1, 2, 3, 4]),
      /needs 8 bytes, data_offsets span 4/,
    ],
    ["offsets in reverse", file({ w: entry("U8", [1], 1, 0) }, [1]), /data_offsets \[1,0\]/],
    ["an overlap", file({ a: entry("U8", [2], 0, 2), b: entry("U8", [2], 1, 3) }, [1, 2, 3]), /"b" overlaps/],
    ["a hole", file({ a: entry("U8", [1], 0, 1), b: entry("U8", [1], 2, 3) }, [1, 2, 3]), /"b" leaves 1 bytes unused/],
    ["data cut off", file({ a: entry("U8", [3], 0, 3) }, [1, 2]), /truncated: tensor "a"/],
    ["bytes left over", file({ a: entry("U8", [1], 0, 1) }, [1, 2]), /1 bytes after its last tensor/],
    ["numbers as metadata", file({ __metadata__: { epoch: 3 } }), /__metadata__/],
    [
      "an int64 beyond int32",
      file({ n: entry("I64", [1], 0, 8) }, [0, 0, 0, 0, 1, 0, 0, 0]),
      /tensor "n" value 4294967296 at index 0/,
    ],
    ["a uint32 beyond int32", file({ n: entry("U32", [1], 0, 4) }, [0, 0, 0, 0x80]), /value 2147483648/],
  ])("refuses %s", (_, bytes, message) => {
    expect(() => readSafetensors(bytes, { name: "m.safetensors" })).toThrow(FormatError);
    expect(() => readSafetensors(bytes, { name: "m.safetensors" })).toThrow(message);
    expect(() => readSafetensors(bytes, { name: "m.safetensors" })).toThrow(/source="m\.safetensors"/);
  });

  test("refuses every cut of a file", async () => {
    const bytes = writeSafetensors({ a: f32([1, 2]), b: f32([3]) });
    for (let length = 0; length < bytes.length; length++)
      expect(await errorOf(() => readSafetensors(bytes.subarray(0, length)))).toBeInstanceOf(FormatError);
  });
});

test("saving replaces a file whole and leaves nothing beside it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sonograd-safetensors-"));
  try {
    const path = join(folder, "model.safetensors");
    await writeFile(path, "the old file");
    await saveSafetensors(path, { w: f32([1, 2, 3, 4], [2, 2]).t() }, { step: "1" });
    const { tensors, metadata } = await loadSafetensors(path);
    expect([metadata, await tensors.get("w")!.array()]).toEqual([{ step: "1" }, [[1, 3], [2, 4]]]); // prettier-ignore
    expect(await readdir(folder)).toEqual(["model.safetensors"]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

const golden = new URL("../../../../../shared/golden/nn_layers/", import.meta.url);
const hasGolden = existsSync(golden);
if (!hasGolden) console.warn("safetensors.test: ../shared/golden is absent, so PyTorch's own files are not read.");

interface GoldenArray {
  readonly name: string;
  readonly file: string;
}

test.skipIf(!hasGolden)(
  "a file of every dtype and PyTorch's state dicts read as their npy files and shapes say",
  () => {
    const { cases } = JSON.parse(readFileSync(new URL("manifest.json", golden), "utf8")) as {
      cases: {
        id: string;
        params: { metadata?: Record<string, string> };
        state_dict?: { file: string; tensors?: Record<string, { shape: number[] }> };
        output: GoldenArray;
        extra_outputs?: GoldenArray[];
      }[];
    };
    const read = (file: string): Uint8Array => readFileSync(new URL(file, golden));
    const load = cases.find((c) => c.id === "safetensors_load_01")!;
    const { tensors, metadata } = readSafetensors(read(load.state_dict!.file), { wideIntegers: "float64" });
    expect(metadata).toEqual(load.params.metadata);
    const outputs = [load.output, ...load.extra_outputs!];
    expect(outputs.length).toBeGreaterThan(8);
    for (const { name, file } of outputs) {
      if (name === "i64") continue; // beyond int32: below
      const expected = readNpy(read(file), { name: file });
      expect([name, tensors.get(name)?.shape, tensors.get(name)?.dataSync()]).toEqual([
        name,
        expected.shape,
        expected.data,
      ]);
    }
    const wide = [-759344768848, 865460925274, 793302453046, 311211537024, 917914190182];
    expect([tensors.get("i64")?.dtype, [...tensors.get("i64")!.dataSync()]]).toEqual(["float64", wide]);
    const dicts = cases.filter((c) => c.state_dict?.tensors);
    expect(dicts.length).toBeGreaterThan(1);
    for (const { state_dict: dict } of dicts) {
      const shapes = [...readSafetensors(read(dict!.file)).tensors].map(([name, t]) => [name, t.shape]);
      expect(Object.fromEntries(shapes)).toEqual(
        Object.fromEntries(Object.entries(dict!.tensors!).map(([name, { shape }]) => [name, shape])),
      );
    }
  },
);
