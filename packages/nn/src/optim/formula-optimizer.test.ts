import { arange, compile, Generator, noGrad, ParameterError, rand, tensor, type Tensor } from "@sonograd/core";
import { describe, expect, it } from "vitest";
import { Embedding, Parameter } from "../modules/index.js";
import { Adadelta, Adagrad, Adamax, ASGD, LAMB, Lion, Muon, NAdam, RAdam, RMSprop, Rprop, SparseAdam, type Optimizer } from "./index.js"; // prettier-ignore

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
  ASGD: (p, o) => new ASGD(p, { lr: 0.05, lambd: 0.1, t0: 2, weightDecay: 0.01, ...o }),
  Rprop: (p, o) => new Rprop(p, { lr: 0.1, etas: [0.4, 1.3], ...o }),
  Lion: (p, o) => new Lion(p, { lr: 0.1, betas: [0.8, 0.9], weightDecay: 0.1, ...o }),
  LAMB: (p, o) => new LAMB(p, { lr: 0.1, weightDecay: 0.1, ...o }),
  SparseAdam: (p, o) => new SparseAdam(p, { lr: 0.1, betas: [0.8, 0.95], ...o }),
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

// By NumPy and torch 1.13, Muon by the lines of torch 2.9.
describe("steps on a matrix", () => {
  const W = [[1, -2, 0.5], [0.25, 3, -1]]; // prettier-ignore
  const G = [[0.1, -0.4, 0.3], [-0.2, 0.05, 0.6]]; // prettier-ignore
  const LION = [0.7075, -1.61, 0.25625, 0.420625, 2.5125, -1.0975]; // prettier-ignore
  const LAMB_VALUES = [0.710785160769, -1.6132254861, 0.259563368902, 0.417267494189, 2.51566972149, -1.0940991393]; // prettier-ignore
  const MUON = [0.941936873446, -1.82988184616, 0.411295584146, 0.306355330796, 2.91380024111, -1.14622351048]; // prettier-ignore
  const MUON_TALL = [0.966879905167, 0.266270449797, -1.91505646728, 2.93112021424, 0.462768670084, -1.0376468721]; // prettier-ignore
  const ASGD_VALUES = [0.884555259628, -1.69182390884, 0.34566936679, 0.308086251628, 2.75027404191, -1.15505839609]; // prettier-ignore
  const ASGD_AX = [0.913331270326, -1.78850849394, 0.408973076773, 0.271256120132, 2.78768636937, -1.04687043382]; // prettier-ignore
  const RPROP = [0.72, -1.72, 0.22, 0.53, 2.72, -1.28]; // prettier-ignore

  const tall = (m: number[][]): number[][] => m[0].map((_, j) => m.map((row) => row[j]));
  /** A step for each factor of the gradient. */
  function steps(make: (p: Parameter[]) => Optimizer, factors: number[], w = W, g = G): Optimizer {
    const p = new Parameter(tensor(w, { dtype: "float64" }));
    const optimizer = make([p]);
    for (const factor of factors) {
      p.grad = tensor(g, { dtype: "float64" }).mul(factor);
      optimizer.step();
    }
    return optimizer;
  }
  const expectClose = (actual: Tensor, expected: number[]): void =>
    [...actual.dataSync()].forEach((v, i) => expect(v).toBeCloseTo(expected[i], 9));
  const paramOf = (optimizer: Optimizer): Tensor => optimizer.paramGroups[0].params[0];

  it.each<[string, (p: Parameter[]) => Optimizer, number[], number[]]>([
    ["Lion", (p) => new Lion(p, { lr: 0.1, weightDecay: 0.5 }), [1, 2], LION],
    ["LAMB", (p) => new LAMB(p, { lr: 0.1, weightDecay: 0.5 }), [1, 2], LAMB_VALUES],
    ["Muon", (p) => new Muon(p, { lr: 0.1 }), [1, 2], MUON],
    ["Rprop", (p) => new Rprop(p, { lr: 0.1 }), [1, 2, -3, 4], RPROP],
  ])("%s", (_, make, factors, expected) => expectClose(paramOf(steps(make, factors)), expected));

  it("ASGD, with its averages", () => {
    const make = (p: Parameter[]) => new ASGD(p, { lr: 0.1, lambd: 0.1, t0: 1, weightDecay: 0.1 });
    const optimizer = steps(make, [1, 2, -3, 4]);
    expectClose(paramOf(optimizer), ASGD_VALUES);
    expectClose(optimizer.stateDict().state[0].tensors["ax"], ASGD_AX);
  });

  it("Muon of a tall matrix, as long as AdamW's steps; no other shapes", () => {
    const make = (p: Parameter[]) => new Muon(p, { lr: 0.1, adjustLrFn: "match_rms_adamw", nesterov: false });
    expectClose(paramOf(steps(make, [1, 2], tall(W), tall(G))), MUON_TALL);
    expect(() => new Muon(start())).toThrow(/params\[1\] of shape \[3\].*AdamW/);
  });

  it("SparseAdam moves the rows that are looked up, as torch 1.13's with a sparse gradient", () => {
    const table = new Embedding(4, 2).to("float64");
    noGrad(() => table.weight.copy_(arange(8, { dtype: "float64" }).reshape([4, 2]).div(4).sub(1)));
    const optimizer = new SparseAdam(table.parameters(), { lr: 0.1, betas: [0.8, 0.9], eps: 1e-3 });
    for (const rows of [[0, 2, 2], [2], [3, 0]]) {
      optimizer.zeroGrad();
      table(tensor(rows, { dtype: "int32" })).square().sum().backward(); // prettier-ignore
      optimizer.step();
    }
    expectClose(table.weight, [-0.8125536150636, -0.5628423102136, -0.5, -0.25, 0, 0.0658909525567, 0.432745147235, 0.6826744035364]); // prettier-ignore
  });

  it("LAMB moves weights that are all zero", () => {
    const optimizer = steps((p) => new LAMB(p, { lr: 0.1 }), [1], [[0, 0, 0], [0, 0, 0]]); // prettier-ignore
    expect([...paramOf(optimizer).dataSync()].map((v) => Math.round(v * 1e3) / 1e3)).toEqual([
      -0.1, 0.1, -0.1, 0.1, -0.1, -0.1,
    ]);
  });
});

it("settings out of range are refused by name", () => {
  const p = start();
  expect(() => new RMSprop(p, { alpha: -1 })).toThrow(ParameterError);
  expect(() => new Adagrad(p, { lrDecay: -1 })).toThrow(/lrDecay=-1/);
  expect(() => new Adadelta(p, { rho: 1.5 })).toThrow(/rho=1.5/);
  expect(() => new NAdam(p, { betas: [0.9, 1] })).toThrow(/betas=\[0.9, 1\]/);
});
