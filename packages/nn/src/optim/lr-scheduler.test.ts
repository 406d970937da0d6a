import { ParameterError, zeros } from "@sonograd/core";
import { describe, expect, it } from "vitest";
import { Parameter } from "../modules/index.js";
import * as optim from "./index.js";
import type { LRScheduler, Optimizer } from "./index.js";

const sgd = (lr = 1, momentum = 0): optim.SGD => new optim.SGD([new Parameter(zeros([1]))], { lr, momentum });

function rates(make: (o: Optimizer) => { step(): void }, steps: number): number[] {
  const optimizer = sgd();
  const scheduler = make(optimizer);
  const seen = [optimizer.paramGroups[0].lr];
  for (let i = 0; i < steps; i++) {
    scheduler.step();
    seen.push(optimizer.paramGroups[0].lr);
  }
  return seen;
}

const SCHEDULES: Record<string, (o: Optimizer) => LRScheduler> = {
  StepLR: (o) => new optim.StepLR(o, { stepSize: 2, gamma: 0.5 }),
  MultiStepLR: (o) => new optim.MultiStepLR(o, { milestones: [2, 5, 5] }),
  ExponentialLR: (o) => new optim.ExponentialLR(o, { gamma: 0.9 }),
  ConstantLR: (o) => new optim.ConstantLR(o, { totalIters: 4 }),
  LinearLR: (o) => new optim.LinearLR(o, { startFactor: 0.1, totalIters: 6 }),
  PolynomialLR: (o) => new optim.PolynomialLR(o, { totalIters: 7, power: 2 }),
  LambdaLR: (o) => new optim.LambdaLR(o, { lrLambda: (epoch) => 1 / (1 + epoch) }),
  MultiplicativeLR: (o) => new optim.MultiplicativeLR(o, { lrLambda: (epoch) => (epoch % 2 ? 0.5 : 0.9) }),
  CosineAnnealingLR: (o) => new optim.CosineAnnealingLR(o, { tMax: 4, etaMin: 0.1 }),
  CosineAnnealingWarmRestarts: (o) => new optim.CosineAnnealingWarmRestarts(o, { t0: 2, tMult: 2 }),
  CyclicLR: (o) => new optim.CyclicLR(o, { baseLr: 0.1, maxLr: 1, stepSizeUp: 2, mode: "exp_range", gamma: 0.9 }),
  OneCycleLR: (o) => new optim.OneCycleLR(o, { maxLr: 1, epochs: 3, stepsPerEpoch: 3 }),
  SequentialLR: (o) =>
    new optim.SequentialLR(o, {
      schedulers: [SCHEDULES["LinearLR"](o), SCHEDULES["CosineAnnealingWarmRestarts"](o)],
      milestones: [3],
    }),
  SWALR: (o) => new optim.SWALR(o, { swaLr: 0.05, annealEpochs: 6 }),
  ChainedScheduler: (o) => new optim.ChainedScheduler([SCHEDULES["ConstantLR"](o), SCHEDULES["ExponentialLR"](o)]),
};

describe.each(Object.entries(SCHEDULES))("%s", (_, make) => {
  it("goes on after a break as without it, whichever state is loaded first", () => {
    const straight = sgd(1, 0.5);
    const scheduler = make(straight);
    const settings = ({ paramGroups: [{ lr, momentum }] }: optim.SGD) => [lr, momentum];
    for (let i = 0; i < 4; i++) scheduler.step();
    const saved = JSON.parse(JSON.stringify(scheduler.stateDict())) as optim.SchedulerStateDict;
    const optimizerState = structuredClone(straight.stateDict().paramGroups);
    const others = [0, 1].map((order) => {
      const optimizer = sgd(0.3);
      const load = () => optimizer.loadStateDict({ state: {}, paramGroups: optimizerState });
      if (order === 0) load();
      const other = make(optimizer);
      other.loadStateDict(saved);
      if (order === 1) load();
      return { optimizer, other };
    });
    for (const { optimizer } of others) expect(settings(optimizer)).toEqual(settings(straight));
    for (let i = 4; i < 9; i++) {
      scheduler.step();
      for (const { optimizer, other } of others) {
        other.step();
        expect(settings(optimizer)).toEqual(settings(straight));
      }
    }
  });
});

describe("schedules", () => {
  it("step, exponential and cosine follow their formulas", () => {
    expect(rates((o) => new optim.StepLR(o, { stepSize: 2, gamma: 0.5 }), 4)).toEqual([1, 1, 0.5, 0.5, 0.25]);
    expect(rates((o) => new optim.ExponentialLR(o, { gamma: 0.5 }), 3)).toEqual([1, 0.5, 0.25, 0.125]);
    const cosine = rates((o) => new optim.CosineAnnealingLR(o, { tMax: 4 }), 6);
    expect(cosine[2]).toBeCloseTo(0.5, 12);
    expect(cosine[4]).toBeCloseTo(0, 12);
    expect(cosine[6]).toBeCloseTo(0.5, 12);
  });

  it("each of a sequence begins from the initial rate", () => {
    const make = (o: Optimizer) => {
      const schedulers = [new optim.ConstantLR(o, { factor: 0.5 }), new optim.ExponentialLR(o, { gamma: 0.75 })];
      return new optim.SequentialLR(o, { schedulers, milestones: [2] });
    };
    expect(rates(make, 4)).toEqual([0.5, 0.5, 1, 0.75, 0.5625]);
  });

  it("the averaging rate goes from the rate at hand to its own, and stays", () => {
    const seen = rates((o) => new optim.SWALR(o, { swaLr: 0.2, annealEpochs: 4, annealStrategy: "linear" }), 6);
    [1, 0.8, 0.6, 0.4, 0.2, 0.2, 0.2].forEach((lr, i) => expect(seen[i]).toBeCloseTo(lr, 12));
    expect(rates((o) => new optim.SWALR(o, { swaLr: 0.2, annealEpochs: 0 }), 1)).toEqual([0.2, 0.2]);
    expect(rates((o) => new optim.SWALR(o, { swaLr: 0.2, annealEpochs: 2 }), 1)[1]).toBeCloseTo(0.6, 12);
  });

  it("one cycle rises to its peak, falls far below its start, and refuses to go on", () => {
    const seen = rates((o) => new optim.OneCycleLR(o, { maxLr: 2, totalSteps: 10 }), 9);
    expect(seen[0]).toBeCloseTo(0.08, 12);
    expect(Math.max(...seen)).toBeCloseTo(2, 12);
    expect(seen[9]).toBeCloseTo(0.08 / 1e4, 12);
    const three = (o: Optimizer) => new optim.OneCycleLR(o, { maxLr: 2, totalSteps: 3 });
    expect(rates(three, 3)).toHaveLength(4); // a loop steps after its last batch, too
    expect(() => rates(three, 4)).toThrow(/step 4 is past totalSteps=3/);
  });

  it("one cycle moves the momentum of SGD and the first beta of Adam against the rate", () => {
    const adam = new optim.Adam([new Parameter(zeros([1]))]);
    const scheduler = new optim.OneCycleLR(adam, { maxLr: 1, totalSteps: 11, pctStart: 0.5 });
    expect(adam.paramGroups[0].betas[0]).toBeCloseTo(0.95, 12);
    for (let i = 0; i < 4; i++) scheduler.step();
    expect(adam.paramGroups[0].betas[0]).toBeLessThan(0.86);
    expect(adam.paramGroups[0].betas[1]).toBe(0.999);
  });

  it("takes one value per group, and keeps a rate that was set by hand", () => {
    const [a, b] = [new Parameter(zeros([1])), new Parameter(zeros([1]))];
    const optimizer = new optim.SGD([{ params: [a] }, { params: [b], lr: 10 }], { lr: 1 });
    const scheduler = new optim.LambdaLR(optimizer, { lrLambda: [(e) => 1 + e, () => 0.5] });
    scheduler.step();
    expect(scheduler.getLastLr()).toEqual([2, 5]);
    const decay = new optim.ExponentialLR(optimizer, { gamma: 0.5 });
    optimizer.paramGroups[0].lr = 8;
    decay.step();
    expect(decay.getLastLr()).toEqual([4, 2.5]);
  });

  it("goes to any place between whole epochs, and on from there", () => {
    const optimizer = sgd();
    const scheduler = new optim.CosineAnnealingWarmRestarts(optimizer, { t0: 2, tMult: 2 });
    scheduler.step(4); // two steps into the second fall, of four
    expect(scheduler.getLastLr()[0]).toBeCloseTo(0.5, 12);
    scheduler.step(1.5);
    expect(scheduler.getLastLr()[0]).toBeCloseTo((1 + Math.cos(0.75 * Math.PI)) / 2, 12);
    scheduler.step();
    expect(scheduler.getLastLr()[0]).toBeCloseTo((1 + Math.cos(0.125 * Math.PI)) / 2, 12);
  });

  it("refuses what makes no sense", () => {
    const o = sgd();
    expect(() => new optim.StepLR(o, { stepSize: 0 })).toThrow(/stepSize=0/);
    expect(() => new optim.LinearLR(o, { startFactor: 0 })).toThrow(/startFactor=0/);
    expect(() => new optim.OneCycleLR(o, { maxLr: 1 })).toThrow(ParameterError);
    expect(() => new optim.LambdaLR(o, { lrLambda: [] })).toThrow(/0 values for 1 parameter groups/);
    expect(() => new optim.SequentialLR(o, { schedulers: [new optim.ConstantLR(o)], milestones: [3] })).toThrow(
      /1 milestones do not fit 1/,
    );
    expect(() => new optim.ChainedScheduler([new optim.ConstantLR(o), new optim.ConstantLR(sgd())])).toThrow(
      /schedulers\[1\]/,
    );
    const adagrad = new optim.Adagrad([new Parameter(zeros([1]))]);
    expect(() => new optim.CyclicLR(adagrad, { baseLr: 0.1, maxLr: 1 })).toThrow(/cycleMomentum/);
    expect(adagrad.paramGroups[0].lr).toBe(0.01); // what was refused has changed nothing
  });
});

describe("ReduceLROnPlateau", () => {
  it("waits, reduces, cools down, stops at the floor, and goes on after a break", () => {
    const optimizer = sgd();
    const options = { patience: 1, factor: 0.5, cooldown: 1, minLr: 0.2 };
    let scheduler = new optim.ReduceLROnPlateau(optimizer, options);
    const seen = [1, 2, 2, 2, 2, 2, 0.5, Number.NaN, 2, 2].map((loss, i) => {
      scheduler.step(loss);
      if (i === 3) {
        const saved = JSON.parse(JSON.stringify(scheduler.stateDict())) as optim.PlateauStateDict;
        scheduler = new optim.ReduceLROnPlateau(optimizer, options);
        scheduler.loadStateDict(saved);
      }
      return optimizer.paramGroups[0].lr;
    });
    expect(seen).toEqual([1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.2, 0.2]);
  });

  it("refuses a tensor and a factor that does not reduce", () => {
    const scheduler = new optim.ReduceLROnPlateau(sgd());
    expect(() => scheduler.step(zeros([]) as never)).toThrow(/Await item/);
    expect(() => new optim.ReduceLROnPlateau(sgd(), { factor: 1 })).toThrow(/factor=1/);
  });
});
