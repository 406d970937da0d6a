import { compile, Generator, ParameterError, rand, tensor, type Tensor } from "@sonograd/core";
import { describe, expect, it } from "vitest";
import { Parameter } from "../modules/index.js";
import { Adadelta, Adagrad, Adamax, NAdam, RAdam, RMSprop, type Optimizer } from "./index.js";

type Make = (p: Parameter[], options?: { maximize?: boolean }) => Optimizer;

// Settings away from the defaults, so that each one is saved and read anew.
const OPTIMIZERS: Record<string, Make> = {
  RMSprop: (p, o) => new RMSprop(p, { lr: 0.1, alpha: 0.9, ...o }),
  "centered RMSprop": (p, o) => new RMSprop(p, { lr: 0.02, momentum: 0.5, centered: true, weightDecay: 0.1, ...o }),
  Adagrad: (p, o) => new Adagrad(p, { lr: 0.3, lrDecay: 0.01, initialAccumulatorValue: 0.1, ...o }),
  Adadelta: (p, o) => new Adadelta(p, { lr: 20, rho: 0.8, weightDecay: 0.01, ...o }),
  Adamax: (p, o) => new Adamax(p, { lr: 0.1, betas: [0.8, 0.95], ...o }),
  NAdam: (p, o) => new NAdam(p, { lr: 0.05, momentumDecay: 0.1, weightDecay: 0.01, ...o }),
  RAdam: (p, o) => new RAdam(p, { lr: 0.1, betas: [0.9, 0.95], ...o }), // rectified from its sixth step on
};

const start = () => [new Parameter(tensor([[3, -2]])), new Parameter(tensor([1, -0.5, 2]))];
const lossOf = (params: readonly Tensor[], x: Tensor): Tensor =>
  params.map((p) => p.sub(x).square().sum()).reduce((a, b) => a.add(b));

function train(optimizer: Optimizer, params: readonly Tensor[], from: number, to: number, compiles = false): void {
  const written = (x: Tensor): void => {
    optimizer.zeroGrad();
    lossOf(params, x).backward();
    optimizer.step();
  };
  const step = compiles ? compile(written) : written;
  for (let i = from; i < to; i++) {
    if (i === 4) optimizer.paramGroups[0].lr /= 2;
    step(rand([1], { generator: new Generator(i) }).mul(0.01));
  }
}

const values = (params: readonly Tensor[]): number[][] => params.map((p) => [...p.dataSync()]);

describe.each(Object.entries(OPTIMIZERS))("%s", (_, make) => {
  it("goes down, and up when it maximizes", () => {
    const [down, up] = [start(), start()];
    const zero = tensor([0]);
    const before = lossOf(down, zero).itemSync();
    train(make(down), down, 0, 40);
    expect(lossOf(down, zero).itemSync()).toBeLessThan(before / 2);
    train(make(up, { maximize: true }), up, 0, 3);
    expect(lossOf(up, zero).itemSync()).toBeGreaterThan(before);
  });

  it("goes on after loading its state exactly as without the break", () => {
    const [straight, broken] = [start(), start()];
    train(make(straight), straight, 0, 8);
    const first = make(broken);
    train(first, broken, 0, 5);
    const second = new (first.constructor as new (p: Parameter[]) => Optimizer)(broken);
    second.loadStateDict(first.stateDict());
    train(second, broken, 5, 8);
    expect(values(broken)).toEqual(values(straight));
  });

  it("does the same compiled", () => {
    const [written, compiled] = [start(), start()];
    train(make(written), written, 0, 8);
    train(make(compiled), compiled, 0, 8, true);
    expect(values(compiled)).toEqual(values(written));
  });
});

it("settings out of range are refused by name", () => {
  const p = start();
  expect(() => new RMSprop(p, { alpha: -1 })).toThrow(ParameterError);
  expect(() => new Adagrad(p, { lrDecay: -1 })).toThrow(/lrDecay=-1/);
  expect(() => new Adadelta(p, { rho: 1.5 })).toThrow(/rho=1.5/);
  expect(() => new NAdam(p, { betas: [0.9, 1] })).toThrow(/betas=\[0.9, 1\]/);
});
