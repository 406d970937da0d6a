import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleAnalysis } from "../../../test/example-analysis.js";
import { textWidth } from "../../output/table.js";
import { styleOf, withoutStyle } from "../../terminal/style.js";
import type { Look } from "../look.js";
import { analysisFrame } from "./frame.js";
import { analysisReducer, initialAnalysisState, TABS, type AnalysisState } from "./state.js";

const plain: Look = { style: styleOf(0, "dark"), theme: "dark", colorDepth: 0, hasUnicode: true };
const colored: Look = { style: styleOf(24, "dark"), theme: "dark", colorDepth: 24, hasUnicode: true };

function state(files: number, tab: (typeof TABS)[number] = "summary"): AnalysisState {
  const names = Array.from({ length: files }, (_, i) => `tone-${i}.wav`);
  const begun = names.reduce(
    (at, name, index) =>
      analysisReducer(at, { type: "status", index, status: { kind: "done", analysis: exampleAnalysis(name) } }),
    initialAnalysisState(names),
  );
  return { ...begun, tab };
}

describe("analysisFrame", () => {
  it("shows values and waveform in 80 × 23", () => {
    const frame = analysisFrame(state(1), { columns: 80, rows: 23 }, plain);
    expect(frame.slice(0, 8)).toEqual([
      "[1 Summary]  2 Waveform   3 Spectrogram   4 Curves ",
      "tone-0.wav  wav, 8 kHz, mono, 16 bit",
      "",
      "duration            0.50 s                amplitude envelope  0.4000  mean",
      "peak                0.8000  -1.9 dB       spectral centroid   440 Hz  mean",
      "rms                 0.2500  -12.0 dB      spectral bandwidth  90 Hz  mean",
      "zero-crossing rate  0.1100  mean          frames              16",
      "",
    ]);
    expect(frame.at(-1)).toBe("q quit   ←→ or 1–4 view");
    expect(frame.join("\n")).toContain("Amplitude envelope");
  });

  it("lists several files and marks the selected one", () => {
    const frame = analysisFrame({ ...state(3), selected: 1 }, { columns: 80, rows: 23 }, plain);
    expect(frame[1]).toMatch(/^2\/3 tone-1.wav/);
    expect(frame.filter((line) => line.startsWith("> "))).toEqual([expect.stringContaining("tone-1.wav")]);
  });

  it("degrades in 40 × 19", () => {
    const frame = analysisFrame(state(2), { columns: 40, rows: 19 }, plain);
    expect(frame[0]).toBe("[1 Sum] 2 Wave  3 Spec  4 Curv ");
    expect(frame.at(-1)).toBe("q quit  ←→ view  ↑↓ file");
  });

  it("says how far an analysis is and why one failed", () => {
    const working = analysisReducer(initialAnalysisState(["a.wav"]), {
      type: "status",
      index: 0,
      status: { kind: "working", share: 0.5 },
    });
    expect(analysisFrame(working, { columns: 80, rows: 23 }, plain).join("\n")).toContain(" 50 %");
    const failed = analysisReducer(working, {
      type: "status",
      index: 0,
      status: { kind: "failed", message: "a.wav: is empty (0 bytes)" },
    });
    expect(analysisFrame(failed, { columns: 80, rows: 23 }, plain)).toContain("a.wav: is empty (0 bytes)");
  });

  it.each(TABS)("fills exactly its size in any terminal, on the %s tab", (tab) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 140 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 12 }),
        (columns, rows, files) => {
          const frame = analysisFrame(state(files, tab), { columns, rows }, plain);
          expect(frame.length).toBeLessThanOrEqual(rows);
          if (columns >= 24 && rows >= 8) expect(frame).toHaveLength(rows);
          for (const line of frame) expect(textWidth(line)).toBeLessThanOrEqual(columns);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("says the same with and without colours", () => {
    const size = { columns: 80, rows: 23 };
    for (const tab of TABS) {
      const text = (look: Look): string[] => analysisFrame(state(2, tab), size, look).map((line) => withoutStyle(line));
      expect(text(colored).join("\n")).not.toContain("\x1b");
      // Painters mix layers differently without colours, so only what is not a chart is compared.
      for (const line of tab === "summary" ? [0, 1, 3, 4, 6, 7, 8, 9, 22] : [0, 1, 22])
        expect(text(colored)[line].trimEnd()).toBe(text(plain)[line].trimEnd());
    }
  });
});
