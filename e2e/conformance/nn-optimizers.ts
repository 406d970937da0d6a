// Every optimizer of @sonograd/nn, with settings away from the defaults.
import type { Tensor } from "@sonograd/core";
import * as nn from "@sonograd/nn";

/** What all optimizers can do; those that need the closure take it. */
export type MakeOptimizer = (params: Iterable<Tensor>) => { zeroGrad(): void; step(closure: () => Tensor): unknown };

export const OPTIMIZERS: Readonly<Record<string, MakeOptimizer>> = {
  SGD: (p) => new nn.SGD(p, { lr: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.1 }),
  Adam: (p) => new nn.Adam(p, { lr: 0.1, weightDecay: 0.1 }),
  "Adam amsgrad": (p) => new nn.Adam(p, { lr: 0.1, amsgrad: true, maximize: true }),
  AdamW: (p) => new nn.AdamW(p, { lr: 0.1 }),
  SparseAdam: (p) => new nn.SparseAdam(p, { lr: 0.1 }),
  RMSprop: (p) => new nn.RMSprop(p, { lr: 0.1, momentum: 0.5, centered: true, weightDecay: 0.1 }),
  Adagrad: (p) => new nn.Adagrad(p, { lr: 0.1, lrDecay: 0.1, initialAccumulatorValue: 0.1 }),
  Adadelta: (p) => new nn.Adadelta(p, { lr: 1 }),
  Adamax: (p) => new nn.Adamax(p, { lr: 0.1, maximize: true }),
  NAdam: (p) => new nn.NAdam(p, { lr: 0.1 }),
  RAdam: (p) => new nn.RAdam(p, { lr: 0.1, betas: [0.5, 0.7] }),
  ASGD: (p) => new nn.ASGD(p, { lr: 0.1, lambd: 0.1, t0: 1 }),
  Rprop: (p) => new nn.Rprop(p, { lr: 0.1 }),
  Lion: (p) => new nn.Lion(p, { lr: 0.1, weightDecay: 0.1 }),
  LAMB: (p) => new nn.LAMB(p, { lr: 0.1 }),
  LBFGS: (p) => new nn.LBFGS(p, { maxIter: 3, lineSearchFn: "strong_wolfe" }),
  Muon: (p) => new nn.Muon([...p].filter(({ shape }) => shape.length === 2), { lr: 0.1 }), // prettier-ignore
};
