// Optimizer trajectories on a two-layer network, and learning-rate schedules.
import { zeros, type Tensor } from "@sonograd/core";
import {
  Adam,
  AdamW,
  CosineAnnealingLR,
  ExponentialLR,
  mseLoss,
  OneCycleLR,
  Parameter,
  SGD,
  StepLR,
  type LRScheduler,
  type OneCycleOptions,
  type Optimizer,
} from "@sonograd/nn";
import { outputs, type Adapter, type AdapterTable, type GoldenValue } from "../adapter.js";
import { toOptions } from "../options.js";

const SNAPSHOTS = new Set([1, 2, 5, 10, 20]);
const STEPS = 20;

/** tanh(x W1ᵀ + b1) W2ᵀ + b2 on fixed data with the mean square error, as the manifest's maker runs it. */
const trajectory =
  (make: (params: Parameter[], options: Record<string, unknown>) => Optimizer): Adapter =>
  async (golden, { x, y }) => {
    const p = Object.fromEntries(
      Object.entries(golden.weights).map(([name, value]) => [name, new Parameter(value.clone())]),
    );
    const optimizer = make(Object.values(p), toOptions(golden.params));
    const results: Record<string, GoldenValue> = {};
    const losses: number[] = [];
    for (let step = 1; step <= STEPS; step++) {
      optimizer.zeroGrad();
      const hidden = x.matmul(p["W1"].t()).add(p["b1"]).tanh();
      const loss = mseLoss(hidden.matmul(p["W2"].t()).add(p["b2"]), y);
      loss.backward();
      losses.push(await loss.item());
      optimizer.step();
      if (SNAPSHOTS.has(step))
        for (const [name, value] of Object.entries(p)) results[`step${step}_${name}`] = value.detach().clone();
    }
    return outputs({ losses, ...results });
  };

/** The rate in force before each step and after the last. */
const schedule =
  (make: (optimizer: Optimizer, spec: Record<string, unknown>) => LRScheduler): Adapter =>
  (golden) => {
    const { base_lr: lr, steps, spec, optimizer: kind, optimizer_params: settings } = golden.params;
    const params: Tensor[] = [new Parameter(zeros([1]))];
    const options = { lr: lr as number, ...(settings as Record<string, number> | undefined) };
    const optimizer = kind === "Adam" ? new Adam(params, options) : new SGD(params, options);
    const group = optimizer.paramGroups[0];
    const scheduler = make(optimizer, toOptions(spec as Record<string, unknown>, { rename: { T_max: "tMax" } }));
    const lrs = [group.lr];
    const momenta = [momentumOf(group)];
    for (let i = 0; i < (steps as number); i++) {
      scheduler.step();
      lrs.push(group.lr);
      momenta.push(momentumOf(group));
    }
    return outputs({ lr: lrs, momentum: momenta });
  };

const momentumOf = (group: object): number => ("momentum" in group ? (group.momentum as number) : 0);

/** PyTorch also takes the length of a cycle as epochs times batches. */
function oneCycle({ epochs, stepsPerEpoch, ...rest }: Record<string, unknown>): OneCycleOptions {
  const totalSteps = rest["totalSteps"] ?? (epochs as number) * (stepsPerEpoch as number);
  return { ...rest, totalSteps } as OneCycleOptions;
}

export const optim: AdapterTable = {
  "torch.optim.SGD": trajectory((params, options) => new SGD(params, options)),
  "torch.optim.Adam": trajectory((params, options) => new Adam(params, options)),
  "torch.optim.AdamW": trajectory((params, options) => new AdamW(params, options)),
  "torch.optim.lr_scheduler.StepLR": schedule((o, spec) => new StepLR(o, spec as { stepSize: number })),
  "torch.optim.lr_scheduler.ExponentialLR": schedule((o, spec) => new ExponentialLR(o, spec as { gamma: number })),
  "torch.optim.lr_scheduler.CosineAnnealingLR": schedule(
    (o, spec) => new CosineAnnealingLR(o, spec as { tMax: number }),
  ),
  "torch.optim.lr_scheduler.OneCycleLR": schedule((o, spec) => new OneCycleLR(o, oneCycle(spec))),
};
