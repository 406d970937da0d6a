import { zeros } from "@sonograd/core";
import { describe, expect, it } from "vitest";
import { Parameter } from "../modules/index.js";
import * as optim from "./index.js";

const STEPS = { numWarmupSteps: 2, numTrainingSteps: 6 };

/** Rates of steps 0 to 7 from lr 8. */
function rates(make: (o: optim.SGD) => optim.LRScheduler): number[] {
  const optimizer = new optim.SGD([new Parameter(zeros([1]))], { lr: 8 });
  const scheduler = make(optimizer);
  return Array.from({ length: 8 }, (_, i) => {
    if (i > 0) scheduler.step();
    return optimizer.paramGroups[0].lr;
  });
}

describe("schedules with a warm-up", () => {
  it.each<[string, (o: optim.SGD) => optim.LRScheduler, number[]]>([
    ["constant", (o) => optim.getConstantScheduleWithWarmup(o, STEPS), [0, 4, 8, 8, 8, 8, 8, 8]],
    ["linear", (o) => optim.getLinearScheduleWithWarmup(o, STEPS), [0, 4, 8, 6, 4, 2, 0, 0]],
    ["linear at once", (o) => optim.getLinearScheduleWithWarmup(o, { ...STEPS, numWarmupSteps: 0 }), [8, 20 / 3, 16 / 3, 4, 8 / 3, 4 / 3, 0, 0]],
    ["cosine", (o) => optim.getCosineScheduleWithWarmup(o, STEPS), [0, 4, 8, 4 + 4 * Math.SQRT1_2, 4, 4 - 4 * Math.SQRT1_2, 0, 4 - 4 * Math.SQRT1_2]],
    ["a whole cosine", (o) => optim.getCosineScheduleWithWarmup(o, { ...STEPS, numCycles: 1 }), [0, 4, 8, 4, 0, 4, 8, 4]],
    ["restarts", (o) => optim.getCosineWithHardRestartsScheduleWithWarmup(o, { ...STEPS, numCycles: 2 }), [0, 4, 8, 4, 8, 4, 0, 0]],
    ["polynomial", (o) => optim.getPolynomialDecayScheduleWithWarmup(o, { ...STEPS, lrEnd: 4, power: 2 }), [0, 4, 8, 6.25, 5, 4.25, 4, 4]],
  ])("%s", (_, make, expected) => {
    rates(make).forEach((rate, i) => expect(rate).toBeCloseTo(expected[i], 12));
  }); // prettier-ignore

  it("refuse steps that are no whole numbers, and an end above the start", () => {
    const optimizer = new optim.SGD([new Parameter(zeros([1]))], { lr: 1 });
    expect(() => optim.getLinearScheduleWithWarmup(optimizer, { ...STEPS, numWarmupSteps: -1 })).toThrow(/numWarmupSteps=-1/); // prettier-ignore
    expect(() => optim.getPolynomialDecayScheduleWithWarmup(optimizer, { ...STEPS, lrEnd: 1 })).toThrow(/lrEnd=1/);
  });
});
