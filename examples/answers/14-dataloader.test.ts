import { tensor, type Tensor } from "@sonograd/core";
import { ArrayDataset, DataLoader, padCollate } from "@sonograd/nn";
import { expect, it } from "vitest";

const lengths = [5, 1, 6, 2, 7, 3, 8, 4];
const clips = new ArrayDataset(lengths.map((n) => ({ x: tensor(Array.from({ length: n }, () => 1)), length: n })));

it("exercise 1: batches that remember how long each clip was, and a mean that does not count the padding", async () => {
  const means: number[] = [];
  for await (const { x, length } of new DataLoader(clips, { batchSize: 4, collate: padCollate() }))
    means.push(...Array.from(await x.sum(1).div(length).data(), Number));
  expect(means).toEqual(lengths.map(() => 1)); // ones stay ones

  const wrong: number[] = [];
  for await (const { x } of new DataLoader(clips, { batchSize: 4, collate: padCollate() }))
    wrong.push(...Array.from(await x.mean(1).data(), Number));
  expect(Math.min(...wrong)).toBeLessThan(0.2);
});

it("exercise 2: clips of like length in one batch need less padding", async () => {
  const padding = async (loader: AsyncIterable<{ x: Tensor; length: Tensor }>): Promise<number> => {
    let zeros = 0;
    for await (const { x, length } of loader) zeros += x.numel - Number(await length.sum().item());
    return zeros;
  };
  const collate = padCollate<{ x: Tensor; length: number }>();
  const byLength = lengths.map((_, i) => i).sort((a, b) => lengths[a] - lengths[b]);
  const batches = [byLength.slice(0, 4), byLength.slice(4)];
  const sorted = await padding(new DataLoader(clips, { batchSampler: { length: 2, *[Symbol.iterator]() { yield* batches; } }, collate })); // prettier-ignore
  const unsorted = await padding(new DataLoader(clips, { batchSize: 4, collate }));
  expect([unsorted, sorted]).toEqual([20, 12]);
});
