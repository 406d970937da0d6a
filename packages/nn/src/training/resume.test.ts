import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FormatError, manualSeed, ones, ParameterError, randn, type Tensor } from "@sonograd/core";
import { saveSafetensors } from "@sonograd/io";
import { ArrayDataset, DataLoader } from "../data/index.js";
import { Dropout, Linear, Module, ReLU, Sequential, type TensorModule } from "../modules/index.js";
import { AdamW, OneCycleLR } from "../optim/index.js";
import { loadTrainingState, saveTrainingState, Trainer, type TrainerOptions, type TrainingState } from "./index.js";

const EPOCHS = 3;

/** Points whose class is the sign of the product of their coordinates; dropout, shuffling and a schedule draw and move along. */
function setUp(overrides: Partial<TrainerOptions> = {}): TrainerOptions {
  manualSeed(7);
  const points = randn([40, 2]).dataSync();
  const items = Array.from({ length: 40 }, (_, i) => {
    const x = Float32Array.from(points.subarray(2 * i, 2 * i + 2));
    return { x, y: Number(x[0] * x[1] > 0) };
  });
  const model = new Sequential(new Linear(2, 8), new ReLU(), new Dropout(0.3), new Linear(8, 2));
  const optimizer = new AdamW(model.parameters(), { lr: 0.01 });
  const train = new DataLoader(new ArrayDataset(items), { batchSize: 8, shuffle: true, seed: 1 });
  const scheduler = new OneCycleLR(optimizer, { maxLr: 0.01, totalSteps: EPOCHS * train.length + 1 });
  return { model, optimizer, scheduler, train, test: train, classes: ["no", "yes"], epochs: EPOCHS, ...overrides };
}
const weights = (model: TensorModule): number[] => model.parameters().flatMap((p) => [...p.dataSync()]);

/** Runs until `stopAt` steps are done and leaves the run as a killed process would; the last state that was written. */
async function interrupted(stopAt: number, politely: boolean): Promise<TrainingState | null> {
  const control = new AbortController();
  let state: TrainingState | null = null;
  const options = setUp({
    checkpointEvery: 1,
    signal: control.signal,
    checkpoint: async (info) => ((state = await info.state()), "memory"),
  });
  for await (const event of new Trainer(options).run()) {
    if (event.type !== "batch" || event.step !== stopAt) continue;
    if (!politely) break;
    control.abort();
  }
  return state;
}

describe("a resumed run", () => {
  let dir = "";
  beforeEach(async () => void (dir = await mkdtemp(path.join(os.tmpdir(), "sonograd-resume-"))));
  afterEach(() => rm(dir, { recursive: true }));

  async function run(options: TrainerOptions): Promise<{ weights: number[]; losses: number[]; first: number }> {
    const losses: number[] = [];
    let first = 0;
    for await (const event of new Trainer(options).run()) {
      if (event.type === "start") first = event.resumedStep ?? 0;
      if (event.type === "epoch") losses.push(event.loss);
    }
    return { weights: weights(options.model), losses, first };
  }

  it.each([
    [2, true],
    [5, true],
    [8, true],
    [7, false],
    [14, false],
  ])("ends with the bits of one that was not interrupted: stopped at step %i, politely %s", async (step, politely) => {
    const whole = await run(setUp());
    const state = (await interrupted(step, politely))!;
    const file = path.join(dir, "state.safetensors");
    await saveTrainingState(file, state);
    manualSeed(99); // another process has other random numbers
    const rest = await run(setUp({ resume: await loadTrainingState(file) }));
    expect(rest.first).toBe(politely ? step : step - (step % 5));
    expect(rest.weights).toEqual(whole.weights);
    expect(rest.losses).toEqual(whole.losses.slice(-rest.losses.length));
  });

  it("refuses the state of another model, of another length, and what is no state", async () => {
    const state = (await interrupted(7, false))!;
    const other = setUp({ resume: state });
    other.model = new Sequential(new Linear(2, 9), new ReLU(), new Dropout(0.3), new Linear(9, 2));
    await expect(run(other)).rejects.toThrow(/another model: it says ".*out_features=8.*", this one ".*out_features=9/);
    await expect(run(setUp({ resume: state, epochs: 9 }))).rejects.toThrow(/epochs=3, this one has 9/);
    const file = path.join(dir, "weights.safetensors");
    await saveSafetensors(file, { weight: ones([1]) });
    await expect(loadTrainingState(file)).rejects.toThrow(FormatError);
  });

  it("says when a state cannot be written", async () => {
    const state = (await interrupted(7, false))!;
    await saveSafetensors(path.join(dir, "file"), { weight: ones([1]) });
    await expect(saveTrainingState(path.join(dir, "file", "state"), state)).rejects.toThrow(
      /file\/state" cannot be written/,
    );
  });
});

describe("a loss that is no number", () => {
  /** A layer that divides by zero from a call on. */
  class Breaks extends Module {
    calls = 0;
    override forward(x: Tensor): Tensor {
      return this.calls++ < 6 ? x : x.mul(0).div(0);
    }
  }
  const drain = async (options: TrainerOptions): Promise<void> => {
    for await (const _ of new Trainer(options).run());
  };

  it("ends the run with the step and the layer", async () => {
    const options = setUp({ compile: false, test: [] });
    options.model = new Sequential(new Linear(2, 8), new Breaks(), new Linear(8, 2));
    options.optimizer = new AdamW(options.model.parameters());
    delete options.scheduler;
    await expect(drain(options)).rejects.toThrow(
      /loss=NaN in step 7 \(epoch 2, batch 2\) must be finite\. First in layer "1" \(Breaks\)/,
    );
  });

  it("is told from parameters that blew up, and from bad data", async () => {
    const wild = setUp();
    delete wild.scheduler;
    wild.optimizer.paramGroups[0].lr = 1e38;
    await expect(drain(wild)).rejects.toThrow(/in step [23] .*(layer|parameter) "\d/);
    const bad = new ArrayDataset([{ x: Float32Array.of(1, Number.NaN), y: 0 }]);
    await expect(drain(setUp({ train: new DataLoader(bad) }))).rejects.toThrow(/step 1 .*batch itself holds NaN/);
  });
});

describe("early stopping", () => {
  it("ends the run when nothing gets better, after a last checkpoint", async () => {
    const saved: [number, boolean][] = [];
    const options = setUp({
      epochs: 20,
      earlyStopping: { patience: 2, monitor: "loss", minDelta: 100 },
      checkpointEvery: 1,
      checkpoint: async ({ epoch, isBest }) => (saved.push([epoch, isBest]), ""),
    });
    delete options.scheduler;
    const events = [];
    for await (const event of new Trainer(options).run()) events.push(event);
    expect(events.at(-1)).toMatchObject({ type: "end", stoppedEarly: true, aborted: false, step: 15 });
    expect(saved.map(([epoch]) => epoch)).toEqual([1, 2, 3]);
    expect(saved[0][1]).toBe(true);
    expect(() => new Trainer(setUp({ earlyStopping: { patience: 0 } }))).toThrow(ParameterError);
  });
});
