import { describe, expect, it } from "vitest";
import { exampleAnalysis } from "../../../test/example-analysis.js";
import { analysisKey } from "./input.js";
import { analysisReducer, initialAnalysisState, type AnalysisAction, type AnalysisState } from "./state.js";

const after = (...actions: AnalysisAction[]): AnalysisState =>
  actions.reduce(analysisReducer, initialAnalysisState(["a.wav", "b.wav", "c.wav"]));

describe("analysisReducer", () => {
  it("goes round about the tabs in both directions", () => {
    expect(after({ type: "shiftTab", by: -1 }).tab).toBe("curves");
    expect(after({ type: "shiftTab", by: 1 }, { type: "shiftTab", by: 1 }).tab).toBe("spectrogram");
    expect(after({ type: "showTab", tab: "curves" }, { type: "shiftTab", by: 1 }).tab).toBe("summary");
  });

  it("keeps the selection on the list", () => {
    expect(after({ type: "moveSelection", by: 5 }).selected).toBe(2);
    expect(after({ type: "moveSelection", by: -1 }).selected).toBe(0);
    expect(after({ type: "moveSelection", by: Number.POSITIVE_INFINITY }).selected).toBe(2);
  });

  it("returns the same state where nothing changes", () => {
    const state = after();
    expect(analysisReducer(state, { type: "showTab", tab: "summary" })).toBe(state);
    expect(analysisReducer(state, { type: "moveSelection", by: -1 })).toBe(state);
    expect(analysisReducer(state, { type: "status", index: 9, status: { kind: "waiting" } })).toBe(state);
  });

  it("notes how far each file is", () => {
    const { entries } = after(
      { type: "status", index: 0, status: { kind: "done", analysis: exampleAnalysis() } },
      { type: "status", index: 1, status: { kind: "failed", message: "b.wav: is empty" } },
    );
    expect(entries.map(({ status }) => status.kind)).toEqual(["done", "failed", "waiting"]);
  });
});

describe("analysisKey", () => {
  it.each([
    ["q", {}, "quit"],
    ["", { escape: true }, "quit"],
    ["c", { ctrl: true }, "interrupt"],
    ["3", {}, { type: "showTab", tab: "spectrogram" }],
    ["", { rightArrow: true }, { type: "shiftTab", by: 1 }],
    ["", { tab: true, shift: true }, { type: "shiftTab", by: -1 }],
    ["", { downArrow: true }, { type: "moveSelection", by: 1 }],
    ["9", {}, undefined],
    ["0", {}, undefined],
    ["x", {}, undefined],
    ["q", { ctrl: true }, undefined],
  ] as const)("reads %j %j", (input, key, expected) => {
    expect(analysisKey(input, key)).toEqual(expected);
  });
});
