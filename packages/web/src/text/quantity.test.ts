import { describe, expect, it } from "vitest";
import { formatAmplitude, formatDb, formatFrequency, formatLevel, formatRate, formatTime, spokenDuration } from "./quantity.js"; // prettier-ignore

describe("quantities", () => {
  it.each([
    [0, "0 seconds"],
    [1, "1 second"],
    [3.256, "3.26 seconds"],
    [59.999, "1 minute"],
    [61.2, "1 minute 1 second"],
    [125, "2 minutes 5 seconds"],
  ])("a duration of %d s is %s", (seconds, text) => expect(spokenDuration(seconds)).toBe(text));

  it.each([
    [27.54, "27.5 Hz"],
    [440.4, "440 Hz"],
    [999.7, "1 kHz"],
    [2921.9, "2.92 kHz"],
    [12_345, "12.3 kHz"],
  ])("a frequency of %d Hz is %s", (hz, text) => expect(formatFrequency(hz)).toBe(text));

  it("sample rates keep every digit", () => {
    expect([8000, 22050, 44100, 11025, 500].map(formatRate)).toEqual(["8 kHz", "22.05 kHz", "44.1 kHz", "11.025 kHz", "500 Hz"]); // prettier-ignore
  });

  it("levels have a real minus sign and a word for silence", () => {
    expect([formatDb(-12.34), formatLevel(1), formatLevel(0.5), formatLevel(0)]).toEqual(["−12.3 dB", "0.0 dB", "−6.0 dB", "silence"]); // prettier-ignore
    expect(formatAmplitude(-0.125)).toBe("−0.125");
  });

  it("times have more digits where less is shown", () => {
    expect([formatTime(1.25), formatTime(1.25, 60), formatTime(1.25, 0.01)]).toEqual(["1.250 s", "1.250 s", "1.25000 s"]); // prettier-ignore
  });
});
