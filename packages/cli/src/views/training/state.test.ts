import { describe, expect, it } from "vitest";
import { exampleEvents } from "../../../test/example-events.js";
import { isStopKey } from "./input.js";
import { initialTrainingState, trainingReducer, type TrainingState } from "./state.js";

/** The state after the first `count` events. */
const after = (count: number): TrainingState =>
  exampleEvents().slice(0, count).reduce(trainingReducer, initialTrainingState("Training"));

describe("trainingReducer", () => {
  it("follows a run from reading to the end", () => {
    expect([0, 1, 3, 12].map((count) => after(count).phase)).toEqual(["waiting", "preparing", "training", "done"]);
    expect(after(12)).toMatchObject({ bestAccuracy: 0.75, evaluation: { accuracy: 0.75 }, isStopping: false });
  });

  it("draws one point per epoch, and one that moves through the present epoch", () => {
    expect(after(4).train.epoch).toEqual([0.5]);
    expect(after(5).train.epoch).toEqual([0.5, 1]);
    expect(after(7).train.epoch).toEqual([0.5, 1, 1.5]);
    expect(after(8).train).toEqual({
      epoch: [0.5, 1, 2],
      loss: [1, 2 / 3, 0.5],
      accuracy: [0.4, 0.6000000000000001, 0.8],
    });
    expect(after(12).test).toEqual({ epoch: [2], loss: [0.5], accuracy: [0.75] });
  });

  it("notes the wish to stop once, and that the run was stopped", () => {
    const stopping = trainingReducer(after(5), { type: "stopping" });
    expect(stopping.isStopping).toBe(true);
    expect(trainingReducer(stopping, { type: "stopping" })).toBe(stopping);
    const end = { type: "end", epochs: 2, step: 2, aborted: true, elapsedSeconds: 1, evaluation: null } as const;
    expect(trainingReducer(stopping, end).phase).toBe("stopped");
  });
});

describe("isStopKey", () => {
  it("is q or Ctrl-C", () => {
    expect([isStopKey("q", {}), isStopKey("c", { ctrl: true }), isStopKey("c", {}), isStopKey("x", {})]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
