import {
  BackendError,
  backendOf,
  DeviceLostError,
  DTypeError,
  input,
  node,
  scalar,
  ShaderError,
  type PrimitiveCall,
  type View,
} from "@sonograd/core";
import { describe, expect } from "vitest";
import { gpuBackend, gpuTest } from "../test/device.js";
import { KernelBuilder } from "./kernels/kernel.js";
import { ErrorSink } from "./error-sink.js";
import { PipelineCache } from "./pipeline-cache.js";
import { findAdapter } from "./adapter.js";
import { WebGpuBackend } from "./index.js";

const view = (storage: View["storage"], shape: number[], offset = 0): View => ({
  storage,
  dtype: storage.dtype,
  shape,
  strides: shape.length === 1 ? [1] : [shape[1], 1],
  offset,
});

/** out = x · factor + y */
const multiplyAdd = (x: View, y: View, out: View, factor: number): PrimitiveCall<"map"> => ({
  name: "map",
  inputs: [x, y],
  outputs: [out],
  attrs: {
    expr: node(
      "add",
      "float32",
      node("mul", "float32", input(0, "float32"), scalar(0, "float32")),
      input(1, "float32"),
    ),
    scalars: [factor],
  },
});

const freshBackend = async (): Promise<WebGpuBackend> => {
  const { adapter } = await findAdapter();
  return new WebGpuBackend(await adapter.requestDevice(), { description: "a device of its own" });
};

describe("memory", () => {
  gpuTest("what is written is read, in every dtype", async () => {
    const backend = await gpuBackend();
    const arrays = {
      float32: Float32Array.of(1.5, -0, NaN, Infinity),
      int32: Int32Array.of(-1, 2 ** 31 - 1, 0),
      uint8: Uint8Array.of(0, 255, 7),
      bool: Uint8Array.of(1, 0, 1),
      complex64: Float32Array.of(1, 2, 3, 4),
    };
    for (const [dtype, data] of Object.entries(arrays))
      expect(await backend.read(backend.adopt(dtype as keyof typeof arrays, data))).toEqual(data);
  });

  gpuTest("an empty storage is read as an empty array", async () => {
    const backend = await gpuBackend();
    expect(await backend.read(backend.allocate("float32", 0))).toEqual(new Float32Array(0));
  });

  gpuTest("recycled memory reads as zeros", async () => {
    const backend = await freshBackend();
    const first = backend.adopt("float32", Float32Array.of(1, 2, 3));
    backend.free(first);
    const second = backend.allocate("float32", 3);
    expect(second.slot).toBe(first.slot);
    expect(backend.statistics.reused).toBe(1);
    expect(await backend.read(second)).toEqual(new Float32Array(3));
  });

  gpuTest("recycled memory is zeros where a call reads it, and around what a call writes", async () => {
    const backend = await freshBackend();
    const dirty = (): View["storage"] => {
      backend.free(backend.adopt("float32", Float32Array.of(5, 6, 7, 8)));
      return backend.allocate("float32", 4);
    };
    const one = backend.adopt("float32", Float32Array.of(1, 1));
    const fresh = dirty();
    const out = dirty();
    backend.run(multiplyAdd(view(fresh, [2]), view(one, [2]), view(out, [2], 1), 1) as PrimitiveCall);
    expect(await backend.read(out)).toEqual(Float32Array.of(0, 1, 1, 0));
  });

  gpuTest("a host write waits for recorded work on the same buffer", async () => {
    const backend = await gpuBackend();
    const x = backend.adopt("float32", Float32Array.of(1, 2));
    const out = backend.allocate("float32", 2);
    backend.run(multiplyAdd(view(x, [2]), view(x, [2]), view(out, [2]), 2) as PrimitiveCall);
    backend.write(x, Float32Array.of(100, 100));
    expect(await backend.read(out)).toEqual(Float32Array.of(3, 6));
  });

  gpuTest("what cannot be done says so", async () => {
    const backend = await gpuBackend();
    expect(() => backend.allocate("float64", 1)).toThrow(DTypeError);
    expect(() => backend.readSync()).toThrow(/await t\.data\(\)/);
    expect(() => backend.allocate("float32", 2 ** 40)).toThrow(BackendError);
    const storage = backend.allocate("float32", 1);
    backend.free(storage);
    await expect(backend.read(storage)).rejects.toThrow(/freed/);
    const foreign = backendOf("cpu").allocate("float32", 1);
    await expect(backend.read(foreign)).rejects.toThrow(/device="cpu"/);
  });
});

describe("running", () => {
  gpuTest("an output may share its storage with an input", async () => {
    const backend = await gpuBackend();
    const x = backend.adopt("float32", Float32Array.of(1, 2, 3, 4, 5, 6));
    // x[2:6] = x[0:4] · 10 + x[1]
    const call = multiplyAdd(view(x, [4]), { ...view(x, [4], 1), strides: [0] }, view(x, [4], 2), 10);
    backend.run(call as PrimitiveCall);
    expect(await backend.read(x)).toEqual(Float32Array.of(1, 2, 12, 22, 32, 42));
  });

  gpuTest("many small calls become few submits", async () => {
    const backend = await freshBackend();
    const x = backend.adopt("float32", Float32Array.of(1));
    let from = x;
    for (let k = 0; k < 130; k++) {
      const to = backend.allocate("float32", 1);
      backend.run(multiplyAdd(view(from, [1]), view(x, [1]), view(to, [1]), 1) as PrimitiveCall);
      from = to;
    }
    expect(await backend.read(from)).toEqual(Float32Array.of(131));
    expect(backend.statistics.dispatches).toBe(130);
    expect(backend.statistics.submits).toBe(3);
    expect(backend.statistics.pipelines).toBe(1);
  });

  gpuTest("equal calls on equal buffers make no bind groups and no buffers after the first", async () => {
    const backend = await freshBackend();
    const x = backend.adopt("float32", Float32Array.of(1, 2));
    const out = backend.allocate("float32", 2);
    const run = (): void => backend.run(multiplyAdd(view(x, [2]), view(x, [2]), view(out, [2]), 3) as PrimitiveCall);
    run();
    const { bindGroups, created } = backend.statistics;
    for (let k = 0; k < 10; k++) run();
    expect(backend.statistics).toMatchObject({ bindGroups, created });
  });

  gpuTest("neighbouring parameters in one buffer take one optimizer dispatch", async () => {
    const backend = await freshBackend();
    const [params, grads] = [
      backend.adopt("float32", new Float32Array(9).fill(1)),
      backend.adopt("float32", new Float32Array(9).fill(1)),
    ];
    const slices = (storage: View["storage"]): View[] => [view(storage, [2, 2]), view(storage, [5], 4)];
    const attrs = { kind: "sgd", count: 2, step: 1, lr: 0.5, weightDecay: 0, momentum: 0, dampening: 0, nesterov: false, betas: [0.9, 0.999], eps: 1e-8, maximize: false } as const; // prettier-ignore
    backend.run({
      name: "optimizerStep",
      inputs: [...slices(params), ...slices(grads)],
      outputs: slices(params),
      attrs,
    });
    expect(await backend.read(params)).toEqual(new Float32Array(9).fill(0.5));
    expect(backend.statistics.dispatches).toBe(1);
  });
});

describe("plans", () => {
  gpuTest("a replay computes from the present contents and takes one submit", async () => {
    const backend = await freshBackend();
    const x = backend.adopt(
      "float32",
      Float32Array.from({ length: 200 }, (_, k) => k),
    );
    const [scaled, total] = [backend.allocate("float32", 200), backend.allocate("float32", 1)];
    const attrs = { kind: "sum", dims: [0] } as const;
    const first = multiplyAdd(view(x, [200]), view(x, [200]), view(scaled, [200]), 1);
    const calls = [
      first,
      { name: "reduce", inputs: [view(scaled, [200])], outputs: [view(total, [1])], attrs },
    ] as PrimitiveCall[];
    const plan = backend.prepare(calls.map((c) => ({ calls: [c], inner: new Set() })));
    backend.replay(plan);
    expect(await backend.read(total)).toEqual(Float32Array.of(39800));
    backend.write(x, new Float32Array(200).fill(1));
    const before = backend.statistics;
    backend.replay(plan);
    expect(backend.statistics).toMatchObject({
      bindGroups: before.bindGroups,
      created: before.created,
      pipelines: before.pipelines,
    });
    expect(await backend.read(total)).toEqual(Float32Array.of(400));
  });

  gpuTest("a scalar that changed between replays is used", async () => {
    const backend = await gpuBackend();
    const x = backend.adopt("float32", Float32Array.of(1));
    const out = backend.allocate("float32", 1);
    const scalars = [2];
    const call = multiplyAdd(view(x, [1]), view(x, [1]), view(out, [1]), 0);
    const plan = backend.prepare([
      { calls: [{ ...call, attrs: { ...call.attrs, scalars } } as PrimitiveCall], inner: new Set() },
    ]);
    backend.replay(plan);
    expect(await backend.read(out)).toEqual(Float32Array.of(3));
    scalars[0] = 10;
    backend.replay(plan);
    expect(await backend.read(out)).toEqual(Float32Array.of(11));
  });
});

describe("failures", () => {
  gpuTest("a refused shader is a ShaderError with its line, thrown at the next sync point", async () => {
    const { adapter } = await findAdapter();
    const device = await adapter.requestDevice();
    const errors = new ErrorSink(device);
    const kernel = new KernelBuilder("broken").build(1, "  let x: u32 = 1.5;");
    new PipelineCache(device, errors).get(kernel, () => "broken([2, 3] float32)");
    const error: unknown = await errors.settle().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ShaderError);
    expect(String(error)).toMatch(/broken\(\[2, 3\] float32\)[^]*line \d+[^]*let x: u32 = 1\.5;/);
  });

  gpuTest("a lost device rejects reads and later calls with DeviceLostError", async () => {
    const backend = await freshBackend();
    const x = backend.adopt("float32", Float32Array.of(1));
    const pending = backend.read(x);
    pending.catch(() => {});
    backend.destroy();
    await expect(pending).rejects.toBeInstanceOf(DeviceLostError);
    expect(backend.isLost).toBe(true);
    await expect(backend.read(x)).rejects.toBeInstanceOf(DeviceLostError);
  });
});
