import { describe, expect, it } from "vitest";
import type { PrimitiveAttrs } from "../../backend/index.js";
import type { Tensor } from "../../tensor/index.js";
import { CpuBackend } from "../cpu-backend.js";
import { distance, noise, strided, tensorOf, valuesOf } from "../run-on-arrays.js";

type Attrs = PrimitiveAttrs["optimizerStep"];

const backend = new CpuBackend();
const BASE: Attrs = {
  kind: "sgd",
  count: 1,
  step: 1,
  lr: 0.1,
  weightDecay: 0,
  momentum: 0,
  dampening: 0,
  nesterov: false,
  betas: [0.9, 0.99],
  eps: 1e-8,
  maximize: false,
};

function train(
  attrs: Attrs,
  params: Tensor[],
  gradOf: (step: number, k: number) => Tensor,
  states: number,
  steps: number,
): void {
  const zeros = params.map((p) => tensorOf([], p.shape));
  const state = Array.from({ length: states }, () => zeros.map((z) => tensorOf(valuesOf(z), z.shape))).flat();
  for (let step = 1; step <= steps; step++) {
    const grads = params.map((_, k) => gradOf(step, k));
    const outputs = [...params, ...state];
    backend.run({
      name: "optimizerStep",
      inputs: [...params, ...grads, ...state],
      outputs,
      attrs: { ...attrs, step, count: params.length },
    });
  }
}

/** PyTorch's single-tensor code, one number at a time. */
function reference(attrs: Attrs, start: number, grads: number[]): number {
  let [p, buffer, m, v] = [start, 0, 0, 0];
  grads.forEach((given, i) => {
    let g = attrs.maximize ? -given : given;
    if (attrs.kind === "adamw") p -= attrs.lr * attrs.weightDecay * p;
    else g += attrs.weightDecay * p;
    if (attrs.kind === "sgd") {
      if (attrs.momentum !== 0) {
        buffer = i === 0 ? g : attrs.momentum * buffer + (1 - attrs.dampening) * g;
        g = attrs.nesterov ? g + attrs.momentum * buffer : buffer;
      }
      p -= attrs.lr * g;
      return;
    }
    const [b1, b2] = attrs.betas;
    m = b1 * m + (1 - b1) * g;
    v = b2 * v + (1 - b2) * g * g;
    const denominator = Math.sqrt(v) / Math.sqrt(1 - b2 ** (i + 1)) + attrs.eps;
    p -= ((attrs.lr / (1 - b1 ** (i + 1))) * m) / denominator;
  });
  return p;
}

const CASES: [string, Partial<Attrs>, number][] = [
  ["plain SGD", {}, 0],
  ["SGD with weight decay, maximising", { weightDecay: 0.3, maximize: true }, 0],
  ["SGD with momentum and dampening", { momentum: 0.9, dampening: 0.4, weightDecay: 0.1 }, 1],
  ["SGD with Nesterov momentum", { momentum: 0.9, nesterov: true }, 1],
  ["Adam", { kind: "adam" }, 2],
  ["Adam with L2 and a large eps", { kind: "adam", weightDecay: 0.2, eps: 0.1 }, 2],
  ["AdamW, maximising", { kind: "adamw", weightDecay: 0.2, maximize: true }, 2],
];

describe("optimizerStep", () => {
  for (const [name, rest, states] of CASES)
    it(`${name} follows PyTorch's formulas over several tensors and steps`, () => {
      const attrs = { ...BASE, ...rest };
      const shapes = [[2, 3], [1], [4]]; // prettier-ignore
      const params = shapes.map((shape, k) => tensorOf(noise(shape, k + 1), shape));
      const gradOf = (step: number, k: number): Tensor => strided(tensorOf(noise(shapes[k], 10 * step + k), shapes[k]));
      train(attrs, params, gradOf, states, 5);
      shapes.forEach((shape, k) => {
        const grads = [1, 2, 3, 4, 5].map((step) => noise(shape, 10 * step + k));
        const expected = noise(shape, k + 1).map((start, i) => reference(attrs, start, grads.map((g) => g[i]))); // prettier-ignore
        expect(distance(valuesOf(params[k]), expected)).toBeLessThan(1e-14);
      });
    });

  it("updates parameters that are views in place", () => {
    const param = strided(tensorOf([1, 2, 3, 4], [2, 2]));
    train(BASE, [param], () => tensorOf([10, 10, 10, 10], [2, 2]), 0, 1);
    expect(valuesOf(param)).toEqual([0, 1, 2, 3]);
  });
});
