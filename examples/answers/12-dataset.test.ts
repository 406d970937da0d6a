import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tensor, tone, type Tensor } from "@sonograd/core";
import { load, save } from "@sonograd/io";
import { ConcatDataset, DataLoader, Dataset, IterableDataset } from "@sonograd/nn";
import { expect, it } from "vitest";

it("exercise 1: recordings in one folder, labels in text files beside it", async () => {
  class LabelledFolder extends Dataset<{ x: Tensor; label: string }> {
    constructor(
      readonly folder: string,
      readonly names: readonly string[],
    ) {
      super();
    }
    override get length(): number {
      return this.names.length;
    }
    override async get(index: number): Promise<{ x: Tensor; label: string }> {
      const name = this.names[index];
      const { samples } = await load(join(this.folder, "sounds", `${name}.wav`));
      return { x: samples, label: (await readFile(join(this.folder, "labels", `${name}.txt`), "utf8")).trim() };
    }
  }
  const root = await mkdtemp(join(tmpdir(), "sonograd-labels-"));
  const open = async (label: string, pitches: number[]): Promise<LabelledFolder> => {
    const folder = join(root, label);
    await mkdir(join(folder, "labels"), { recursive: true });
    for (const [i, hz] of pitches.entries()) {
      await save(join(folder, "sounds", `${i}.wav`), tone(hz, { sampleRate: 8000, length: 80 }), 8000);
      await writeFile(join(folder, "labels", `${i}.txt`), `${label}\n`);
    }
    const files = await readdir(join(folder, "sounds"));
    return new LabelledFolder(folder, files.map((file) => file.replace(".wav", "")).sort()); // prettier-ignore
  };
  const all = new ConcatDataset([await open("low", [100, 120]), await open("high", [2000])]);
  expect(all.length).toBe(3);
  expect((await Promise.all(all)).map(({ label }) => label)).toEqual(["low", "low", "high"]);
  expect((await all.get(2)).x.shape).toEqual([1, 80]);
});

it("exercise 2: a dataset that can only be read in order, such as a microphone", async () => {
  class Blocks extends IterableDataset<Tensor> {
    override async *[Symbol.asyncIterator](): AsyncGenerator<Tensor> {
      for (let block = 0; block < 5; block++) yield tensor([block, block]);
    }
  }
  const shapes: (readonly number[])[] = [];
  for await (const batch of new DataLoader(new Blocks(), { batchSize: 2 })) shapes.push(batch.shape);
  expect(shapes).toEqual([[2, 2], [2, 2], [1, 2]]); // prettier-ignore
  expect(() => new DataLoader(new Blocks(), { shuffle: true })).toThrow(/own order/);
});
