import { ParameterError, tensor } from "@sonograd/core";
import { expect, it } from "vitest";
import { BatchNorm1d, Dropout, Linear, Sequential } from "../modules/index.js";
import { updateBn } from "./index.js";

it("running statistics are means over all batches, and modes and momenta are as before", async () => {
  const norm = new BatchNorm1d(1, { momentum: 0.3 });
  const dropout = new Dropout(0.5);
  const model = new Sequential(norm, dropout.eval(), new Linear(1, 1));
  norm(tensor([[100], [300]]));
  const batches = [tensor([[0], [2]]), [tensor([[4], [8]]), "label"]];
  await updateBn(batches, model);
  expect([norm.runningMean, norm.runningVar, norm.numBatchesTracked].map((t) => t!.itemSync())).toEqual([3.5, 5, 2]);
  expect([norm.momentum, norm.training, dropout.training]).toEqual([0.3, true, false]);
  await updateBn([{ x: tensor([[1], [3]]) }], model, { inputOf: ({ x }) => x });
  expect(norm.runningMean!.itemSync()).toBe(2);
  await expect(updateBn([{}], model)).rejects.toThrow(ParameterError);
  expect(norm.momentum).toBe(0.3);
});
