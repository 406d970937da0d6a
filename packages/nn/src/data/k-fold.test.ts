// Assignments are scikit-learn 1.2's, as the fold of each sample.
import { describe, expect, it } from "vitest";
import { ParameterError } from "@sonograd/core";
import type { Fold } from "./fold-assignment.js";
import { ArrayDataset, groupKFold, kFold, stratifiedGroupKFold, stratifiedKFold } from "./index.js";

const labels = [0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 0, 1, 2, 2, 2, 1, 1];
const groups = [..."ffaabbbccddddeeeg"];
const data = new ArrayDataset([...labels.keys()]);

/** The fold of each sample; checks that each round is a division of the whole, in order. */
function foldsOf(rounds: readonly Fold<number>[]): string {
  const folds = labels.map(() => -1);
  for (const [fold, { train, test }] of rounds.entries()) {
    expect([...train.indices, ...test.indices].sort((a, b) => a - b)).toEqual([...labels.keys()]);
    expect([...test.indices].sort((a, b) => a - b)).toEqual(test.indices);
    for (const i of test.indices) folds[i] = fold;
  }
  return folds.join("");
}

describe("folds", () => {
  it("are those of scikit-learn", () => {
    const of = (split: (options: { nSplits: number }) => Fold<number>[], ...counts: number[]): string[] =>
      counts.map((nSplits) => foldsOf(split({ nSplits })));
    expect(of((o) => kFold(data, o), 3, 5)).toEqual(["00000011111122222", "00001111222333444"]);
    expect(of((o) => stratifiedKFold(data, labels, o), 3, 4)).toEqual(["01001000112112222", "01001001122223333"]);
    expect(of((o) => groupKFold(data, groups, o), 3, 4)).toEqual(["11002222200001111", "33112223300001112"]);
    expect(of((o) => stratifiedGroupKFold(data, labels, groups, o), 2, 3, 4)).toEqual([
      "00000001111111111",
      "22002221111110002",
      "33331110000002221",
    ]);
  });

  it("are drawn anew by each seed, and alike by equal ones", () => {
    for (const split of [
      (seed: number) => kFold(data, { nSplits: 3, shuffle: true, seed }),
      (seed: number) => stratifiedKFold(data, labels, { nSplits: 3, shuffle: true, seed }),
      (seed: number) => groupKFold(data, groups, { nSplits: 3, shuffle: true, seed }),
      (seed: number) => stratifiedGroupKFold(data, labels, groups, { nSplits: 3, shuffle: true, seed }),
    ]) {
      const drawn = [1, 2, 3, 4, 5, 6].map((seed) => foldsOf(split(seed)));
      expect(new Set(drawn).size).toBeGreaterThan(1);
      expect(foldsOf(split(1))).toBe(drawn[0]);
    }
  });

  it("keep classes in proportion and groups together when drawn", () => {
    for (let seed = 0; seed < 8; seed++) {
      for (const { test } of stratifiedKFold(data, labels, { nSplits: 3, shuffle: true, seed })) {
        const counts = [0, 1, 2].map((k) => test.indices.filter((i) => labels[i] === k).length);
        expect(counts[0]).toBe(1); // of 3
        expect([2, 3]).toContain(counts[2]); // of 8
      }
      for (const rounds of [
        groupKFold(data, groups, { nSplits: 3, shuffle: true, seed }),
        stratifiedGroupKFold(data, labels, groups, { nSplits: 3, shuffle: true, seed }),
      ])
        for (const { train, test } of rounds) {
          const learnt = new Set(train.indices.map((i) => groups[i]));
          expect(test.indices.filter((i) => learnt.has(groups[i]))).toEqual([]);
          expect(test.length).toBeGreaterThan(0);
        }
    }
  });

  it("refuse more than there is to divide", () => {
    expect(() => kFold(data, { nSplits: 1 })).toThrow(/nSplits=1 must be an integer ≥ 2/);
    expect(() => kFold(data, { nSplits: 18 })).toThrow(/at most 17, the number of samples/);
    expect(() => stratifiedKFold(data, labels, { nSplits: 9 })).toThrow(/at most 8, the number of samples of the la/);
    expect(() => groupKFold(data, groups, { nSplits: 8 })).toThrow(/at most 7, the number of groups/);
    expect(() => groupKFold(data, ["a"])).toThrow(/groups has 1 entries/);
    expect(() => kFold(data, { seed: 1 })).toThrow(ParameterError);
  });
});
