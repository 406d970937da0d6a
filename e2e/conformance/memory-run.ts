// Ten thousand training steps and as many inferences, without a dispose anywhere; prints the memory in use on the way.
// Run by memory.test.ts in a process of its own: node --expose-gc … memory-run.ts (train | train-eager | infer) steps
import { compile, noGrad, rand, randint, type Tensor } from "@sonograd/core";
import { Adam, BatchNorm1d, Conv1d, crossEntropy, Flatten, Linear, ReLU, Sequential } from "@sonograd/nn";

const [kind, count] = process.argv.slice(2);
const steps = Number(count);
const model = new Sequential(
  new Conv1d(1, 4, 5, { stride: 2 }),
  new BatchNorm1d(4),
  new ReLU(),
  new Flatten(),
  new Linear(4 * 30, 3),
);
const optimizer = new Adam(model.parameters());

function train(x: Tensor, y: Tensor): Tensor {
  optimizer.zeroGrad();
  const loss = crossEntropy(model(x), y);
  loss.backward();
  optimizer.step();
  return loss.detach();
}

const compiled = compile(train);
const run: Record<string, () => number> = {
  train: () => compiled(rand([8, 1, 64]), randint(0, 3, [8])).itemSync(),
  "train-eager": () => train(rand([8, 1, 64]), randint(0, 3, [8])).itemSync(),
  infer: () => noGrad(() => model(rand([8, 1, 64]))).get(0, 0).itemSync(), // prettier-ignore
};
if (kind === "infer") model.eval();

const samples: { step: number; heap: number; arrayBuffers: number; rss: number }[] = [];
let last = 0;
for (let step = 1; step <= steps; step++) {
  last = run[kind]();
  if (step % (steps / 10) !== 0) continue;
  // Arrays are swept behind a collection's back, and finalizers want a turn of the event loop: twice, with time between.
  for (let round = 0; round < 2; round++) {
    (globalThis as { gc?: () => void }).gc!();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  samples.push({ step, heap: heapUsed, arrayBuffers, rss });
}
console.log(JSON.stringify({ last, samples }));
