import { describe, expect, it } from "vitest";
import { ParameterError, tensor, zeros } from "@sonograd/core";
import { Parameter } from "../modules/index.js";
import { Adam, AdamW, CosineAnnealingLR, ExponentialLR, OneCycleLR, SGD, StepLR, type Optimizer } from "./index.js";

const quadratic = (p: Parameter) => p.square().sum();

function descend(optimizer: Optimizer, p: Parameter, steps: number): number {
  for (let i = 0; i < steps; i++) {
    optimizer.zeroGrad();
    quadratic(p).backward();
    optimizer.step();
  }
  return quadratic(p).itemSync();
}

describe("optimizers", () => {
  it.each([
    ["SGD", (p: Parameter) => new SGD([p], { lr: 0.1 })],
    ["SGD with Nesterov momentum", (p: Parameter) => new SGD([p], { lr: 0.05, momentum: 0.9, nesterov: true })],
    ["Adam", (p: Parameter) => new Adam([p], { lr: 0.1 })],
    ["AMSGrad", (p: Parameter) => new Adam([p], { lr: 0.1, amsgrad: true })],
    ["AdamW", (p: Parameter) => new AdamW([p], { lr: 0.1 })],
  ])("%s finds the minimum of a bowl, in place", (_, make) => {
    const p = new Parameter(tensor([3, -2]));
    const { storage } = p;
    expect(descend(make(p), p, 200)).toBeLessThan(1e-3);
    expect(p.storage).toBe(storage);
  });

  it("follows the formula of one plain step", () => {
    const p = new Parameter(tensor([1, 2]));
    descend(new SGD([p], { lr: 0.25, weightDecay: 1 }), p, 1);
    expect(p.arraySync()).toEqual([0.25, 0.5]); // p − lr · (2p + p)
  });

  it("leaves parameters without a gradient alone", () => {
    const used = new Parameter(tensor([1]));
    const unused = new Parameter(tensor([1]));
    descend(new Adam([used, unused]), used, 3);
    expect(unused.itemSync()).toBe(1);
  });

  it("gives each group its own settings", () => {
    const fast = new Parameter(tensor([1]));
    const slow = new Parameter(tensor([1]));
    const optimizer = new SGD([{ params: [fast] }, { params: [slow], lr: 0 }], { lr: 0.5 });
    quadratic(fast).add(quadratic(slow)).backward();
    optimizer.step();
    expect([fast.itemSync(), slow.itemSync()]).toEqual([0, 1]);
  });

  it("goes on after loading its state exactly as without the break", () => {
    const straight = new Parameter(tensor([3, -2]));
    const broken = new Parameter(tensor([3, -2]));
    const make = (p: Parameter) => new AdamW([p], { lr: 0.1, betas: [0.8, 0.9] });
    descend(make(straight), straight, 7);
    const first = make(broken);
    descend(first, broken, 3);
    const second = new AdamW([broken]);
    second.loadStateDict(first.stateDict());
    descend(second, broken, 4);
    expect(broken.arraySync()).toEqual(straight.arraySync());
  });

  it("can leave zeros instead of no gradient", () => {
    const p = new Parameter(tensor([1]));
    const optimizer = new SGD([p]);
    quadratic(p).backward();
    optimizer.zeroGrad({ setToNone: false });
    expect(p.grad?.arraySync()).toEqual([0]);
    optimizer.zeroGrad();
    expect(p.grad).toBeNull();
  });

  it("refuses settings out of range and tensors that it cannot change", () => {
    const p = new Parameter(zeros([1]));
    expect(() => new SGD([])).toThrow(ParameterError);
    expect(() => new SGD([p, p])).toThrow(/twice/);
    expect(() => new SGD([p.mul(2)])).toThrow(/params\[0\].*leaves/);
    expect(() => new SGD([p], { lr: -1 })).toThrow(/lr=-1/);
    expect(() => new SGD([p], { nesterov: true })).toThrow(/nesterov/);
    expect(() => new Adam([p], { betas: [1, 0.9] })).toThrow(/betas=\[1, 0.9\]/);
    expect(() => new SGD([p]).loadStateDict({ state: {}, paramGroups: [] })).toThrow(/do not fit/);
  });
});

describe("schedulers", () => {
  const rates = (make: (o: Optimizer) => { step(): void }, steps: number): number[] => {
    const optimizer = new SGD([new Parameter(zeros([1]))], { lr: 1 });
    const scheduler = make(optimizer);
    const seen = [optimizer.paramGroups[0].lr];
    for (let i = 0; i < steps; i++) {
      scheduler.step();
      seen.push(optimizer.paramGroups[0].lr);
    }
    return seen;
  };

  it("step, exponential and cosine follow their formulas", () => {
    expect(rates((o) => new StepLR(o, { stepSize: 2, gamma: 0.5 }), 4)).toEqual([1, 1, 0.5, 0.5, 0.25]);
    expect(rates((o) => new ExponentialLR(o, { gamma: 0.5 }), 3)).toEqual([1, 0.5, 0.25, 0.125]);
    const cosine = rates((o) => new CosineAnnealingLR(o, { tMax: 4 }), 4);
    expect(cosine[2]).toBeCloseTo(0.5, 12);
    expect(cosine[4]).toBeCloseTo(0, 12);
  });

  it("one cycle rises to its peak, falls far below its start, and refuses to go on", () => {
    const seen = rates((o) => new OneCycleLR(o, { maxLr: 2, totalSteps: 10 }), 9);
    expect(seen[0]).toBeCloseTo(0.08, 12);
    expect(Math.max(...seen)).toBeCloseTo(2, 12);
    expect(seen[9]).toBeCloseTo(0.08 / 1e4, 12);
    expect(() => rates((o) => new OneCycleLR(o, { maxLr: 2, totalSteps: 3 }), 3)).toThrow(/past totalSteps=3/);
    expect(() => rates((o) => new StepLR(o, { stepSize: 0 }), 1)).toThrow(/stepSize=0/);
  });

  it("one cycle moves the momentum of SGD and the first beta of Adam against the rate", () => {
    const adam = new Adam([new Parameter(zeros([1]))]);
    const scheduler = new OneCycleLR(adam, { maxLr: 1, totalSteps: 11, pctStart: 0.5 });
    expect(adam.paramGroups[0].betas[0]).toBeCloseTo(0.95, 12);
    for (let i = 0; i < 4; i++) scheduler.step();
    expect(adam.paramGroups[0].betas[0]).toBeLessThan(0.86);
    expect(adam.paramGroups[0].betas[1]).toBe(0.999);
  });
});
