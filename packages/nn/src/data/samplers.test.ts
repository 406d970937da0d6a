import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { manualSeed, ParameterError } from "@sonograd/core";
import {
  ArrayDataset,
  GroupBatchSampler,
  groupSplit,
  GroupSampler,
  MapDataset,
  RandomSampler,
  StratifiedSampler,
  stratifiedSplit,
  SubsetRandomSampler,
  WeightedRandomSampler,
} from "./index.js";

const sorted = (numbers: Iterable<number>): number[] => [...numbers].sort((a, b) => a - b);
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const counts = (keys: readonly number[], of: number): number[] =>
  upTo(of).map((k) => keys.filter((key) => key === k).length);

describe("random samplers", () => {
  it("walk anew each time, the same for equal seeds, and again from a saved state", () => {
    const groups = upTo(40).map((i) => i % 7);
    const makers = [
      (seed: number) => new RandomSampler(40, { seed }),
      (seed: number) => new RandomSampler(40, { seed, replacement: true }),
      (seed: number) => new SubsetRandomSampler(upTo(40), { seed }),
      (seed: number) => new WeightedRandomSampler(upTo(40), 30, { seed }),
      (seed: number) => new WeightedRandomSampler(upTo(40), 30, { seed, replacement: false }),
      (seed: number) => new StratifiedSampler(groups, { seed }),
      (seed: number) => new GroupSampler(groups, { seed }),
      (seed: number) => new GroupBatchSampler(groups, 3, { seed }),
    ];
    for (const make of makers) {
      const sampler = make(1);
      const first = [...sampler];
      const state = sampler.getState();
      const second = [...sampler];
      expect(second).not.toEqual(first);
      expect(first).toHaveLength(sampler.length);
      expect([...make(1)]).toEqual(first);
      sampler.setState(state);
      expect([...sampler]).toEqual(second);
    }
  });

  it("follow the default generator where no seed is given", () => {
    const walk = (): number[] => [...new RandomSampler(30)];
    manualSeed(3);
    const first = walk();
    expect(walk()).not.toEqual(first);
    manualSeed(3);
    expect(walk()).toEqual(first);
  });

  it("draw more than there are as order after order, or with replacement evenly", () => {
    const walk = [...new RandomSampler(4, { numSamples: 10, seed: 1 })];
    expect([sorted(walk.slice(0, 4)), sorted(walk.slice(4, 8)), walk.length]).toEqual([upTo(4), upTo(4), 10]);
    const drawn = counts([...new RandomSampler(4, { numSamples: 4000, replacement: true, seed: 1 })], 4);
    for (const n of drawn) expect(Math.abs(n - 1000)).toBeLessThan(110); // four deviations
    expect([...new RandomSampler(0)]).toEqual([]);
    expect(() => new RandomSampler(0, { numSamples: 2 })).toThrow(/numSamples=2.*0 samples/);
    expect(() => new RandomSampler(3, { numSamples: -1 })).toThrow(ParameterError);
  });

  it("draw in proportion to weights, with replacement and without", () => {
    const weights = [1, 0, 2, 5];
    const drawn = counts([...new WeightedRandomSampler(weights, 8000, { seed: 2 })], 4);
    expect(drawn[1]).toBe(0);
    for (const [i, n] of drawn.entries()) expect(Math.abs(n - 1000 * weights[i])).toBeLessThan(180);
    const firsts = counts(
      Array.from(
        { length: 4000 },
        (_, seed) => [...new WeightedRandomSampler(weights, 2, { seed, replacement: false })][0],
      ),
      4,
    );
    for (const [i, n] of firsts.entries()) expect(Math.abs(n - 500 * weights[i])).toBeLessThan(130);
    expect(sorted(new WeightedRandomSampler(weights, 3, { replacement: false }))).toEqual([0, 2, 3]);
    expect(() => new WeightedRandomSampler(weights, 4, { replacement: false })).toThrow(/numSamples=4.*3 of 4 weights/);
    expect(() => new WeightedRandomSampler([0, 0], 1)).toThrow(ParameterError);
    expect(() => new WeightedRandomSampler([1, NaN], 1)).toThrow(/weights\[1\]=NaN/);
  });

  it("spread classes evenly over every batch", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 999 }), (share, seed) => {
        const labels = upTo(100).map((i) => (i % 10 < share ? 0 : 1));
        const walk = [...new StratifiedSampler(labels, { seed })];
        expect(sorted(walk)).toEqual(upTo(100));
        for (let from = 0; from < 100; from += 20) {
          const zeros = walk.slice(from, from + 20).filter((i) => labels[i] === 0).length;
          expect(Math.abs(zeros - 2 * share)).toBeLessThanOrEqual(2);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("keep groups together, and batches within a group", () => {
    const groups = upTo(23).map((i) => `g${i % 5}`);
    const walk = [...new GroupSampler(groups, { seed: 4 })];
    expect(sorted(walk)).toEqual(upTo(23));
    const changes = walk.filter((index, k) => k > 0 && groups[index] !== groups[walk[k - 1]]);
    expect(changes).toHaveLength(4);
    for (const [dropLast, length] of [
      [false, 10], // groups of 5, 5, 5, 4, 4 in batches of 3
      [true, 5],
    ] as const) {
      const batches = new GroupBatchSampler(groups, 3, { dropLast, seed: 1 });
      const all = [...batches];
      expect([all.length, batches.length]).toEqual([length, length]);
      for (const batch of all) expect(new Set(batch.map((i) => groups[i])).size).toBe(1);
      expect(new Set(all.flat()).size).toBe(all.flat().length);
    }
  });
});

describe("splits", () => {
  const data = new ArrayDataset(upTo(60));
  it("by class hold each class in its share", () => {
    const labels = upTo(60).map((i) => (i < 20 ? "rare" : "common"));
    const [train, test] = stratifiedSplit(data, labels, [0.75, 0.25], { seed: 1 });
    expect(sorted([...train.indices, ...test.indices])).toEqual(upTo(60));
    expect(test.indices.filter((i) => labels[i] === "rare")).toHaveLength(5);
    expect(test.indices).toHaveLength(15);
    expect(stratifiedSplit(data, labels, [0.75, 0.25], { seed: 2 })[1].indices).not.toEqual(test.indices);
    expect(() => stratifiedSplit(data, labels, [0.5, 0.1])).toThrow(/shares=\[0.5, 0.1\]/);
    expect(() => stratifiedSplit(data, ["one"], [0.5, 0.5])).toThrow(/1 entries.*60 samples/);
  });

  it("by group never share one, and come near their shares", () => {
    const groups = upTo(60).map((i) => Math.floor(Math.sqrt(i))); // sizes 1, 3, 5 … 13, 11
    const parts = groupSplit(data, groups, [0.6, 0.2, 0.2], { seed: 1 });
    expect(sorted(parts.flatMap(({ indices }) => indices))).toEqual(upTo(60));
    const sets = parts.map(({ indices }) => new Set(indices.map((i) => groups[i])));
    expect(sets.reduce((sum, set) => sum + set.size, 0)).toBe(8);
    for (const [k, want] of [36, 12, 12].entries()) expect(Math.abs(parts[k].length - want)).toBeLessThanOrEqual(3);
  });
});

describe("MapDataset", () => {
  it("gives each sample a stream of its own that changes with the epoch only", async () => {
    const noisy = (seed: number) =>
      new MapDataset(new ArrayDataset(upTo(5)), (x, { generator, index, epoch }) => [
        x * 10, index, epoch, generator.bits(1)[0]], { seed }); // prettier-ignore
    const set = noisy(3);
    const first = await set.get(2);
    expect(first.slice(0, 3)).toEqual([20, 2, 0]);
    await set.get(4);
    expect(await set.get(-3)).toEqual(first);
    expect((await set.get(1))[3]).not.toBe(first[3]);
    expect((await noisy(4).get(2))[3]).not.toBe(first[3]);
    set.setEpoch(1);
    expect((await set.get(2))[3]).not.toBe(first[3]);
    await expect(set.get(5)).rejects.toThrow(/index=5/);
  });
});
