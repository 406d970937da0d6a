// Compiled on WebGPU in Node: a training step gives what the written one gives there, and once warm it creates no
// pipeline, and no buffer but those it hands out.
import { compile, Generator, manualSeed, rand, randint, scope, type Tensor } from "@sonograd/core";
import { Adam, BatchNorm2d, Conv2d, crossEntropy, Dropout, Flatten, Linear, MaxPool2d, ReLU, Sequential } from "@sonograd/nn"; // prettier-ignore
import { probeWebGPU, useWebGPU } from "@sonograd/webgpu";
import { expect, it } from "vitest";

const block = (inputs: number, outputs: number) => [
  new Conv2d(inputs, outputs, 3, { padding: 1 }),
  new BatchNorm2d(outputs),
  new ReLU(),
  new MaxPool2d(2),
];

function training() {
  manualSeed(3);
  const layers = [...block(1, 4), ...block(4, 4), new Flatten(), new Dropout(0.3), new Linear(4 * 2 * 2, 3)];
  const model = new Sequential(...layers).to("webgpu");
  const optimizer = new Adam(model.parameters());
  const step = (x: Tensor, y: Tensor): Tensor => {
    optimizer.zeroGrad();
    const loss = crossEntropy(model(x), y);
    loss.backward();
    optimizer.step();
    return loss.detach();
  };
  return { optimizer, step };
}

it("a training step on WebGPU, compiled, is the written one and creates only its results once warm", async (context) => {
  const probe = await probeWebGPU();
  if (!probe.available) {
    const message = `WebGPU in Node is missing, compiled step not run: ${probe.reason}`;
    if (process.env["REQUIRE_GPU"] === "1") throw new Error(message);
    console.warn(message);
    return context.skip();
  }
  const backend = await useWebGPU();
  const losses: number[][] = [];
  for (const compiles of [false, true]) {
    const { optimizer, step } = training();
    const results = optimizer.paramGroups[0].params.length + 1; // gradients and the loss: the caller may keep them
    const run = compiles ? compile(step) : step;
    manualSeed(11);
    losses.push([]);
    for (let i = 0; i < 6; i++) {
      if (i === 3) optimizer.paramGroups[0].lr = 0.05;
      const generator = new Generator(20 + i);
      const x = rand([4, 1, 8, 8], { generator, device: "webgpu" });
      const y = randint(0, 3, [4], { generator, device: "webgpu" });
      const before = { ...backend.statistics };
      // As the trainer does: what a step leaves over goes back to the pool at once, not when it is collected.
      losses.at(-1)!.push(await scope(() => run(x, y)).item());
      const { created, pipelines } = backend.statistics;
      if (!compiles || i <= 3) continue;
      expect(pipelines - before.pipelines).toBe(0);
      expect(created - before.created).toBeLessThanOrEqual(results);
    }
  }
  expect(losses[1]).toEqual(losses[0]);
}, 300_000);
