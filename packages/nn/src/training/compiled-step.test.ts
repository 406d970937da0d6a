import { compile, Generator, manualSeed, rand, randint, type Compiled, type Tensor } from "@sonograd/core";
import { describe, expect, it, vi } from "vitest";
import { crossEntropy } from "../losses/index.js";
import {
  BatchNorm2d,
  Conv2d,
  Dropout,
  Flatten,
  Linear,
  MaxPool2d,
  Module,
  ReLU,
  Sequential,
  type TensorModule,
} from "../modules/index.js";
import { Adam, AdamW, SGD, type Optimizer } from "../optim/index.js";

/** Three blocks of convolution, batch norm, ReLU and pooling, then a linear layer. */
class Net extends Module {
  layers: Sequential;
  constructor(dropout = 0) {
    super();
    const block = (inputs: number, outputs: number) => [
      new Conv2d(inputs, outputs, 3, { padding: 1 }),
      new BatchNorm2d(outputs),
      new ReLU(),
      new MaxPool2d(2),
    ];
    const tail = [new Flatten(), ...(dropout > 0 ? [new Dropout(dropout)] : []), new Linear(8 * 2 * 2, 5)];
    this.layers = new Sequential(...block(1, 4), ...block(4, 8), ...block(8, 8), ...tail);
  }
  override forward(x: Tensor): Tensor {
    return this.layers(x);
  }
}

type Step = (x: Tensor, y: Tensor) => Tensor;
interface Run {
  readonly model: Net;
  readonly optimizer: Optimizer;
  readonly step: Step;
}

function training(make: (model: Net) => Optimizer, dropout = 0): Run {
  manualSeed(3);
  const model = new Net(dropout);
  const optimizer = make(model);
  const step: Step = (x, y) => {
    optimizer.zeroGrad();
    const loss = crossEntropy(model(x), y);
    loss.backward();
    optimizer.step();
    return loss.detach();
  };
  return { model, optimizer, step };
}

function batch(i: number, size = 4): [Tensor, Tensor] {
  const generator = new Generator(100 + i);
  return [rand([size, 1, 16, 16], { generator }), randint(0, 5, [size], { generator })];
}

/** Everything that training changes, and the losses, after `steps` steps in which the rate changes once. */
function trajectory({ model, optimizer }: Run, step: Step, steps = 6): unknown {
  manualSeed(11); // dropout draws from the default generator
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    if (i === 3) optimizer.paramGroups[0].lr *= 5;
    losses.push(step(...batch(i)).itemSync());
  }
  const state = Object.entries(model.stateDict()).map(([name, t]) => [name, [...t.dataSync()]]);
  return { losses, state, grads: model.parameters().map((p) => [...p.grad!.dataSync()]) };
}

const OPTIMIZERS: Record<string, (model: Net) => Optimizer> = {
  Adam: (m) => new Adam(m.parameters(), { lr: 1e-2 }),
  "Adam with weight decay and AMSGrad": (m) => new Adam(m.parameters(), { lr: 1e-2, weightDecay: 0.1, amsgrad: true }),
  AdamW: (m) => new AdamW(m.parameters(), { lr: 1e-2 }),
  SGD: (m) => new SGD(m.parameters(), { lr: 0.1 }),
  "SGD with Nesterov momentum": (m) => new SGD(m.parameters(), { lr: 0.1, momentum: 0.9, nesterov: true }),
};

describe("a compiled training step", () => {
  for (const [name, make] of Object.entries(OPTIMIZERS))
    it(`changes everything as the written one does: ${name}`, () => {
      const [written, compiled] = [training(make, 0.3), training(make, 0.3)];
      const step = compile(compiled.step);
      expect(trajectory(compiled, step)).toEqual(trajectory(written, written.step));
      expect(step.plans.length).toBe(1);
    });

  it("of three blocks with Adam plans to at most 32 kernels and less than half of the memory", () => {
    const { step } = training(OPTIMIZERS["Adam"]);
    const compiled = compile(step);
    compiled(...batch(0));
    const stats = compiled.plan!.stats();
    expect(stats.kernels).toBeLessThanOrEqual(32);
    expect(stats.peakBytes).toBeLessThan(stats.unplannedBytes / 2);
    expect(stats.bytesMoved).toBeLessThan(stats.unfusedBytesMoved);
  });

  it("is recorded anew for another mode, another batch size and another layer, and goes on right", () => {
    const make = OPTIMIZERS["Adam"];
    const [written, compiled] = [training(make, 0.3), training(make, 0.3)];
    const step: Compiled<[Tensor, Tensor], Tensor> = compile(compiled.step);
    const both = (i: number, size?: number): void => {
      const losses = [written.step, step].map((s) => (manualSeed(i), s(...batch(i, size)).itemSync()));
      expect(losses[1]).toBe(losses[0]);
    };
    both(1);
    both(2, 3);
    for (const { model } of [written, compiled]) model.eval();
    both(3);
    for (const { model } of [written, compiled]) model.train();
    both(4);
    expect(step.plans.length).toBe(3);
    for (const { model } of [written, compiled]) {
      manualSeed(5);
      model.layers = new Sequential(...(model.layers.children() as TensorModule[]).slice(0, -1), new Linear(32, 5));
    }
    both(6);
    expect(step.plans.length).toBe(4);
  });

  it("accumulates gradients over calls where the caller zeroes them", () => {
    const runs = [false, true].map((compiles) => {
      const { model, optimizer } = training(OPTIMIZERS["SGD"]);
      const forward = (x: Tensor, y: Tensor): void => crossEntropy(model(x), y).backward();
      const half = compiles ? compile(forward) : forward;
      const update = compiles ? compile(() => optimizer.step()) : () => optimizer.step();
      for (let i = 0; i < 3; i++) {
        optimizer.zeroGrad();
        half(...batch(2 * i));
        half(...batch(2 * i + 1));
        update();
      }
      return model.parameters().map((p) => [[...p.dataSync()], [...p.grad!.dataSync()]]);
    });
    expect(runs[1]).toEqual(runs[0]);
  });

  it("names the guard that keeps failing", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const { step } = training(OPTIMIZERS["Adam"]);
    const compiled = compile(step, { name: "my step", cacheLimit: 2 });
    for (const size of [2, 3, 4, 5]) compiled(...batch(0, size));
    expect(warn.mock.calls.map(([text]) => String(text))).toEqual([
      expect.stringMatching(/"my step" was recorded 2 times.*args\[0\] shape/),
    ]);
    warn.mockRestore();
  });
});
