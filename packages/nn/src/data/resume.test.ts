import { describe, expect, it } from "vitest";
import { ParameterError, type Tensor } from "@sonograd/core";
import {
  ArrayDataset,
  DataLoader,
  Dataset,
  GroupBatchSampler,
  IterableDataset,
  MapDataset,
  WeightedRandomSampler,
  type DataLoaderOptions,
} from "./index.js";

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
type Options = DataLoaderOptions<number, Tensor>;

class Stream extends IterableDataset<number> {
  left = 0;
  override async *[Symbol.asyncIterator]() {
    try {
      yield* upTo(11);
    } finally {
      this.left++;
    }
  }
}

async function walk(loader: DataLoader<number, Tensor>, batches = Infinity): Promise<number[][]> {
  const all: number[][] = [];
  for await (const batch of loader) {
    all.push(Array.from(batch.dataSync()));
    if (all.length >= batches) break;
  }
  return all;
}

describe("a loader's state", () => {
  const cases: [string, () => DataLoader<number, Tensor>][] = [
    ["shuffled", () => new DataLoader(new ArrayDataset(upTo(23)), { batchSize: 4, shuffle: true, seed: 5 })],
    ["shuffled without a seed", () => new DataLoader(new ArrayDataset(upTo(23)), { batchSize: 4, shuffle: true })],
    ["in order, made ahead", () => new DataLoader(new ArrayDataset(upTo(23)), { batchSize: 4, prefetchFactor: 3 })],
    [
      "weighted",
      () =>
        new DataLoader(new ArrayDataset(upTo(23)), {
          batchSize: 4,
          sampler: new WeightedRandomSampler(upTo(23), 22, { seed: 1 }),
        }),
    ],
    [
      "by group",
      () =>
        new DataLoader(new ArrayDataset(upTo(23)), {
          batchSampler: new GroupBatchSampler(
            upTo(23).map((i) => i % 3),
            4,
            { seed: 1 },
          ),
        }),
    ],
    [
      "augmented",
      () => {
        const noisy = new MapDataset(new ArrayDataset(upTo(23)), (x, { generator }) => x + 100 * generator.bits(1)[0]);
        return new DataLoader(noisy, { batchSize: 4, shuffle: true, seed: 2, collate: (s) => defaultFloat(s) });
      },
    ],
    ["a stream", () => new DataLoader(new Stream(), { batchSize: 2 })],
  ];
  const defaultFloat = (samples: readonly number[]): Tensor =>
    ({ dataSync: () => Float64Array.from(samples) }) as unknown as Tensor;

  it.each(cases)("goes on in the middle of an epoch, and between two: %s", async (_, make) => {
    const loader = make();
    await walk(loader);
    const seen = await walk(loader, 2);
    const within = JSON.parse(JSON.stringify(loader.stateDict()));
    expect([within.epoch, within.batches]).toEqual([1, 2]);
    const resumed = make();
    resumed.loadStateDict(within);
    const rest = await walk(resumed);
    const between = resumed.stateDict();
    expect([between.epoch, between.batches]).toEqual([2, 0]);
    const next = await walk(resumed);

    const whole = make();
    whole.loadStateDict({ ...within, batches: 0 });
    expect(await walk(whole)).toEqual([...seen, ...rest]);
    expect(await walk(whole)).toEqual(next);
    whole.loadStateDict(between);
    expect(await walk(whole)).toEqual(next);
  });

  it("tells the dataset of a new epoch", async () => {
    const noisy = new MapDataset(new ArrayDataset(upTo(3)), (_, { generator }) => generator.bits(1)[0] % 1000);
    const loader = new DataLoader(noisy);
    expect(await walk(loader)).not.toEqual(await walk(loader));
  });

  it("after a walk that was left is followed by a new epoch", async () => {
    const loader = new DataLoader(new ArrayDataset(upTo(9)), { shuffle: true, seed: 1 } as Options);
    await walk(loader, 2);
    expect(await walk(loader)).toHaveLength(9);
    expect(loader.stateDict().epoch).toBe(2);
  });

  it("is refused where it does not fit", () => {
    const loader = new DataLoader(new ArrayDataset(upTo(9)), { batchSize: 3 } as Options);
    const state = loader.stateDict();
    expect(() => loader.loadStateDict({ ...state, batches: 4 })).toThrow(/batches=4 must be ≤ 3/);
    expect(() => loader.loadStateDict({ ...state, batchSize: 2 })).toThrow(/batchSize=2/);
    expect(() => loader.loadStateDict({ ...state, epoch: -1 })).toThrow(ParameterError);
    const stream = new DataLoader(new Stream());
    expect(() => stream.loadStateDict({ ...stream.stateDict(), numWorkers: 2 })).toThrow(/numWorkers=2/);
  });
});

describe("prefetchFactor", () => {
  it("makes that many batches ahead of the one in use, none without it, and keeps their order", async () => {
    for (const [prefetchFactor, ahead] of [
      [0, 1],
      [3, 4],
    ]) {
      let asked = 0;
      class Slow extends Dataset<number> {
        readonly length = 10;
        override async get(index: number): Promise<number> {
          asked++;
          await new Promise((resolve) => setTimeout(resolve, (10 - index) % 4));
          return index;
        }
      }
      const order: number[] = [];
      for await (const batch of new DataLoader(new Slow(), { prefetchFactor })) {
        order.push(batch.itemSync());
        expect(asked).toBe(Math.min(10, order.length - 1 + ahead));
      }
      expect(order).toEqual(upTo(10));
    }
  });

  it("drops what is in the making when the walk is left, errors too", async () => {
    class Broken extends Dataset<number> {
      readonly length = 4;
      override async get(index: number): Promise<number> {
        if (index > 1) throw new ParameterError(`sample ${index} is broken`);
        return index;
      }
    }
    const loader = new DataLoader(new Broken(), { prefetchFactor: 3 } as Options);
    expect(await walk(loader, 1)).toEqual([[0]]);
    await expect(walk(loader)).rejects.toThrow("sample 2 is broken");
    const stream = new Stream();
    await walk(new DataLoader(stream), 2);
    expect(stream.left).toBe(1);
  });
});

describe("options that exclude each other", () => {
  it("are named", () => {
    const data = new ArrayDataset(upTo(9));
    const batchSampler = new GroupBatchSampler(upTo(9), 1);
    expect(() => new DataLoader(data, { batchSampler, batchSize: 2 })).toThrow(/batchSampler excludes/);
    expect(() => new DataLoader(data, { numWorkers: 2 })).toThrow(/numWorkers=2 needs worker/);
    expect(() => new DataLoader(data, { prefetchFactor: 0.5 })).toThrow(/prefetchFactor=0.5/);
    expect(() => new DataLoader(data, { timeoutSeconds: 0 })).toThrow(/timeoutSeconds=0/);
  });
});
