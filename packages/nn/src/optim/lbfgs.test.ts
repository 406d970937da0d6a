import { ParameterError, tensor, type Tensor } from "@sonograd/core";
import { describe, expect, it } from "vitest";
import { Parameter } from "../modules/index.js";
import { LBFGS, type LBFGSOptions } from "./index.js";

/** Two banana valleys; the minimum is 1 everywhere. */
function valleys(options: LBFGSOptions) {
  const a = new Parameter(tensor([-1.2, 2], { dtype: "float64" }));
  const b = new Parameter(tensor([1, -0.5], { dtype: "float64" }));
  const optimizer = new LBFGS([a, b], options);
  let calls = 0;
  const closure = (): Tensor => {
    calls++;
    optimizer.zeroGrad();
    const loss = a.neg().add(1).square().sum().add(b.sub(a.square()).square().sum().mul(100));
    loss.backward();
    return loss;
  };
  const values = () => [...a.dataSync(), ...b.dataSync()];
  return { optimizer, closure, values, calls: () => calls };
}

// Losses before three steps, calls of the closure and parameters after, by torch 1.13. Roundings grow along the valley: 60 iterations make 1e-8 of 1e-16.
it.each<[LBFGSOptions, number[], number, number[]]>([
  [{ lineSearchFn: "strong_wolfe", historySize: 3 }, [2050.2, 0.871738753789, 0.00120616208004], 72, [1.00442595685, 1.00089725108, 1.0088989263, 1.00179928295]],
  [{ lr: 0.01, maxIter: 4 }, [2050.2, 1940.80475943, 1833.24262731], 12, [-1.18628094623, 1.92078397927, 1.00638656394, -0.439928882607]],
  [{ lr: 0.5, maxIter: 5, lineSearchFn: "strong_wolfe" }, [2050.2, 62.6231780722, 4.48225577381], 18, [-1.0171577092, 0.625145732532, 1.04276107001, 0.394294549622]],
])("%o walks as PyTorch's", async (options, losses, calls, values) => {
  const run = valleys(options);
  for (const loss of losses) expect((await (await run.optimizer.step(run.closure)).item()) / loss).toBeCloseTo(1, 6);
  expect(run.calls()).toBe(calls);
  run.values().forEach((v, i) => expect(v).toBeCloseTo(values[i], 6));
}); // prettier-ignore

describe("LBFGS", () => {
  it("ends where nothing is left to gain", async () => {
    const run = valleys({ lineSearchFn: "strong_wolfe" });
    for (let i = 0; i < 6; i++) await run.optimizer.step(run.closure);
    run.values().forEach((v) => expect(v).toBeCloseTo(1, 4)); // by then the loss is 1e-10
    const before = run.calls();
    await run.optimizer.step(run.closure);
    expect(run.calls() - before).toBeLessThanOrEqual(2);
  });

  it("goes on after loading its state exactly as without the break", async () => {
    const options: LBFGSOptions = { maxIter: 4, lineSearchFn: "strong_wolfe" };
    const [straight, broken] = [valleys(options), valleys(options)];
    for (let i = 0; i < 3; i++) await straight.optimizer.step(straight.closure);
    for (let i = 0; i < 2; i++) await broken.optimizer.step(broken.closure);
    const second = new LBFGS(broken.optimizer.paramGroups[0].params);
    second.loadStateDict(broken.optimizer.stateDict());
    await second.step(broken.closure);
    expect(broken.values()).toEqual(straight.values());
  });

  it("refuses a step without a closure, and groups", async () => {
    const { optimizer } = valleys({});
    await expect(optimizer.step()).rejects.toThrow(/closure is missing/);
    const [p, q] = [new Parameter(tensor([1])), new Parameter(tensor([1]))];
    expect(() => new LBFGS([{ params: [p] }, { params: [q] }])).toThrow(/2 groups/);
    expect(() => new LBFGS([p], { maxIter: 0 })).toThrow(ParameterError);
    expect(() => new LBFGS([p]).addParamGroup()).toThrow(/one group/);
  });
});
