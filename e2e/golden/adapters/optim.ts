// Optimizer trajectories on a two-layer network, and learning-rate schedules.
import { zeros, type Tensor } from "@sonograd/core";
import * as nn from "@sonograd/nn";
import { mseLoss, Parameter, type LRScheduler, type Optimizer } from "@sonograd/nn";
import { outputs, unsupported, type Adapter, type AdapterTable, type GoldenValue } from "../adapter.js";
import { toOptions } from "../options.js";
import { pythonExpression } from "../python-expression.js";

const SNAPSHOTS = new Set([1, 2, 5, 10, 20]);
const STEPS = 20;

/** tanh(x W1ᵀ + b1) W2ᵀ + b2 on fixed data with the mean square error, as the manifest's maker runs it. */
const trajectory =
  (make: Make): Adapter =>
  async (golden, { x, y }) => {
    const p = Object.fromEntries(
      Object.entries(golden.weights).map(([name, value]) => [name, new Parameter(value.clone())]),
    );
    const optimizer = make(Object.values(p), toOptions(golden.params));
    const results: Record<string, GoldenValue> = {};
    const losses: number[] = [];
    const closure = (): Tensor => {
      optimizer.zeroGrad();
      const hidden = x.matmul(p["W1"].t()).add(p["b1"]).tanh();
      const loss = mseLoss(hidden.matmul(p["W2"].t()).add(p["b2"]), y);
      loss.backward();
      return loss;
    };
    for (let step = 1; step <= STEPS; step++) {
      // L-BFGS calls the closure itself and answers with the first loss.
      const loss = optimizer instanceof nn.LBFGS ? await optimizer.step(closure) : closure();
      losses.push(await loss.item());
      if (!(optimizer instanceof nn.LBFGS)) optimizer.step();
      if (SNAPSHOTS.has(step))
        for (const [name, value] of Object.entries(p)) results[`step${step}_${name}`] = value.detach().clone();
    }
    return outputs({ losses, ...results });
  };

type Settings = Record<string, unknown>;
type Make = (params: Tensor[], options: Settings) => Optimizer;

const OPTIMIZERS = {
  SGD: (p, options) => new nn.SGD(p, options),
  Adam: (p, options) => new nn.Adam(p, options),
  AdamW: (p, options) => new nn.AdamW(p, options),
  RMSprop: (p, options) => new nn.RMSprop(p, options),
  Adagrad: (p, options) => new nn.Adagrad(p, options),
  Adadelta: (p, options) => new nn.Adadelta(p, options),
  Adamax: (p, options) => new nn.Adamax(p, options),
  NAdam: (p, options) => new nn.NAdam(p, options),
  RAdam: (p, options) => new nn.RAdam(p, options),
  ASGD: (p, options) => new nn.ASGD(p, options),
  Rprop: (p, options) => new nn.Rprop(p, options),
  LBFGS: (p, options) => new nn.LBFGS(p, options),
  Muon: (p, options) => new nn.Muon(p, options),
  Lion: (p, options) => new nn.Lion(p, options),
  LAMB: (p, options) => new nn.LAMB(p, options),
} satisfies Record<string, Make>;
const optimizerOf = (name: string): Make =>
  (OPTIMIZERS as Record<string, Make>)[name] ?? unsupported(`the optimizer ${name}`);

/** A part of a composed schedule: its name and what it is made with. */
type Part = [name: string, spec: Settings];

const SCHEDULERS = {
  StepLR: (o, spec) => new nn.StepLR(o, spec as never),
  MultiStepLR: (o, spec) => new nn.MultiStepLR(o, spec as never),
  ExponentialLR: (o, spec) => new nn.ExponentialLR(o, spec as never),
  ConstantLR: (o, spec) => new nn.ConstantLR(o, spec),
  LinearLR: (o, spec) => new nn.LinearLR(o, spec),
  PolynomialLR: (o, spec) => new nn.PolynomialLR(o, spec),
  LambdaLR: (o, spec) => new nn.LambdaLR(o, { lrLambda: lambda(spec) }),
  MultiplicativeLR: (o, spec) => new nn.MultiplicativeLR(o, { lrLambda: lambda(spec) }),
  CosineAnnealingLR: (o, spec) => new nn.CosineAnnealingLR(o, spec as never),
  CosineAnnealingWarmRestarts: (o, spec) => new nn.CosineAnnealingWarmRestarts(o, spec as never),
  CyclicLR: (o, spec) => new nn.CyclicLR(o, spec as never),
  OneCycleLR: (o, spec) => new nn.OneCycleLR(o, spec as never),
  SWALR: (o, spec) => new nn.SWALR(o, spec as never),
  SequentialLR: (o, { schedulers, milestones }) =>
    new nn.SequentialLR(o, { schedulers: partsOf(o, schedulers), milestones: milestones as number[] }),
  ChainedScheduler: (o, { schedulers }) => new nn.ChainedScheduler(partsOf(o, schedulers)),
} satisfies Record<string, (optimizer: Optimizer, spec: Settings) => LRScheduler>;

const RENAMED = { T_max: "tMax", T_0: "t0", T_mult: "tMult" };

function scheduler(optimizer: Optimizer, name: string, spec: Settings): LRScheduler {
  const make = (SCHEDULERS as Record<string, (o: Optimizer, s: Settings) => LRScheduler>)[name];
  return make ? make(optimizer, toOptions(spec, { rename: RENAMED })) : unsupported(`the schedule ${name}`);
}

const partsOf = (optimizer: Optimizer, parts: unknown): LRScheduler[] =>
  (parts as Part[]).map(([name, spec]) => scheduler(optimizer, name, spec));

function lambda({ lrLambda }: Settings): (epoch: number) => number {
  const evaluate = pythonExpression(lrLambda as string);
  return (epoch) => evaluate({ epoch });
}

/** The rate in force before each step and after the last. */
const schedule =
  (make: (optimizer: Optimizer, spec: Settings) => { step: (metric: number) => void }): Adapter =>
  (golden) => {
    const { base_lr: lr, steps, spec, optimizer: kind, optimizer_params: settings, metrics = [] } = golden.params;
    const options = { lr, ...toOptions((settings ?? {}) as Settings) };
    const optimizer = optimizerOf(kind as string)([new Parameter(zeros([1]))], options);
    const group = optimizer.paramGroups[0];
    const scheduler = make(optimizer, spec as Settings);
    const lrs = [group.lr];
    const momenta = [momentumOf(group)];
    for (let i = 0; i < (steps as number); i++) {
      scheduler.step((metrics as number[])[i]);
      lrs.push(group.lr);
      momenta.push(momentumOf(group));
    }
    return outputs({ lr: lrs, momentum: momenta });
  };

const momentumOf = (group: object): number => ("momentum" in group ? (group.momentum as number) : 0);

const table = <T>(
  prefix: string,
  entries: Readonly<Record<string, T>>,
  adapter: (name: string) => Adapter,
): AdapterTable => Object.fromEntries(Object.keys(entries).map((name) => [`${prefix}.${name}`, adapter(name)]));

export const optim: AdapterTable = {
  ...table("torch.optim", OPTIMIZERS, (name) => trajectory(optimizerOf(name))),
  ...table("torch.optim.lr_scheduler", SCHEDULERS, (name) => schedule((o, spec) => scheduler(o, name, spec))),
  "torch.optim.swa_utils.SWALR": schedule((o, spec) => scheduler(o, "SWALR", spec)),
  "torch.optim.lr_scheduler.ReduceLROnPlateau": schedule((o, spec) => new nn.ReduceLROnPlateau(o, toOptions(spec))),
};
