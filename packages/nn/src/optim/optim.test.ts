import { describe, expect, it } from "vitest";
import { ParameterError, tensor, zeros } from "@sonograd/core";
import { Parameter } from "../modules/index.js";
import { Adam, AdamW, SGD, StepLR, type Optimizer } from "./index.js";

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

  it("takes parameters in later, with settings of their own and the defaults for the rest", () => {
    const [first, later] = [new Parameter(tensor([1])), new Parameter(tensor([1]))];
    const optimizer = new SGD([first], { lr: 0.5, weightDecay: 0 });
    const scheduler = new StepLR(optimizer, { stepSize: 1, gamma: 0.5 });
    optimizer.addParamGroup({ params: later, lr: 0.25 });
    quadratic(first).add(quadratic(later)).backward();
    optimizer.step();
    expect([first.itemSync(), later.itemSync()]).toEqual([0, 0.5]);
    scheduler.step();
    expect(scheduler.getLastLr()).toEqual([0.25, 0.125]);
    expect(() => optimizer.addParamGroup({ params: [first] })).toThrow(/twice/);
    expect(() => optimizer.addParamGroup({ params: [first.mul(2)] })).toThrow(/leaves/);
    expect(optimizer.paramGroups).toHaveLength(2);
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
