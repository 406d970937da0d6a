import { describe, expect, it } from "vitest";
import { SonogradWaveform } from "../index.js";

describe("SonogradWaveform in Node", () => {
  it("observes its attributes in kebab case", () => {
    expect([...SonogradWaveform.observedAttributes].sort()).toEqual(
      ["channel", "frame-length", "hop-length", "label", "no-envelope", "sample-rate", "src"], // prettier-ignore
    );
  });

  it("has defaults that suit most recordings", () => {
    const { frameLength, hopLength, noEnvelope, src, file, samples, sampleRate, label } = new SonogradWaveform();
    expect({ frameLength, hopLength, noEnvelope }).toEqual({ frameLength: 1024, hopLength: null, noEnvelope: false });
    expect([src, file, samples, sampleRate, label]).toEqual([null, null, null, null, null]);
  });
});
