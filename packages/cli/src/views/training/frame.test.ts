import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleEvents } from "../../../test/example-events.js";
import { textWidth } from "../../output/table.js";
import { styleOf } from "../../terminal/style.js";
import type { Look } from "../look.js";
import { trainingFrame } from "./frame.js";
import { initialTrainingState, trainingReducer, type TrainingState } from "./state.js";

const look: Look = { style: styleOf(0, "dark"), theme: "dark", colorDepth: 0, hasUnicode: true };
const after = (count: number): TrainingState =>
  exampleEvents().slice(0, count).reduce(trainingReducer, initialTrainingState("Training on barks"));

describe("trainingFrame", () => {
  it("counts recordings while they are read", () => {
    expect(trainingFrame(after(1), { columns: 40, rows: 19 }, look)).toEqual([
      "Training on barks",
      "",
      "reading recordings",
      `${"█".repeat(18)}${"░".repeat(18)} 1/2`,
    ]);
  });

  it("shows progress, numbers and both curves in 80 columns", () => {
    const frame = trainingFrame(after(8), { columns: 80, rows: 23 }, look);
    expect(frame.slice(1, 4)).toEqual([
      `${"█".repeat(58)} 100 %  ETA 5 s`,
      "epoch 2/2  batch 2/2   loss 0.5000   accuracy 80.0 %   test -",
      "1,234 recordings/s   lr 0.001   cpu",
    ]);
    expect(frame).toHaveLength(23);
    expect(frame.join("\n")).toMatch(/Loss .*Accuracy/);
    expect(frame.at(-1)).toBe("q or Ctrl-C: stop and save");
  });

  it("says how it ended", () => {
    const frame = trainingFrame(after(12), { columns: 80, rows: 23 }, look);
    expect(frame[1]).toMatch(/100 % {2}done in 3 s$/);
    expect(frame[2]).toContain("test 75.0 % (best 75.0 %)");
    expect(frame.join("\n")).not.toContain("Ctrl-C");
  });

  it("is never larger than the terminal", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 140 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 12 }),
        (columns, rows, count) => {
          const frame = trainingFrame(after(count), { columns, rows }, look);
          expect(frame.length).toBeLessThanOrEqual(rows);
          for (const line of frame) expect(textWidth(line)).toBeLessThanOrEqual(columns);
        },
      ),
      { numRuns: 60 },
    );
  });
});
