// A GPU that goes away in the middle of an epoch: the trainer goes on from the end of the last one on a new device, and
// ends where an undisturbed run ends.
import { Generator, manualSeed, rand, randint } from "@sonograd/core";
import { Adam, BatchNorm2d, Conv2d, Dropout, Flatten, Linear, MaxPool2d, ReLU, Sequential, Trainer, type TrainingEvent } from "@sonograd/nn"; // prettier-ignore
import { probeWebGPU, useWebGPU } from "@sonograd/webgpu";
import { expect, it } from "vitest";

const EPOCHS = 3;
const BATCHES = 4;

/** The same batches in every epoch, made on whatever device there is then. */
const train = {
  length: BATCHES,
  async *[Symbol.asyncIterator]() {
    for (let i = 0; i < BATCHES; i++) {
      const generator = new Generator(40 + i);
      const x = rand([4, 1, 8, 8], { generator, device: "webgpu" });
      yield await Promise.resolve({ x, y: randint(0, 3, [4], { generator, device: "webgpu" }) });
    }
  },
};

async function run(onEvent: (event: TrainingEvent) => Promise<void> | void): Promise<TrainingEvent[]> {
  manualSeed(5);
  const layers = [new Conv2d(1, 4, 3, { padding: 1 }), new BatchNorm2d(4), new ReLU(), new MaxPool2d(2)];
  const model = new Sequential(...layers, new Flatten(), new Dropout(0.2), new Linear(64, 3)).to("webgpu");
  const optimizer = new Adam(model.parameters(), { lr: 1e-2 });
  const trainer = new Trainer({ model, optimizer, train, classes: ["a", "b", "c"], epochs: EPOCHS, readEvery: 1 });
  const events: TrainingEvent[] = [];
  for await (const event of trainer.run()) {
    events.push(event);
    await onEvent(event);
  }
  return events;
}

const lossOf = (events: readonly TrainingEvent[], epoch: number): number | undefined =>
  events.findLast((e) => e.type === "epoch" && e.epoch === epoch)?.["loss" as never];

it("a device destroyed in mid-epoch costs the epoch and nothing else", async (context) => {
  const probe = await probeWebGPU();
  if (!probe.available) {
    const message = `WebGPU in Node is missing, device loss not tried: ${probe.reason}`;
    if (process.env["REQUIRE_GPU"] === "1") throw new Error(message);
    console.warn(message);
    return context.skip();
  }
  await useWebGPU();
  const undisturbed = await run(() => {});
  let destroyed = 0;
  const events = await run(async (event) => {
    if (event.type !== "batch" || event.epoch !== 2 || event.batch !== 2 || destroyed > 0) return;
    destroyed++;
    const backend = await useWebGPU();
    backend.destroy();
    await backend.gpu.lost;
  });
  const restored = events.filter((e) => e.type === "restored");
  expect(restored).toMatchObject([{ epoch: 1, step: BATCHES }]);
  expect(events.at(-1)).toMatchObject({ type: "end", aborted: false, step: EPOCHS * BATCHES });
  for (let epoch = 1; epoch <= EPOCHS; epoch++) expect(lossOf(events, epoch)).toBe(lossOf(undisturbed, epoch));
}, 300_000);
