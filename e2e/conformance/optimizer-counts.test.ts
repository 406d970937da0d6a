// What each optimizer's step adds to a compiled training step, in dispatches on WebGPU in Node: its rule goes on where the
// kernels of the gradients end. For SGD, Adam and AdamW it is one dispatch over all parameters.
import { compile, scope, type Tensor } from "@sonograd/core";
import * as nn from "@sonograd/nn";
import { probeWebGPU, useWebGPU } from "@sonograd/webgpu";
import { expect, it } from "vitest";
import { countCalls, countSteps, type Counts } from "../../bench/gpu/call-counter.js";
import { OPTIMIZERS } from "./nn-optimizers.js";
import { wave } from "./nn-rows.js";

/** Four parameters, two of them matrices. */
const makeModel = (): nn.Sequential =>
  new nn.Sequential(new nn.Linear(3, 4), new nn.Tanh(), new nn.Linear(4, 2)).to("webgpu");

/** A warm training step, without the optimizer's own where `isStepping` is false. */
async function countStep(read: () => Counts, name: string, isStepping: boolean): Promise<Counts> {
  const model = makeModel();
  const optimizer = OPTIMIZERS[name](model.parameters()) as nn.Optimizer;
  const train = compile((x: Tensor, y: Tensor) => {
    optimizer.zeroGrad();
    const loss = nn.mseLoss(model(x), y);
    loss.backward();
    if (isStepping) optimizer.step();
    return loss;
  });
  const batch = (i: number): [Tensor, Tensor] => [wave([4, 3], i).to("webgpu"), wave([4, 2], i).to("webgpu")];
  const [counts] = await countSteps(read, (i) => scope(() => void train(...batch(i))), { steps: 1 });
  return counts;
}

/** Dispatches beyond those of forward and backward. LBFGS reads numbers within its step and cannot be compiled. */
const ADDED: Readonly<Record<string, number>> = {
  SGD: 1,
  Adam: 1,
  AdamW: 1,
  "Adam amsgrad": 0,
  SparseAdam: 4, // finds the rows of each matrix that have a gradient, and goes on with those
  RMSprop: 0,
  Adagrad: 0,
  Adadelta: 0,
  Adamax: 0,
  NAdam: 1, // a product over the steps
  RAdam: 0,
  ASGD: 1, // its step size and share are states
  Rprop: 0,
  Lion: 0,
  LAMB: 12, // two norms of each tensor, and what divides by them
  Muon: 35, // matrix products, five rounds of three for each matrix
};

it("an optimizer's rule costs no dispatch of its own, or as few as stated", { timeout: 300_000 }, async (context) => {
  expect([...Object.keys(ADDED), "LBFGS"].sort()).toEqual(Object.keys(OPTIMIZERS).sort());
  const probe = await probeWebGPU();
  if (!probe.available) {
    const message = `WebGPU in Node is missing, no optimizer counted: ${probe.reason}`;
    if (process.env["REQUIRE_GPU"] === "1") throw new Error(message);
    console.warn(message);
    return context.skip();
  }
  await useWebGPU();
  const read = countCalls((await import("webgpu")).globals);
  const without = await countStep(read, "SGD", false);
  const added: Record<string, number> = {};
  const other: string[] = [];
  for (const name of Object.keys(ADDED)) {
    const stepping = await countStep(read, name, true);
    added[name] = stepping.dispatches - without.dispatches;
    const { submits, bindGroups, pipelines } = stepping;
    if (submits !== 1 || bindGroups + pipelines > 0) other.push(`${name}: ${JSON.stringify(stepping)}`);
  }
  expect(added).toEqual(ADDED);
  expect(other).toEqual([]);
});
