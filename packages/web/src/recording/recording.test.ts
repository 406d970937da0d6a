import { ParameterError, stack, tensor, tone } from "@sonograd/core";
import { describe, expect, it } from "vitest";
import { makeRecording, pickChannel } from "./recording.js";

const left = Float32Array.of(1, 0, -1);
const right = Float32Array.of(0, 0.5, 0);

describe("makeRecording", () => {
  it("takes one channel, a list of channels or a tensor", async () => {
    const forms = [left, [left], tensor(left), stack([tensor(left)])];
    for (const form of forms) {
      const { channels, durationSeconds } = await makeRecording("chart", form, 3, "x");
      expect(channels).toEqual([left]);
      expect(durationSeconds).toBe(1);
    }
    const both = await makeRecording("chart", stack([tensor(left), tensor(right)]), 3, "x");
    expect(both.channels).toEqual([left, right]);
  });

  it.each([null, 0, -8000, Number.NaN, Infinity])(
    "refuses a sample rate of %s and says where to set it",
    async (rate) => {
      const making = makeRecording("chart", left, rate, "x");
      await expect(making).rejects.toThrow(ParameterError);
      await expect(making).rejects.toThrow(`sampleRate=${rate}`);
    },
  );

  it("refuses samples that are empty, ragged or of another dtype", async () => {
    await expect(makeRecording("chart", new Float32Array(0), 8000, "x")).rejects.toThrow("are empty");
    await expect(makeRecording("chart", [], 8000, "x")).rejects.toThrow("are empty");
    await expect(makeRecording("chart", [left, right.subarray(1)], 8000, "x")).rejects.toThrow("3 and 2 samples");
    const wide = tone(440, { length: 8, dtype: "float64" });
    await expect(makeRecording("chart", wide, 8000, "x")).rejects.toThrow("float64 [8]");
  });
});

describe("pickChannel", () => {
  it("averages the channels or picks one", async () => {
    const recording = await makeRecording("chart", [left, right], 3, "x");
    expect(pickChannel("chart", recording, "mono")).toEqual(Float32Array.of(0.5, 0.25, -0.5));
    expect(pickChannel("chart", recording, 1)).toBe(right);
  });

  it.each([2, -1, 0.5, Number.NaN])("refuses channel %s and says how many there are", async (channel) => {
    const recording = await makeRecording("chart", [left, right], 3, "x.wav");
    expect(() => pickChannel("chart", recording, channel)).toThrow(/must be "mono" or 0…1: "x\.wav" has 2/);
  });
});
