import { describe, expect, it } from "vitest";
import { manualSeed, ParameterError, randn, tensor } from "@sonograd/core";
import { ArrayDataset, DataLoader } from "../data/index.js";
import { Linear, ReLU, Sequential } from "../modules/index.js";
import { Adam, StepLR } from "../optim/index.js";
import {
  ConfusionMatrix,
  evaluateClassifier,
  tensorboardListener,
  Trainer,
  type TrainerOptions,
  type TrainingEvent,
} from "./index.js";

/** Points in the plane, class 1 where the product of the coordinates is positive: no line divides them. */
function crossProblem(n: number): ArrayDataset<{ x: Float32Array; y: number }> {
  const points = randn([n, 2]).dataSync();
  return new ArrayDataset(
    Array.from({ length: n }, (_, i) => {
      const x = Float32Array.from(points.subarray(2 * i, 2 * i + 2));
      return { x, y: Number(x[0] * x[1] > 0) };
    }),
  );
}

function setUp(overrides: Partial<TrainerOptions> = {}): TrainerOptions {
  manualSeed(4);
  const model = new Sequential(new Linear(2, 16), new ReLU(), new Linear(16, 2));
  const optimizer = new Adam(model.parameters(), { lr: 0.02 });
  const train = new DataLoader(crossProblem(128), { batchSize: 32, shuffle: true, seed: 1 });
  const test = new DataLoader(crossProblem(64), { batchSize: 64 });
  return { model, optimizer, train, test, classes: ["odd", "even"], epochs: 12, ...overrides };
}

async function collect(options: TrainerOptions): Promise<TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  for await (const event of new Trainer(options).run()) events.push(event);
  return events;
}
const ofType = <K extends TrainingEvent["type"]>(
  events: TrainingEvent[],
  type: K,
): Extract<TrainingEvent, { type: K }>[] =>
  events.filter((event): event is Extract<TrainingEvent, { type: K }> => event.type === type);

describe("Trainer", () => {
  it("learns, and tells the whole story in order", async () => {
    const events = await collect(setUp({ checkpoint: async ({ epoch }) => `epoch ${epoch}` }));
    expect(events.map(({ type }) => type).join(" ")).toBe(
      `start ${"batch batch batch batch epoch evaluation ".repeat(12)}checkpoint end`,
    );
    const [start] = ofType(events, "start");
    expect(start).toMatchObject({
      epochs: 12,
      batchesPerEpoch: 4,
      parameters: 82,
      device: "cpu",
      classes: ["odd", "even"],
    });
    const [end] = ofType(events, "end");
    expect(end.evaluation!.accuracy).toBeGreaterThan(0.85);
    expect(end).toMatchObject({ epochs: 12, step: 48, aborted: false });
    expect(ofType(events, "checkpoint")[0].path).toBe("epoch 12");
    const batches = ofType(events, "batch");
    expect(batches.map(({ step }) => step)).toEqual(Array.from({ length: 48 }, (_, i) => i + 1));
    expect(batches.at(-1)!.etaSeconds).toBe(0);
    expect(batches[0].etaSeconds).toBeGreaterThan(0);
    expect(batches.every(({ samplesPerSecond }) => samplesPerSecond > 0)).toBe(true);
    const epochs = ofType(events, "epoch");
    expect(epochs.at(-1)!.loss).toBeLessThan(epochs[0].loss / 2);
  });

  it("gives the same numbers for the same seed", async () => {
    const losses = async (): Promise<number[]> =>
      ofType(await collect(setUp({ epochs: 2 })), "batch").map(({ loss }) => loss);
    expect(await losses()).toEqual(await losses());
  });

  it("reads the loss only as often as asked; the epoch's mean is the same", async () => {
    const often = ofType(await collect(setUp({ epochs: 1 })), "epoch")[0];
    const events = await collect(setUp({ epochs: 1, readEvery: 3 }));
    const batches = ofType(events, "batch").map(({ loss }) => loss);
    expect(batches[1]).toBe(batches[0]);
    expect(ofType(events, "epoch")[0].loss).toBe(often.loss);
  });

  it("stops after the batch at hand when aborted, and still writes a checkpoint", async () => {
    const control = new AbortController();
    const events: TrainingEvent[] = [];
    const options = setUp({ signal: control.signal, checkpoint: async () => "saved" });
    for await (const event of new Trainer(options).run()) {
      events.push(event);
      if (event.type === "batch" && event.step === 6) control.abort();
    }
    expect(ofType(events, "end")[0]).toMatchObject({ aborted: true, step: 6 });
    expect(ofType(events, "checkpoint")).toHaveLength(1);
  });

  it("evaluates and steps the schedule as often as asked", async () => {
    const options = setUp({ epochs: 5, evaluateEvery: 2 });
    options.scheduler = new StepLR(options.optimizer, { stepSize: 10, gamma: 0.1 });
    const events = await collect(options);
    expect(ofType(events, "evaluation").map(({ epoch }) => epoch)).toEqual([2, 4, 5]);
    expect(ofType(events, "batch").at(-1)!.lr).toBeCloseTo(0.002, 12);
    expect(ofType(await collect(setUp({ epochs: 3, evaluateEvery: 0 })), "evaluation")).toHaveLength(1);
  });

  it("lets timers run between batches", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await collect(setUp({ epochs: 3 }));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
  });

  it("refuses nothing to do", () => {
    expect(() => new Trainer(setUp({ epochs: 0 }))).toThrow(/epochs=0/);
    const none = new DataLoader(crossProblem(3), { batchSize: 4, dropLast: true });
    expect(() => new Trainer(setUp({ train: none }))).toThrow(/no batches/);
  });
});

describe("evaluateClassifier", () => {
  it("restores the mode, and counts a fixed answer exactly", async () => {
    const model = new Linear(1, 3);
    model.loadStateDict({ weight: tensor([[0], [0], [0]]), bias: tensor([0, 1, 0]) });
    const batch = { x: tensor([[1], [2], [3], [4]]), y: tensor([1, 1, 0, 2], { dtype: "int32" }) };
    const result = await evaluateClassifier(model.train(), [batch], ["a", "b", "c"]);
    expect(result).toMatchObject({
      accuracy: 0.5,
      samples: 4,
      confusion: [
        [0, 1, 0],
        [0, 2, 0],
        [0, 1, 0],
      ],
    });
    expect(model.training).toBe(true);
  });
});

describe("ConfusionMatrix", () => {
  it("gives precision, recall and F1 by hand", () => {
    const matrix = new ConfusionMatrix(["cat", "dog", "cow"]);
    matrix.add([0, 0, 0, 1, 1], [0, 0, 1, 1, 0]);
    const { accuracy, perClass, macroF1, weightedF1 } = matrix.evaluate(0.5);
    expect(accuracy).toBeCloseTo(0.6, 12);
    expect(perClass[0]).toMatchObject({ name: "cat", precision: 2 / 3, recall: 2 / 3, support: 3 });
    expect(perClass[1]).toMatchObject({ precision: 0.5, recall: 0.5, f1: 0.5 });
    expect(perClass[2]).toMatchObject({ precision: 0, recall: 0, f1: 0, support: 0 });
    expect(macroF1).toBeCloseTo((2 / 3 + 0.5) / 2, 12);
    expect(weightedF1).toBeCloseTo((2 / 3) * 0.6 + 0.5 * 0.4, 12);
  });

  it("is all zeros without samples, and refuses numbers that are no class", () => {
    expect(new ConfusionMatrix(["a"]).evaluate(Number.NaN)).toMatchObject({ accuracy: 0, macroF1: 0, samples: 0 });
    expect(() => new ConfusionMatrix(["a"]).add([1], [0])).toThrow(ParameterError);
    expect(() => new ConfusionMatrix(["a"]).add([0], [0, 0])).toThrow(ParameterError);
    expect(() => new ConfusionMatrix([])).toThrow(ParameterError);
  });
});

describe("tensorboardListener", () => {
  it("writes batches and evaluations under the usual tags and nothing else", async () => {
    const written: [string, number][] = [];
    const listen = tensorboardListener({ addScalar: (tag, _, step) => void written.push([tag, step]) });
    for (const event of await collect(setUp({ epochs: 1 }))) await listen(event);
    expect(written.filter(([, step]) => step === 4).map(([tag]) => tag)).toEqual([
      "loss/train",
      "accuracy/train",
      "lr",
      "loss/test",
      "accuracy/test",
      "f1/test",
    ]);
  });
});
