import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Generator, ones, ParameterError, ShapeError, tensor, type Tensor } from "@sonograd/core";
import {
  ArrayDataset,
  ConcatDataset,
  DataLoader,
  Dataset,
  IterableDataset,
  padCollate,
  randomSplit,
  Subset,
  TensorDataset,
} from "./index.js";

class Squares extends Dataset<{ x: Tensor; y: number; name: string }> {
  constructor(readonly length: number) {
    super();
  }
  override get(index: number) {
    return { x: tensor([index, index * index]), y: index, name: `n${index}` };
  }
}

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  return all;
}
const order = async (loader: DataLoader<number, Tensor>): Promise<number[]> =>
  (await collect(loader)).flatMap((batch) => Array.from(batch.dataSync()));
const numbers = (n: number) => new ArrayDataset(Array.from({ length: n }, (_, i) => i));

describe("datasets", () => {
  it("give rows of tensors, subsets and concatenations by number", async () => {
    const rows = new TensorDataset(
      tensor([
        [1, 2],
        [3, 4],
      ]),
      tensor([7, 8]),
    );
    expect(rows.get(1).map((t) => t.arraySync())).toEqual([[3, 4], 8]);
    expect(rows.get(-1)[1].itemSync()).toBe(8);
    expect(numbers(3).get(-1)).toBe(2);
    const both = new ConcatDataset([numbers(2), new Subset(numbers(9), [8, 5])]);
    expect(await Promise.all(both)).toEqual([0, 1, 8, 5]);
  });

  it("refuse numbers that no sample has", () => {
    expect(() => numbers(3).get(3)).toThrow(/index=3.*3 samples/);
    expect(() => new Subset(numbers(3), [4])).toThrow(ParameterError);
    expect(() => new TensorDataset(ones([2]), ones([3]))).toThrow(ShapeError);
    expect(() => new TensorDataset()).toThrow(ParameterError);
  });

  it("split at random into disjoint parts that hold everything", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 0, max: 1000 }), (n, seed) => {
        const parts = randomSplit(numbers(n), [0.5, 0.3, 0.2], { generator: new Generator(seed) });
        const all = parts.flatMap((part) => part.indices);
        expect([...all].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
        const again = randomSplit(numbers(n), [0.5, 0.3, 0.2], { generator: new Generator(seed) });
        expect(again.flatMap((part) => part.indices)).toEqual(all);
      }),
      { numRuns: 30 },
    );
    expect(() => randomSplit(numbers(5), [2, 2])).toThrow(/lengths=\[2, 2\].*5 samples/);
  });
});

describe("DataLoader", () => {
  it("stacks samples field by field", async () => {
    const [first, second] = await collect(new DataLoader(new Squares(3), { batchSize: 2 }));
    expect(first.x.arraySync()).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(first.y.dtype).toBe("int32");
    expect(first.name).toEqual(["n0", "n1"]);
    expect(second.x.shape).toEqual([1, 2]);
  });

  it("counts its batches, with and without the last small one, also for no samples", async () => {
    for (const [n, size, drop, batches] of [
      [10, 3, false, 4],
      [10, 3, true, 3],
      [9, 3, true, 3],
      [0, 3, false, 0],
      [2, 3, true, 0],
    ] as const) {
      const loader = new DataLoader(numbers(n), { batchSize: size, dropLast: drop });
      expect(loader.length).toBe(batches);
      expect(await collect(loader)).toHaveLength(batches);
    }
  });

  it("shuffles anew each epoch, and equally for equal seeds", async () => {
    const make = (seed: number) => new DataLoader(numbers(50), { batchSize: 7, shuffle: true, seed });
    const loader = make(1);
    const epochs = [await order(loader), await order(loader)];
    expect(epochs[0]).not.toEqual(epochs[1]);
    expect([...epochs[0]].sort((a, b) => a - b)).toEqual(await order(new DataLoader(numbers(50), { batchSize: 7 })));
    const again = make(1);
    expect([await order(again), await order(again)]).toEqual(epochs);
    expect(await order(make(2))).not.toEqual(epochs[0]);
  });

  it("pads tensors of different lengths where asked, and says so where not", async () => {
    const items = new ArrayDataset([ones([1, 2]), ones([1, 4]), ones([1, 3])]);
    const [batch] = await collect(new DataLoader(items, { batchSize: 3, collate: padCollate({ value: -1 }) }));
    expect(batch.arraySync()).toEqual([[[1, 1, -1, -1]], [[1, 1, 1, 1]], [[1, 1, 1, -1]]]);
    const fixed = (length: number) => padCollate<Tensor>({ length })([ones([1, 2]), ones([1, 4])]).arraySync();
    expect(fixed(3)).toEqual([[[1, 1, 0]], [[1, 1, 1]]]);
    expect(fixed(5)).toEqual([[[1, 1, 0, 0, 0]], [[1, 1, 1, 1, 0]]]);
    expect(() => padCollate({ length: 0 })).toThrow(/length=0/);
    await expect(collect(new DataLoader(items, { batchSize: 3 }))).rejects.toThrow(
      /sample 1 has shape \[1, 4\].*padCollate/,
    );
  });

  it("reads an iterable dataset in order", async () => {
    class Stream extends IterableDataset<number> {
      override async *[Symbol.asyncIterator]() {
        yield* [5, 6, 7];
      }
    }
    const loader = new DataLoader(new Stream(), { batchSize: 2 });
    expect((await collect(loader)).map((b) => b.arraySync())).toEqual([[5, 6], [7]]);
    expect(() => loader.length).toThrow(ParameterError);
    expect(() => new DataLoader(new Stream(), { shuffle: true })).toThrow(ParameterError);
    expect(() => new DataLoader(numbers(3), { batchSize: 0 })).toThrow(/batchSize=0/);
  });

  it("passes on the error of a sample", async () => {
    class Broken extends Dataset<number> {
      readonly length = 2;
      override async get(index: number): Promise<number> {
        throw new ParameterError(`sample ${index} is broken`);
      }
    }
    await expect(collect(new DataLoader(new Broken()))).rejects.toThrow("sample 0 is broken");
  });
});
