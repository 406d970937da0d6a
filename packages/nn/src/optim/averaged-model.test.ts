import { compile, tensor, type Tensor } from "@sonograd/core";
import { describe, expect, it } from "vitest";
import { BatchNorm1d, Linear, Sequential } from "../modules/index.js";
import { AveragedModel, getEmaAvgFn, getSwaAvgFn, SGD, type AvgFn } from "./index.js";

/** One weight that goes 1, 2, 4, 8, … */
function doubling(avgFn: AvgFn = getSwaAvgFn()) {
  const model = new Linear(1, 1, { bias: false });
  model.weight.detach().fill_(0.5);
  const optimizer = new SGD(model.parameters(), { lr: 1, maximize: true });
  const average = new AveragedModel(model, { avgFn });
  const step = (): void => {
    optimizer.zeroGrad();
    model.weight.square().sum().div(2).backward();
    optimizer.step();
    average.updateParameters();
  };
  return { model, average, step };
}
const valueOf = (average: AveragedModel): number => average.stateDict().tensors["weight"].itemSync();

describe.each([false, true])("AveragedModel, compiled: %s", (compiles) => {
  const run = (avgFn = getSwaAvgFn()): AveragedModel => {
    const { average, step } = doubling(avgFn);
    const taken = compiles ? compile(step) : step;
    for (let i = 0; i < 3; i++) taken();
    return average;
  };

  it("is the mean of all steps, without what was there before", () => {
    expect(valueOf(run())).toBeCloseTo((1 + 2 + 4) / 3, 6);
    expect(run().numAveraged).toBe(3);
  });

  it("or moves exponentially", () =>
    expect(valueOf(run(getEmaAvgFn(0.75)))).toBe((1 * 0.75 + 2 * 0.25) * 0.75 + 4 * 0.25));
});

describe("AveragedModel", () => {
  it("lends the averages to the model, and gives its weights back whatever happens", async () => {
    const { model, average, step } = doubling(getEmaAvgFn(0.5));
    step();
    step();
    const x = tensor([[1]]);
    const output = (): number => (model(x) as Tensor).itemSync();
    expect([average.use(output), output()]).toEqual([1.5, 2]);
    expect(() => average.use(() => (model.weight.itemSync() === 1.5 ? expect.fail("as meant") : 0))).toThrow(
      "as meant",
    );
    expect(await average.use(async () => (await Promise.resolve(), output()))).toBe(1.5);
    expect(output()).toBe(2);
    step(); // training goes on in the same memory
    expect(output()).toBe(4);
    average.copyToModel();
    expect(output()).toBe(2.75);
  });

  it("goes on after loading as without the break", () => {
    const [straight, broken] = [doubling(), doubling()];
    for (const { step } of [straight, broken]) for (let i = 0; i < 2; i++) step();
    const second = new AveragedModel(broken.model);
    second.loadStateDict(broken.average.stateDict());
    broken.step();
    second.updateParameters();
    straight.step();
    expect(valueOf(second)).toBe(valueOf(straight.average));
    expect(() => second.loadStateDict({ numAveraged: 1, tensors: {} })).toThrow(/\[weight\] are missing/);
  });

  it("leaves running statistics alone unless told", () => {
    const model = new Sequential(new BatchNorm1d(2));
    expect(Object.keys(new AveragedModel(model).stateDict().tensors)).toEqual(["0.weight", "0.bias"]);
    const all = Object.keys(new AveragedModel(model, { useBuffers: true }).stateDict().tensors);
    expect(all).toContain("0.running_mean");
  });
});
