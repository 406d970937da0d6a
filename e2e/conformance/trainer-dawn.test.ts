// The trainer on two devices: a run begun on one goes on on the other, and a loss that is no number on a GPU names its step
// and layer, read late and from a captured step as it is.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Generator, manualSeed, rand, type Device, type Tensor } from "@sonograd/core";
import { AdamW, ArrayDataset, BatchNorm1d, DataLoader, Dropout, Linear, loadTrainingState, Module, OneCycleLR, ReLU, saveTrainingState, Sequential, Trainer, type BatchSource, type TensorModule, type TrainerOptions, type TrainingState } from "@sonograd/nn"; // prettier-ignore
import { probeWebGPU, useWebGPU } from "@sonograd/webgpu";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const probe = await probeWebGPU();
if (!probe.available) {
  const message = `WebGPU in Node is missing, the trainer on it not tried: ${probe.reason}`;
  if (process.env["REQUIRE_GPU"] === "1") throw new Error(message);
  console.warn(message);
}

const EPOCHS = 4;

/** Shuffled batches of a fixed set on a device; they can be told where to begin. */
function batchesOn(device: Device): BatchSource {
  const values = rand([48, 6], { generator: new Generator(8), device: "cpu" }).dataSync();
  const items = Array.from({ length: 48 }, (_, i) => {
    const x = Float32Array.from(values.subarray(6 * i, 6 * i + 6));
    return { x, y: Number(x[0] > x[1]) };
  });
  const loader = new DataLoader(new ArrayDataset(items), { batchSize: 8, shuffle: true, seed: 2 });
  return {
    length: loader.length,
    stateDict: () => loader.stateDict(),
    loadStateDict: (state) => loader.loadStateDict(state),
    async *[Symbol.asyncIterator]() {
      for await (const { x, y } of loader) yield { x: x.to(device), y: y.to(device) };
    },
  };
}

/** Batch norm, dropout, AdamW and a schedule: everything that a state must carry over. */
function setUp(device: Device, more: Partial<TrainerOptions> = {}): TrainerOptions {
  manualSeed(6);
  const layers = [
    new Linear(6, 12, { bias: false }),
    new BatchNorm1d(12),
    new ReLU(),
    new Dropout(0.25),
    new Linear(12, 2),
  ];
  const model = new Sequential(...layers).to(device);
  const optimizer = new AdamW(model.parameters(), { lr: 5e-3 });
  const train = batchesOn(device);
  const scheduler = new OneCycleLR(optimizer, { maxLr: 5e-3, totalSteps: EPOCHS * train.length + 1 });
  return { model, optimizer, scheduler, train, classes: ["no", "yes"], epochs: EPOCHS, ...more };
}

async function finish(options: TrainerOptions): Promise<void> {
  for await (const _ of new Trainer(options).run());
}
async function valuesOf(model: TensorModule): Promise<[string, number[]][]> {
  const entries = Object.entries(model.stateDict()).map(
    async ([name, t]) => [name, [...(await t.data())]] as [string, number[]],
  );
  return Promise.all(entries);
}

function expectNear(found: [string, number[]][], wanted: [string, number[]][]): void {
  for (const [k, [name, values]] of found.entries())
    for (const [i, v] of values.entries()) expect(Math.abs(v - wanted[k][1][i]), `${name}[${i}]`).toBeLessThan(1e-3);
}

describe.skipIf(!probe.available)("the trainer on WebGPU", () => {
  let directory = "";
  beforeAll(async () => {
    await useWebGPU();
    directory = await mkdtemp(path.join(tmpdir(), "sonograd-devices-"));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it.each([
    ["cpu", "webgpu"],
    ["webgpu", "cpu"],
  ] as const)(
    "goes on where a run on %s was left, on %s, and ends where one on the CPU alone ends",
    async (first, second) => {
      // prettier-ignore
      const whole = setUp("cpu");
      await finish(whole);
      let state: TrainingState | null = null;
      const begun = setUp(first, { checkpointEvery: 2 });
      begun.checkpoint = async (info) => ((state = await info.state()), "memory");
      for await (const event of new Trainer(begun).run()) if (event.type === "checkpoint") break;
      const file = path.join(directory, `${first}.safetensors`);
      await saveTrainingState(file, state!);
      manualSeed(99);
      const rest = setUp(second, { resume: await loadTrainingState(file) });
      let resumedStep = 0;
      for await (const event of new Trainer(rest).run())
        if (event.type === "start") resumedStep = event.resumedStep ?? 0;
      expect(resumedStep).toBe(12);
      expect(rest.model.parameters().every(({ device }) => device === second)).toBe(true);
      const [wanted, found] = [await valuesOf(whole.model), await valuesOf(rest.model)];
      const initial = await valuesOf(setUp("cpu").model);
      expect(Math.abs(wanted[0][1][0] - initial[0][1][0])).toBeGreaterThan(5e-3); // it has learned something
      for (const [k, [name, values]] of found.entries())
        for (const [i, v] of values.entries())
          expect(Math.abs(v - wanted[k][1][i]), `${name}[${i}]`).toBeLessThan(1e-3);
    },
  );

  it("ends a run that carries several batches to a step where one on the CPU ends", async () => {
    const ends: [string, number[]][][] = [];
    for (const device of ["cpu", "webgpu"] as const) {
      const options = setUp(device, { accumulate: 2 });
      options.scheduler = new OneCycleLR(options.optimizer, { maxLr: 5e-3, totalSteps: EPOCHS * 3 + 1 });
      await finish(options);
      ends.push(await valuesOf(options.model));
    }
    expectNear(ends[1], ends[0]);
  });

  /** Fine until its input holds a number above 5. */
  class Root extends Module {
    override forward(x: Tensor): Tensor {
      return x.mul(-1).add(5).sqrt();
    }
  }

  it.each([
    [true, 10],
    [true, 1],
    [false, 10],
  ])(
    "names step and layer of a loss that is no number; compiled %s, read every %i steps",
    async (compile, readEvery) => {
      const warned = console.warn;
      const warnings: unknown[] = [];
      console.warn = (...text) => void warnings.push(text);
      try {
        const options = setUp("webgpu", { compile, readEvery });
        delete options.scheduler;
        const inner = new Linear(6, 6).to("webgpu");
        options.model = new Sequential(new Linear(6, 6), new Sequential(inner, new Root()), new Linear(6, 2)).to(
          "webgpu",
        );
        options.optimizer = new AdamW(options.model.parameters(), { lr: 1e-3 });
        const clean = options.train;
        let seen = 0;
        options.train = {
          length: clean.length,
          async *[Symbol.asyncIterator]() {
            // The ninth batch is large, but finite; those after it are as before.
            for await (const { x, y } of clean) yield { x: ++seen === 9 ? x.mul(1e4) : x, y };
          },
        };
        await expect(finish(options)).rejects.toThrow(
          /loss=NaN in step 9 \(epoch 2, batch 3\) must be finite\. First in layer "1\.1" \(Root\)/,
        );
      } finally {
        console.warn = warned;
      }
      expect(warnings).toEqual([]); // the step was captured where it was asked for
    },
  );

  it("tells parameters that blew up from bad data", async () => {
    const wild = setUp("webgpu", { readEvery: 4 });
    delete wild.scheduler;
    wild.optimizer.paramGroups[0].lr = 1e38;
    await expect(finish(wild)).rejects.toThrow(/in step [234] .*(layer|parameter) "\d/);
    const bad = setUp("webgpu");
    const x = rand([8, 6], { device: "webgpu" }).log().div(0).mul(0);
    const y = rand([8], { device: "webgpu" }).gt(0.5).to("int32");
    bad.train = {
      length: 1,
      async *[Symbol.asyncIterator]() {
        yield await Promise.resolve({ x, y });
      },
    };
    await expect(finish(bad)).rejects.toThrow(/step 1 .*batch itself holds NaN/);
  });
});
