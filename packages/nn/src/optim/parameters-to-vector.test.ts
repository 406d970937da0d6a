import { ShapeError, tensor } from "@sonograd/core";
import { expect, it } from "vitest";
import { Linear } from "../modules/index.js";
import { parametersToVector, vectorToParameters } from "./parameters-to-vector.js";

it("puts weights row by row before biases, and back where they were", () => {
  const layer = new Linear(2, 2);
  const [weight, bias] = layer.parameters();
  vectorToParameters(tensor([1, 2, 3, 4, 5, 6]), layer.parameters());
  expect(layer.parameters()).toEqual([weight, bias]);
  expect([weight.arraySync(), bias.arraySync()]).toEqual([[[1, 2], [3, 4]], [5, 6]]); // prettier-ignore
  expect(parametersToVector(layer.parameters()).arraySync()).toEqual([1, 2, 3, 4, 5, 6]);
  expect(layer(tensor([[1, 1]])).arraySync()).toEqual([[8, 13]]);
});

it("lets gradients flow into the vector's parts, and trains on after new data came", () => {
  const layer = new Linear(2, 1);
  vectorToParameters(tensor([1, 2, 3]), layer.parameters());
  parametersToVector(layer.parameters()).square().sum().backward();
  expect(layer.parameters().map((p) => p.grad!.arraySync())).toEqual([[[2, 4]], [6]]);
});

it("refuses a vector of another length", () => {
  expect(() => vectorToParameters(tensor([1, 2]), new Linear(2, 1).parameters())).toThrow(ShapeError);
});
