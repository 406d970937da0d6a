// Several batches to a step: what a large batch would have done.
import { describe, expect, it } from "vitest";
import { manualSeed, randn } from "@sonograd/core";
import { ArrayDataset, DataLoader } from "../data/index.js";
import { Linear, Sequential, Tanh } from "../modules/index.js";
import { SGD, StepLR } from "../optim/index.js";
import { Trainer, type BatchEvent, type TrainerOptions, type TrainingEvent, type TrainingState } from "./index.js";

const ITEMS = 22;

/** 22 items: with 4 to a batch and 3 batches to a step, steps are of 4 + 4 + 4 and 4 + 4 + 2. */
function setUp(batchSize: number, overrides: Partial<TrainerOptions> = {}, spoilt = -1): TrainerOptions {
  manualSeed(3);
  const points = randn([ITEMS, 3]).dataSync();
  const items = Array.from({ length: ITEMS }, (_, i) => {
    const x = Float32Array.from(points.subarray(3 * i, 3 * i + 3));
    const y = Number(x[0] > x[1]);
    if (i === spoilt) x[0] = Number.NaN;
    return { x, y };
  });
  const model = new Sequential(new Linear(3, 5), new Tanh(), new Linear(5, 2));
  const optimizer = new SGD(model.parameters(), { lr: 0.3, momentum: 0.9 });
  const scheduler = new StepLR(optimizer, { stepSize: 3, gamma: 0.5 });
  const train = new DataLoader(new ArrayDataset(items), { batchSize });
  return { model, optimizer, scheduler, train, classes: ["no", "yes"], epochs: 2, ...overrides };
}

async function run(options: TrainerOptions): Promise<{ weights: number[]; events: TrainingEvent[] }> {
  const events: TrainingEvent[] = [];
  for await (const event of new Trainer(options).run()) events.push(event);
  return { weights: options.model.parameters().flatMap((p) => [...p.dataSync()]), events };
}
const batchesOf = (events: readonly TrainingEvent[]): BatchEvent[] => events.filter((e) => e.type === "batch");

describe("accumulate", () => {
  it.each([true, false])(
    "makes the steps of one large batch, the last of what is left; compiled: %s",
    async (compile) => {
      const [large, small] = [await run(setUp(12)), await run(setUp(4, { accumulate: 3, compile }))];
      small.weights.forEach((w, i) => expect(w).toBeCloseTo(large.weights[i], 5));
      const [wanted, found] = [large, small].map(({ events }) => batchesOf(events));
      expect(found.map(({ step, batch, lr }) => [step, batch, lr])).toEqual([[1, 3, 0.3], [2, 6, 0.3], [3, 3, 0.3], [4, 6, 0.15]]); // prettier-ignore
      found.forEach(({ loss, accuracy }, i) => {
        expect(loss).toBeCloseTo(wanted[i].loss, 5);
        expect(accuracy).toBe(wanted[i].accuracy);
      });
      expect(found.at(-1)!.etaSeconds).toBe(0);
    },
  );

  it("ends with the bits of one run when it is interrupted and resumed", async () => {
    const whole = await run(setUp(4, { accumulate: 3 }));
    const control = new AbortController();
    let state: TrainingState | null = null;
    const options = setUp(4, { accumulate: 3, signal: control.signal });
    options.checkpoint = async (info) => ((state = await info.state()), "memory");
    for await (const event of new Trainer(options).run())
      if (event.type === "batch" && event.step === 3) control.abort();
    const rest = await run(setUp(4, { accumulate: 3, resume: state! }));
    expect(rest.weights).toEqual(whole.weights);
    expect(batchesOf(rest.events).map(({ step }) => step)).toEqual([4]);
    await expect(run(setUp(4, { resume: state! }))).rejects.toThrow(/accumulate=3, this one has 1/);
  });

  it("finds the batch of a step whose loss is no number", async () => {
    await expect(run(setUp(4, { accumulate: 3 }, 18))).rejects.toThrow(
      /loss=NaN in step 2 \(epoch 1, batch 5\).*batch itself holds NaN/,
    );
    expect(() => new Trainer(setUp(4, { accumulate: 0 }))).toThrow(/accumulate=0 must be an integer ≥ 1/);
  });
});
