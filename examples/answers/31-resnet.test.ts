// Answers to the exercises of chapter 31.
import { randn } from "@sonograd/core";
import { BatchNorm2d, f1Score, precisionScore, recallScore } from "@sonograd/nn";
import { expect, it } from "vitest";

it("exercise 1: a frozen batch norm still learns unless it is told to evaluate", async () => {
  const norm = new BatchNorm2d(3).requiresGrad_(false);
  const loud = randn([8, 3, 4, 4]).mul(5).add(2);
  norm.eval()(loud);
  expect(await norm.runningMean!.array()).toEqual([0, 0, 0]);
  norm.train()(loud);
  // One step of 10 % towards the mean of about 2, though no parameter may change.
  const mean = (await norm.runningMean!.array()) as number[];
  for (const value of mean) expect(Math.abs(value - 0.2)).toBeLessThan(0.12);
  expect(await norm.weight!.array()).toEqual([1, 1, 1]);
});

it("exercise 2: weighted F1 is the mean of F1, not the F1 of means", () => {
  // Four barks and two sirens; the model says siren to half of the barks, too.
  const truth = [0, 0, 0, 0, 1, 1];
  const said = [0, 0, 1, 1, 1, 1];
  const perClass = [precisionScore, recallScore, f1Score].map((score) => score(truth, said, { average: null }));
  expect(perClass).toEqual([[1, 1 / 2], [1 / 2, 1], [2 / 3, 2 / 3]]); // prettier-ignore
  const [p, r] = [precisionScore, recallScore].map((score) => score(truth, said, { average: "weighted" }));
  expect([p, r]).toEqual([5 / 6, 2 / 3]);
  expect(f1Score(truth, said, { average: "weighted" })).toBeCloseTo(2 / 3, 12);
  expect((2 * p * r) / (p + r)).toBeCloseTo(20 / 27, 12);
});
