import { describe, expect, it } from "vitest";
import { input, node, PRIMITIVES, scalar } from "../backend/index.js";
import { BackendError, ParameterError } from "../errors/index.js";
import { DTYPES, Tensor } from "../tensor/index.js";
import { CpuBackend } from "./cpu-backend.js";
import { KERNELS } from "./kernels/index.js";

const backend = new CpuBackend();

describe("CpuBackend", () => {
  it("has a kernel for every primitive", () => {
    expect(Object.keys(KERNELS).toSorted()).toEqual([...PRIMITIVES].sort());
  });

  it("allocates zeros of every dtype, complex numbers as pairs", () => {
    for (const dtype of DTYPES) {
      const storage = backend.allocate(dtype, 3);
      expect(storage).toMatchObject({ device: "cpu", dtype, length: 3 });
      expect([...storage.data]).toEqual(Array(dtype.startsWith("complex") ? 6 : 3).fill(0));
    }
    expect(backend.allocate("float32", 0).data).toHaveLength(0);
  });

  it("adopts an array without copying, writes into it, reads a copy", async () => {
    const data = Float32Array.from([1, 2, 3, 4]);
    const storage = backend.adopt("complex64", data);
    expect(storage.length).toBe(2);
    expect(backend.readSync(storage)).toBe(data);
    backend.write(storage, Float32Array.from([5, 6, 7, 8]));
    expect([...data]).toEqual([5, 6, 7, 8]);
    const copy = await backend.read(storage);
    copy[0] = 99;
    expect(data[0]).toBe(5);
  });

  it("refuses arrays of the wrong type or length, and storages of other devices", () => {
    expect(() => backend.adopt("float32", new Float64Array(2))).toThrow(ParameterError);
    expect(() => backend.adopt("complex64", new Float32Array(3))).toThrow("Float32Array(3)");
    expect(() => backend.write(backend.allocate("int32", 2), new Int32Array(3))).toThrow("data.length=3");
    expect(() => backend.readSync({ device: "webgpu", dtype: "float32", length: 1 })).toThrow(BackendError);
  });

  it("replays a plan in order on what the storages hold then", () => {
    const x = new Tensor(backend.adopt("float32", Float32Array.from([1, 2])), [2]);
    const attrs = { expr: node("mul", "float32", input(0, "float32"), scalar(0, "float32")), scalars: [3] };
    const sum = new Tensor(backend.allocate("float32", 1), [1]);
    const calls = [
      { name: "map", inputs: [x], outputs: [x], attrs },
      { name: "reduce", inputs: [x], outputs: [sum], attrs: { kind: "sum", dims: [0] } },
    ] as const;
    const plan = backend.prepare([{ calls, inner: new Set() }]);
    expect([...backend.readSync(x.storage)]).toEqual([1, 2]);
    backend.replay(plan);
    backend.replay(plan);
    expect([...backend.readSync(x.storage), ...backend.readSync(sum.storage)]).toEqual([9, 18, 27]);
  });
});
