import { describe, expect, it } from "vitest";
import { SonogradSpectrogram } from "../index.js";

describe("SonogradSpectrogram in Node", () => {
  it("can be imported without a page", () => {
    expect("document" in globalThis).toBe(false);
    expect(SonogradSpectrogram.name).toBe("SonogradSpectrogram");
  });

  it("can be registered without a page", async () => {
    await expect(import("../define.js")).resolves.toHaveProperty("SonogradSpectrogram", SonogradSpectrogram);
  });

  it("observes its attributes in kebab case", () => {
    expect([...SonogradSpectrogram.observedAttributes].sort()).toEqual(
      ["channel", "color-map", "hop-length", "label", "max-db", "min-db", "n-fft", "sample-rate", "src", "y-scale"], // prettier-ignore
    );
  });

  it("has defaults that suit most recordings", () => {
    const { nFft, hopLength, yScale, colorMap, minDb, maxDb, channel, state } = new SonogradSpectrogram();
    expect({ nFft, hopLength, yScale, colorMap, minDb, maxDb, channel, state }).toEqual({
      nFft: 2048,
      hopLength: null,
      yScale: "mel",
      colorMap: "magma",
      minDb: null,
      maxDb: null,
      channel: "mono",
      state: "empty",
    });
  });
});
