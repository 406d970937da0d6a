// Numbers are scikit-learn 1.2's.
import { describe, expect, it } from "vitest";
import { ParameterError } from "@sonograd/core";
import { averagePrecision, f1Score, fbetaScore, meanAveragePrecision, meanRocAuc, precisionScore, recallScore } from "./index.js"; // prettier-ignore

const near = (found: number | number[], wanted: number | number[]): void => {
  const [a, b] = [found, wanted].map((v) => (Array.isArray(v) ? v : [v]));
  expect(a.length).toBe(b.length);
  a.forEach((v, i) => (Number.isNaN(b[i]) ? expect(v).toBeNaN() : expect(v).toBeCloseTo(b[i], 12)));
};

describe("precision, recall and F", () => {
  // Class 3 is never predicted, class 4 never there.
  const truth = [0, 0, 0, 1, 1, 2, 2, 2, 2, 3];
  const predicted = [0, 0, 1, 1, 0, 2, 2, 0, 1, 4];

  it.each([
    [precisionScore, [11 / 30, 0.5, 37 / 60], [0.5, 1 / 3, 1, 0, 0], [17 / 30, 0.5, 43 / 60], [0.5, 1 / 3, 1, 1, 0]],
    [recallScore, [1 / 3, 0.5, 0.5], [2 / 3, 0.5, 0.5, 0, 0], [8 / 15, 0.5, 0.5], [2 / 3, 0.5, 0.5, 0, 1]],
    [
      f1Score,
      [0.3276190476190476, 0.5, 0.518095238095238],
      [4 / 7, 0.4, 2 / 3, 0, 0],
      [0.3276190476190476, 0.5, 0.518095238095238],
      [4 / 7, 0.4, 2 / 3, 0, 0],
    ],
  ] as const)("%o is that of scikit-learn in every average", (score, means, each, meansOfOne, eachOfOne) => {
    // prettier-ignore
    for (const [zeroDivision, [macro, micro, weighted], apart] of [[0, means, each], [1, meansOfOne, eachOfOne]] as const) { // prettier-ignore
      near(score(truth, predicted, { zeroDivision }), macro);
      near(score(truth, predicted, { average: "micro", zeroDivision }), micro);
      near(score(truth, predicted, { average: "weighted", zeroDivision }), weighted);
      near(score(truth, predicted, { average: null, zeroDivision }), [...apart]);
    }
  });

  it("count the named classes only, in their order", () => {
    const labels = [2, 0];
    near(precisionScore(truth, predicted, { average: null, labels }), [1, 0.5]);
    near(precisionScore(truth, predicted, { average: "micro", labels }), 2 / 3);
    near(f1Score(truth, predicted, { average: "micro", labels }), 8 / 13);
    near(f1Score(truth, predicted, { average: "weighted", labels }), 0.6258503401360545);
    // None of them is there: all together decide.
    const absent = (of: number[]): number[] =>
      [precisionScore, recallScore, f1Score].map((score) =>
        score(truth, predicted, { average: "weighted", labels: of, zeroDivision: 1 }),
      );
    expect(absent([7, 8])).toEqual([1, 1, 1]);
    expect(absent([4])).toEqual([0, 1, 0]);
  });

  it("weigh recall by beta", () => {
    near(fbetaScore(truth, predicted, { beta: 2 }), 0.32702020202020204);
    near(fbetaScore(truth, predicted, { beta: 0.5, average: "weighted" }), 0.5626566416040101);
    near(fbetaScore(truth, predicted, { beta: Number.POSITIVE_INFINITY }), 1 / 3);
  });

  it("refuse what cannot be counted", () => {
    expect(() => f1Score([0, 1], [0])).toThrow(/2 entries, predicted 1/);
    expect(() => recallScore([], [])).toThrow(ParameterError);
    expect(() => precisionScore([0.5], [0])).toThrow(/class 0.5/);
    expect(() => precisionScore([0], [0], { labels: [] })).toThrow(/labels is empty/);
    expect(() => precisionScore([0], [0], { average: "binary" as "macro" })).toThrow(/average=binary/);
    expect(() => fbetaScore([0], [0], { beta: -1 })).toThrow(/beta=-1/);
  });
});

describe("rankings over classes", () => {
  const scores = [[0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.5, 0.1, 0.4], [0.2, 0.5, 0.3], [0.4, 0.35, 0.25], [0.1, 0.2, 0.7], [0.3, 0.3, 0.4], [0.6, 0.1, 0.3]]; // prettier-ignore
  const classes = [0, 0, 0, 1, 1, 2, 2, 2];
  const several = [[1, 0, 1], [1, 1, 0], [1, 0, 0], [1, 1, 1], [1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 0, 1]]; // prettier-ignore

  it("are those of scikit-learn, one class against the rest", () => {
    near(meanAveragePrecision(classes, scores), 0.7592592592592592);
    near(meanAveragePrecision(classes, scores, { average: "micro" }), 0.7194444444444444);
    near(meanAveragePrecision(classes, scores, { average: "weighted" }), 0.75);
    near(meanAveragePrecision(classes, scores, { average: null }), [13 / 18, 5 / 6, 13 / 18]);
    near(meanRocAuc(classes, scores), 0.8388888888888889);
    near(meanRocAuc(classes, scores, { average: "micro" }), 0.83984375);
    near(meanRocAuc(classes, scores, { average: "weighted" }), 0.8291666666666666);
    near(meanRocAuc(classes, scores, { average: null }), [23 / 30, 11 / 12, 5 / 6]);
  });

  it("are those of scikit-learn where a sample has several classes", () => {
    near(meanAveragePrecision(several, scores), 0.8472222222222222);
    near(meanAveragePrecision(several, scores, { average: "micro" }), 0.8137037037037036);
    near(meanAveragePrecision(several, scores, { average: "weighted" }), 0.8833333333333333);
    near(meanRocAuc(several, scores, { average: null, absent: "skip" }), [Number.NaN, 14 / 15, 0.4375]);
    near(meanRocAuc(several, scores, { average: "weighted", absent: "skip" }), 0.65);
    expect(averagePrecision([1, 1], [0, 1])).toBe(1);
  });

  it("name the class that cannot be ranked, and refuse rows that do not fit", () => {
    expect(() => meanRocAuc(several, scores)).toThrow(/class 0 has 8 of 8 samples/);
    expect(() => meanAveragePrecision([0, 1], [[1, 0, 0], [0, 1, 0]])).toThrow(/class 2 has 0 of 2/); // prettier-ignore
    expect(() => meanAveragePrecision([0, 3], [[1, 0], [0, 1]])).toThrow(/truth\[1\]=3/); // prettier-ignore
    expect(() => meanAveragePrecision([0], [])).toThrow(/1 entries, scores 0 rows/);
    expect(() => meanAveragePrecision([0, 1], [[1, 0], [0]])).toThrow(/scores row 1 has 1/);
    expect(() => meanRocAuc([[0, 0]], [[1, 0]], { absent: "skip" })).toThrow(/no class can be ranked/);
  });
});
