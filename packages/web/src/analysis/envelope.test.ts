import { amplitudeEnvelope, fromTypedArray, ParameterError } from "@sonograd/core";
import { describe, expect, it } from "vitest";
import { envelope } from "./envelope.js";

describe("envelope", () => {
  it("is the largest magnitude around each frame's middle, to the very end", async () => {
    const samples = Float32Array.of(0, -1, 0, 0, 0.5, 0, 0, 0, 2);
    expect(await envelope(samples, { frameLength: 3, hopLength: 4 })).toEqual(Float32Array.of(1, 0.5, 2));
  });

  it("is block by block what amplitudeEnvelope is at once", async () => {
    const samples = Float32Array.from({ length: 3_000_001 }, (_, i) => Math.sin(i * i));
    const own = await envelope(samples, { frameLength: 1024, hopLength: 512 });
    const y = fromTypedArray(samples, [samples.length]);
    const whole = amplitudeEnvelope(y, { frameLength: 1024, hopLength: 512, mode: "absmax", center: true }).dataSync();
    expect(own).toEqual(whole);
  });

  it.each([1, 2, 7])("covers a recording of %i samples", async (length) => {
    const values = await envelope(new Float32Array(length).fill(0.5), { frameLength: 1024, hopLength: 512 });
    expect(values).toEqual(Float32Array.of(0.5));
  });

  it("refuses lengths that are no counts", async () => {
    const wrong = envelope(new Float32Array(8), { frameLength: 0, hopLength: 4 });
    await expect(wrong).rejects.toThrow(ParameterError);
    await expect(wrong).rejects.toThrow("frameLength=0");
    await expect(envelope(new Float32Array(8), { frameLength: 4, hopLength: -1 })).rejects.toThrow("hopLength=-1");
  });
});
