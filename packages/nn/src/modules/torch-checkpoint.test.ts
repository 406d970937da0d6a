import { tensor } from "@sonograd/core";
import { loadTorchStateDict } from "@sonograd/io";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { BatchNorm1d, Linear, Sequential } from "./index.js";

it("a model with the state that PyTorch saved computes what it computed there", async () => {
  const path = fileURLToPath(new URL("../../../io/test/fixtures/checkpoint.pt", import.meta.url));
  const model = new Sequential(new Linear(2, 3), new BatchNorm1d(3));
  model.loadStateDict(await loadTorchStateDict(path, { key: "model" }));
  const y = model.eval()(tensor([[1, 2], [-0.5, 0.25]])).dataSync(); // prettier-ignore
  const there = [0.7252904772758484, -1.1487200260162354, 0.0007093585445545614, 0.04531136155128479, 0.728195071220398, 0.08423814922571182]; // prettier-ignore
  there.forEach((value, i) => expect(y[i]).toBeCloseTo(value, 6));
});
