import { describe, expect, it } from "vitest";
import { exampleEvaluation, exampleEvents } from "../../test/example-events.js";
import { accuracyLine, confusionLines } from "../output/evaluation-lines.js";
import { plainReporter, trainingLine } from "./plain-reporter.js";

describe("plainReporter", () => {
  it("tells a run in one line per step that matters, without escape sequences", () => {
    const lines: string[] = [];
    const reporter = plainReporter((line) => lines.push(line));
    for (const event of exampleEvents()) reporter.onEvent(event);
    expect(lines).toEqual([
      "reading recordings: 2/2",
      "training on 8 recordings of 2 classes, testing on 4: 1,234 parameters, 2 epochs, device cpu",
      "epoch 1/2  loss 1.0000  accuracy  40.0 %  1,234 recordings/s  ETA 5 s",
      "epoch 2/2  loss 0.5000  accuracy  80.0 %  1,234 recordings/s  ETA 5 s",
      "epoch 2: test accuracy 75.0 %, test loss 0.5000",
    ]);
  });

  it("tells long preparations in quarters", () => {
    const told = Array.from({ length: 1000 }, (_, i) =>
      trainingLine({ type: "prepare", what: "reading", done: i + 1, total: 1000 }),
    ).filter((line) => line !== undefined);
    expect(told).toEqual(["reading: 250/1,000", "reading: 500/1,000", "reading: 750/1,000", "reading: 1,000/1,000"]);
  });
});

describe("an evaluation as lines", () => {
  it("has accuracy and a matrix with true classes as rows", () => {
    expect(accuracyLine(exampleEvaluation)).toBe("accuracy 75.0 % (3 of 4 recordings), loss 0.5000, macro F1 0.7333");
    expect(confusionLines(exampleEvaluation)).toEqual([
      "#  true class  0  1  precision  recall     F1",
      "0  bark        2  .      0.667   1.000  0.800",
      "1  rain        1  1      1.000   0.500  0.667",
    ]);
  });

  it("leaves the matrix out where it would be too wide", () => {
    const classes = Array.from({ length: 30 }, (_, i) => `class ${i}`);
    const row = classes.map(() => 0);
    const perClass = classes.map((name) => ({ name, precision: 0, recall: 0, f1: 0, support: 0 }));
    const [heading] = confusionLines({ ...exampleEvaluation, classes, confusion: classes.map(() => row), perClass });
    expect(heading).toMatch(/^ #  true class {2}precision  recall/);
  });
});
