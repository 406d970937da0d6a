// Sizes at the ends: more workgroups than one dimension has, more bytes than a binding takes, and no elements at all.
import {
  BackendError,
  contiguousStrides,
  input,
  node,
  scalar,
  sizeOf,
  type DType,
  type PrimitiveCall,
  type View,
} from "@sonograd/core";
import { expect } from "vitest";
import { WORKGROUP_SIZE } from "../src/kernels/kernel.js";
import { gpuBackend, gpuTest } from "./device.js";
import { expectParity, viewOf, type HostView } from "./parity.js";

const MOST_GROUPS = 65_535;
/** Just more than one dimension of a grid holds. */
const MANY = MOST_GROUPS * WORKGROUP_SIZE + 70;

/** A view of `shape` that repeats a few numbers. */
const repeated = (shape: readonly number[], values: readonly number[], dtype: DType = "float32"): HostView => {
  const strides = shape.map((extent) => (extent === values.length ? 1 : 0));
  return { ...viewOf(dtype, [values.length], values), shape, strides };
};

const doubled = node("mul", "float32", input(0, "float32"), scalar(0, "float32"));

async function gpuRun(
  call: Omit<PrimitiveCall, "inputs" | "outputs">,
  { data, ...source }: HostView,
  shape: readonly number[],
  dtype: "float32" | "int32" = "float32",
): Promise<Float32Array | Int32Array> {
  const backend = await gpuBackend();
  const storage = backend.adopt(source.dtype, data);
  const target = backend.allocate(dtype, sizeOf(shape));
  const out: View = { storage: target, dtype, shape, strides: contiguousStrides(shape), offset: 0 };
  backend.run({ ...call, inputs: [{ ...source, storage }], outputs: [out] } as PrimitiveCall);
  const result = await backend.read(target);
  backend.free(storage);
  backend.free(target);
  return result as Float32Array | Int32Array;
}

gpuTest("a map over more workgroups than one dimension has writes every element", async () => {
  const values = [1, 2, 3, 4, 5];
  const rows = Math.ceil(MANY / 5);
  const result = await gpuRun({ name: "map", attrs: { expr: doubled, scalars: [2] } }, repeated([rows, 5], values), [rows, 5]); // prettier-ignore
  let wrong = 0;
  for (let k = 0; k < result.length; k++) if (result[k] !== 2 * values[k % 5]) wrong++;
  expect(wrong).toBe(0);
});

gpuTest("so does a reduction with as many results", async () => {
  const result = await gpuRun({ name: "reduce", attrs: { kind: "sum", dims: [1] } }, repeated([MANY, 2], [3, 4]), [MANY, 1]); // prettier-ignore
  expect(result.length).toBe(MANY);
  expect(result.every((v) => v === 7)).toBe(true);
});

gpuTest("so do a scan and a search of as many lines", async () => {
  const lines = repeated([MANY, 2], [3, 4]);
  const sums = await gpuRun({ name: "scan", attrs: { kind: "sum", dim: 1, reverse: true } }, lines, [MANY, 2]);
  expect(sums.every((v, k) => v === (k % 2 === 0 ? 7 : 4))).toBe(true);
  const places = await gpuRun({ name: "argReduce", attrs: { kind: "max", dim: 1 } }, lines, [MANY, 1], "int32");
  expect(places.length).toBe(MANY);
  expect(places.every((v) => v === 1)).toBe(true);
});

gpuTest("a tensor that no binding takes is refused with its size and the limit", async () => {
  const backend = await gpuBackend();
  const limit = Math.min(backend.gpu.limits.maxStorageBufferBindingSize, backend.gpu.limits.maxBufferSize);
  const length = Math.floor(limit / 4) + 1;
  expect(() => backend.allocate("float32", length)).toThrow(BackendError);
  expect(() => backend.allocate("float32", length)).toThrow(
    `allocate: ${length} elements of float32 need ${4 * length} bytes, the device allows ${limit}. Split the tensor.`,
  );
});

gpuTest("more elements than 32 bits count are refused, not wrapped", async () => {
  const backend = await gpuBackend();
  const call = { name: "argReduce", attrs: { kind: "max", dim: 1 } } as const;
  const run = gpuRun(call, repeated([2 ** 16, 2 ** 15], [1]), [2 ** 16, 1], "int32");
  await expect(run).rejects.toThrow(BackendError);
  await expect(run).rejects.toThrow(
    'argReduce: shape=[65536, 32768] has 2147483648 elements, device="webgpu" counts below 2147483648. Split the tensor.',
  );
  expect(backend.isLost).toBe(false);
});

gpuTest("no elements are no trouble to any primitive that takes them", async () => {
  const none = (...shape: number[]): HostView => viewOf("float32", shape, []);
  const ints = (...shape: number[]): HostView => viewOf("int32", shape, []);
  const pool = { kernel: [2], stride: [2], padding: [0], dilation: [1], countIncludePad: true };
  const conv = { stride: [1], padding: [[0, 0]] as const, dilation: [1], groups: 1 };
  const fft = { n: 4, inverse: false, scale: 1 };
  await expectParity("map", [none(0, 3)], [none(0, 3)], { expr: doubled, scalars: [2] });
  await expectParity("copy", [none(2, 0)], [ints(2, 0)], {});
  await expectParity("reduce", [none(3, 0)], [none(3, 1)], { kind: "sum", dims: [1] });
  await expectParity("reduce", [none(0, 3)], [none(0, 1)], { kind: "max", dims: [1] });
  await expectParity("argReduce", [none(0, 3)], [ints(0, 1)], { kind: "max", dim: 1 });
  for (const shape of [[0, 3], [3, 0], [0], [70, 0]]) {
    const dim = shape.length - 1;
    await expectParity("scan", [none(...shape)], [none(...shape)], { kind: "sum", dim, reverse: true });
    await expectParity("sort", [none(...shape)], [none(...shape), ints(...shape)], { dim, descending: true });
  } // prettier-ignore
  await expectParity("matmul", [none(2, 0), none(0, 3)], [none(2, 3)], {});
  await expectParity("matmul", [none(0, 2), none(2, 3)], [none(0, 3)], {});
  await expectParity("conv", [none(0, 1, 5), none(2, 1, 3)], [none(0, 2, 3)], conv);
  await expectParity("convInputGrad", [none(0, 2, 3), none(2, 1, 3)], [none(0, 1, 5)], conv);
  await expectParity("convWeightGrad", [none(0, 2, 3), none(0, 1, 5)], [none(2, 1, 3)], conv);
  await expectParity("pool", [none(0, 1, 4)], [none(0, 1, 2), ints(0, 1, 2)], { ...pool, kind: "max" });
  await expectParity("poolGrad", [none(0, 1, 2)], [none(0, 1, 4)], { ...pool, kind: "avg" });
  await expectParity("softmaxCrossEntropy", [none(0, 3), ints(0), none(3)], [none(0), none(0, 3)], { ignoreIndex: -100, labelSmoothing: 0 }); // prettier-ignore
  await expectParity("gather", [none(3), ints(0)], [none(0)], { dim: 0 });
  await expectParity("scatterAdd", [viewOf("float32", [3], [1, 2, 3]), ints(0), none(0)], [none(3)], { dim: 0 });
  await expectParity("scatterAdd", [none(0), ints(0), none(0)], [none(0)], { dim: 0 });
  await expectParity("rfft", [none(0, 4)], [viewOf("complex64", [0, 3], [])], fft);
  await expectParity("overlapAdd", [none(4, 0)], [none(9)], { hopLength: 2 });
  await expectParity("iirFilter", [none(2, 0), none(2), viewOf("float32", [2], [1, 0.5]), viewOf("float32", [2, 1], [3, 4])], [none(2, 0), none(2, 1)], {}); // prettier-ignore
  await expectParity("iirFilter", [none(0, 900), none(2), viewOf("float32", [2], [1, 0.5]), none(0, 1)], [none(0, 900), none(0, 1)], {}); // prettier-ignore
  await expectParity("random", [], [none(0)], { kind: "normal", seed: 1, offset: 0 });
});
