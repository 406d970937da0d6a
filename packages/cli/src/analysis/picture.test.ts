import path from "node:path";
import { describe, expect, it } from "vitest";
import { exampleAnalysis } from "../../test/example-analysis.js";
import { pictureOf, picturePaths } from "./picture.js";

describe("picturePaths", () => {
  it("is the target itself for one file", () => {
    expect(picturePaths("out.png", ["a.wav"], false)).toEqual(["out.png"]);
  });

  it("is a directory with one picture each for several, and equal names are numbered", () => {
    const names = picturePaths("out", ["x/a.wav", "y/a.flac", "-"], false).map((file) => path.basename(file));
    expect(names).toEqual(["a.png", "a-2.png", "stdin.png"]);
  });

  it("is a directory too where one exists or the target ends like one", () => {
    expect(picturePaths("out", ["a.wav"], true)).toEqual([path.join("out", "a.png")]);
    expect(picturePaths("out/", ["a.wav"], false)).toEqual([path.join("out/", "a.png")]);
  });
});

describe("pictureOf", () => {
  it("has waveform, RMS, zero crossings, centroid and spectrogram on one time axis", () => {
    const { panels, shareX } = pictureOf(exampleAnalysis());
    expect(shareX).toBe(true);
    expect(panels.map(({ y }) => y.label)).toEqual([
      "Amplitude",
      "RMS",
      "Zero-crossing rate",
      "Frequency",
      "Frequency",
    ]);
  });
});
