// Answers to the exercises of chapter 37.
import { fileURLToPath } from "node:url";
import { tensor, type Tensor } from "@sonograd/core";
import { loadTorch, loadTorchStateDict, readSafetensors } from "@sonograd/io";
import { BatchNorm1d, Linear, Sequential } from "@sonograd/nn";
import { expect, it } from "vitest";

const fixture = (name: string): string => fileURLToPath(new URL(`../../packages/io/test/fixtures/${name}`, import.meta.url)); // prettier-ignore

it("exercise 1: the model's part of a checkpoint that PyTorch wrote in training", async () => {
  // The file holds more than weights, so the key must be said.
  const whole = (await loadTorch(fixture("checkpoint.pt"))) as Record<string, unknown>;
  expect(Object.keys(whole)).toEqual(expect.arrayContaining(["epoch", "loss", "model", "optimizer"]));
  await expect(loadTorchStateDict(fixture("checkpoint.pt"))).rejects.toThrow(/pass \{ key \}/);

  const model = new Sequential(new Linear(2, 3), new BatchNorm1d(3));
  model.loadStateDict(await loadTorchStateDict(fixture("checkpoint.pt"), { key: "model" }));
  const y = model.eval()(tensor([[1, 2], [-0.5, 0.25]])).dataSync(); // prettier-ignore
  const inTorch = [0.7252905, -1.14872, 0.0007094, 0.0453114, 0.7281951, 0.0842381];
  inTorch.forEach((value, i) => expect(y[i]).toBeCloseTo(value, 6));

  // A whole model is a program: it is not run, and the class that it asks for is named.
  await expect(loadTorch(fixture("whole-model.pt"))).rejects.toThrow(/Sequential.* is refused. Save a state dict/);
});

it("exercise 2: a safetensors file written by hand, complete and with a part missing", () => {
  const write = (tensors: Record<string, { shape: number[]; values: number[] }>): Uint8Array => {
    const header: Record<string, unknown> = {};
    let end = 0;
    for (const [name, { shape, values }] of Object.entries(tensors))
      header[name] = { dtype: "F32", shape, data_offsets: [end, (end += 4 * values.length)] };
    const json = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(json.length));
    const numbers = Float32Array.from(Object.values(tensors).flatMap(({ values }) => values));
    return Buffer.concat([length, json, Buffer.from(numbers.buffer)]);
  };
  const weight = { shape: [1, 2], values: [2, -1] };
  const read = (file: Uint8Array): Map<string, Tensor> => readSafetensors(file).tensors;

  const layer = new Linear(2, 1);
  layer.loadStateDict(read(write({ weight, bias: { shape: [1], values: [0.5] } })));
  expect(layer(tensor([[3, 4]])).dataSync()).toEqual(Float32Array.of(2 * 3 - 4 + 0.5));

  const part = read(write({ weight: { shape: [1, 2], values: [1, 1] } }));
  expect(() => layer.loadStateDict(part)).toThrow(/missing \[bias\]/);
  expect(layer(tensor([[3, 4]])).dataSync()[0]).toBe(2.5); // a refused file changes nothing
  expect(layer.loadStateDict(part, { strict: false }).missingKeys).toEqual(["bias"]);
  expect(layer(tensor([[3, 4]])).dataSync()[0]).toBe(3 + 4 + 0.5);
});
