import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  arange, complex, DTypeError, fromCloneable, ParameterError, ShapeError, tensor, toCloneable, toCloneableSync, transferList, zeros,
  type CloneableTensor, type ClonedTensor, type Tensor,
} from "../index.js"; // prettier-ignore

const list = (x: Tensor): unknown => x.arraySync();

/** Sends back what it gets (its own copy), and the sum of the elements that it saw. */
const ECHO = `
const { parentPort } = require("node:worker_threads");
parentPort.on("message", ({ record, transfer }) => {
  const numbers = record.data ?? record.storage.data;
  const sum = numbers.reduce((a, b) => a + b, 0);
  parentPort.postMessage({ record, sum }, transfer ? [numbers.buffer] : []);
});`;

let worker: Worker;
beforeAll(() => {
  worker = new Worker(ECHO, { eval: true });
});
afterAll(() => worker.terminate());

async function roundTrip<T>(record: T, transfer: boolean): Promise<{ record: T; sum: number }> {
  worker.postMessage({ record, transfer }, transfer ? transferList([record]) : []);
  const [message] = (await once(worker, "message")) as [{ record: T; sum: number }];
  return message;
}

const samples: readonly (readonly [string, () => Tensor])[] = [
  ["a matrix", () => arange(6).reshape([2, 3])],
  ["a transposed view", () => arange(6).reshape([2, 3]).t()],
  ["a part of a larger storage", () => arange(100).reshape([10, 10]).get(3, [1, 2])],
  ["an expanded view", () => tensor([[1], [2]]).expand(2, 3)],
  ["complex numbers", () => complex(tensor([1, 2]), tensor([3, 4]))],
  ["imaginary parts", () => complex(tensor([1, 2]), tensor([3, 4])).imag()],
  ["booleans", () => tensor([[true, false]])],
  ["doubles", () => tensor([1 / 3], { dtype: "float64" })],
  ["small integers", () => tensor([200, 7], { dtype: "uint8" })],
  ["one number", () => tensor(5)],
  ["nothing", () => zeros([0, 3])],
  ["nothing in each of some rows", () => zeros([3, 0])],
];

describe("tensors to a worker and back", () => {
  it.each(samples)("as records, copied: %s", async (_, make) => {
    const t = make();
    const { record, sum } = await roundTrip(await toCloneable(t), false);
    const back = fromCloneable(record);
    expect([back.dtype, back.shape, list(back)]).toEqual([t.dtype, t.shape, list(t)]);
    expect(sum).toBeCloseTo(
      [...t.dataSync()].reduce((a, b) => a + b, 0),
      6,
    );
  });

  it.each(samples)("as records, their buffers handed over: %s", async (_, make) => {
    const t = make();
    const sent = toCloneableSync(t);
    const size = sent.data.byteLength;
    const { record } = await roundTrip(sent, true);
    expect(sent.data.byteLength).toBe(0); // gone
    expect(record.data.byteLength).toBe(size);
    expect(list(fromCloneable(record))).toEqual(list(t));
    expect(t.dataSync().byteLength).toBe(size); // the tensor kept its own
  });

  it.each(samples)("as they are, by the fields of the handle: %s", async (_, make) => {
    const t = make();
    const { record } = await roundTrip(t, false);
    const back = fromCloneable(record);
    expect([back.dtype, back.shape, back.strides, list(back)]).toEqual([t.dtype, t.shape, t.strides, list(t)]);
    expect(list(fromCloneable(structuredClone(t)).mul(2))).toEqual(list(t.mul(2)));
  });

  it("keeps that a gradient is wanted, and uses the elements without a copy", () => {
    const sent = toCloneableSync(tensor([1, 2], { requiresGrad: true }));
    const back = fromCloneable(structuredClone(sent), { device: "cpu" });
    expect(back.requiresGrad).toBe(true);
    const record = toCloneableSync(tensor([1, 2]));
    const t = fromCloneable(record);
    record.data[0] = 9;
    expect(list(t)).toEqual([9, 2]);
  });

  it("lists the buffers of every record once, in arrays and objects", () => {
    const [a, b] = [toCloneableSync(tensor([1])), toCloneableSync(tensor([2]))];
    expect(transferList({ state: { a, again: a }, more: [b, null, "text"] })).toEqual([a.data.buffer, b.data.buffer]);
    expect(transferList(3)).toEqual([]);
  });
});

it("a structured clone of a tensor on the tape carries its values and leaves the tape behind", () => {
  const leaf = tensor([1, 2], { requiresGrad: true });
  leaf.square().sum().backward();
  for (const t of [leaf, leaf.mul(3)]) {
    const back = fromCloneable(structuredClone(t) as unknown as ClonedTensor);
    expect([back.arraySync(), back.requiresGrad, back.grad]).toEqual([t.arraySync(), false, null]);
  }
});

describe("what cannot be sent or was no tensor", () => {
  it("is refused by name", async () => {
    const y = tensor([1], { requiresGrad: true }).mul(2);
    await expect(toCloneable(y)).rejects.toThrow(/is the result of "mul", and a recorded history cannot be sent/);
    expect(() => toCloneableSync(y)).toThrow(ParameterError);
    const record = toCloneableSync(tensor([1, 2]));
    const wrong = (change: object): CloneableTensor => ({ ...record, ...change });
    expect(() => fromCloneable(wrong({ dtype: "float16" }))).toThrow(DTypeError);
    expect(() => fromCloneable(wrong({ dtype: "int32" }))).toThrow(/must be a Int32Array, got Float32Array\(2\)/);
    expect(() => fromCloneable(wrong({ shape: [3] }))).toThrow(/shape=\[3\] float32 needs 3 numbers, data has 2/);
    expect(() => fromCloneable(wrong({ shape: [-1] }))).toThrow(ShapeError);
    expect(() => fromCloneable({} as CloneableTensor)).toThrow(ParameterError);
    const fields = structuredClone(tensor([1, 2])) as unknown as ClonedTensor;
    expect(() => fromCloneable({ ...fields, offset: 1 })).toThrow(/offset=1 leave the 2 numbers/);
  });
});
