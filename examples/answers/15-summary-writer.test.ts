import { Generator, randn } from "@sonograd/core";
import { decodeValue, MemoryStorage, readEvents, SummaryWriter } from "@sonograd/io";
import { expect, it } from "vitest";

it("exercise 1: training and validation in one chart are two runs with the same tag", async () => {
  const storage = new MemoryStorage();
  const writer = new SummaryWriter("run", { storage });
  for (let epoch = 0; epoch < 3; epoch++)
    writer.addScalars("loss", { train: 1 / (epoch + 1), valid: 1.5 / (epoch + 1) }, epoch);
  await writer.close();
  const curves = new Map<string, number[]>();
  for (const [path, bytes] of storage.files()) {
    const points = readEvents(bytes).events.flatMap(({ values }) => values.filter(({ tag }) => tag === "loss"));
    if (points.length > 0) curves.set(path.split("/")[1], points.map(({ scalar }) => scalar!)); // prettier-ignore
  }
  expect([...curves.keys()].sort()).toEqual(["loss_train", "loss_valid"]);
  expect(curves.get("loss_train")).toEqual([1, 0.5, 1 / 3].map(Math.fround));
});

it("exercise 2: a histogram per step shows a distribution that widens", async () => {
  const storage = new MemoryStorage();
  const writer = new SummaryWriter("run", { storage });
  const generator = new Generator(0);
  for (const step of [1, 2, 3]) writer.addHistogram("weights", randn([1000], { generator }).mul(step), step);
  await writer.close();
  const [bytes] = storage.files().values();
  const widths = readEvents(bytes).events.flatMap(({ values }) =>
    values.map((value) => {
      const histogram = decodeValue(value);
      if (histogram?.kind !== "histogram") throw new Error("no histogram");
      return Math.sqrt(histogram.sumSquares / histogram.num);
    }),
  );
  expect(widths.map(Math.round)).toEqual([1, 2, 3]);
});
