import type { PrimitiveAttrs } from "@sonograd/core";
import { gpuTest } from "../../test/device.js";
import { expectParity, randomSource, randomView, type HostView } from "../../test/parity.js";

type StepAttrs = PrimitiveAttrs["optimizerStep"];

const base: StepAttrs = {
  kind: "sgd",
  count: 2,
  step: 1,
  lr: 0.1,
  weightDecay: 0.01,
  momentum: 0,
  dampening: 0,
  nesterov: false,
  betas: [0.9, 0.999],
  eps: 1e-8,
  maximize: false,
};

const CASES: [string, Partial<StepAttrs>, number][] = [
  ["plain SGD", {}, 0],
  ["SGD with momentum, first step", { momentum: 0.9, dampening: 0.1 }, 1],
  ["SGD with momentum, later step", { momentum: 0.9, dampening: 0.1, step: 3 }, 1],
  ["SGD with Nesterov momentum, maximizing", { momentum: 0.9, nesterov: true, maximize: true, step: 2 }, 1],
  ["Adam", { kind: "adam", step: 1 }, 2],
  ["Adam, later step", { kind: "adam", step: 20, lr: 0.001 }, 2],
  ["AdamW", { kind: "adamw", step: 3 }, 2],
];

for (const [name, attrs, states] of CASES)
  gpuTest(`${name} updates parameters and state in place as the CPU does`, async () => {
    const random = randomSource(61);
    const make = (low: number) =>
      [[3, 4], [5]].map((shape) => randomView(random, shape, "float32", { low, high: 1 })); // prettier-ignore
    const [params, grads] = [make(-1), make(-1)];
    const state = Array.from({ length: states }, () => make(0.01)).flat();
    await expectParity("optimizerStep", [...params, ...grads, ...state], [...params, ...state], { ...base, ...attrs });
  });

gpuTest("tensors that lie one behind the other are updated together", async () => {
  const random = randomSource(62);
  const arena = randomView(random, [17]);
  const grads = randomView(random, [17]);
  const slices = (whole: HostView): HostView[] => [
    { ...whole, shape: [3, 4], strides: [4, 1] },
    { ...whole, shape: [5], strides: [1], offset: 12 },
  ];
  // Each slice gets a storage of its own in this harness, so this covers offsets; merging is counted in the backend's test.
  const params = slices(arena);
  await expectParity("optimizerStep", [...params, ...slices(grads)], params, { ...base, count: 2 });
});
