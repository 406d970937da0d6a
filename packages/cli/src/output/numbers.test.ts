import { describe, expect, it } from "vitest";
import {
  formatClock,
  formatCount,
  formatDecibels,
  formatDuration,
  formatFixed,
  formatHertz,
  formatPercent,
} from "./numbers.js";

describe("numbers as text", () => {
  it("uses kHz from 1000 Hz on", () => {
    expect([440.4, 999, 1000, 22050, 44100].map(formatHertz)).toEqual([
      "440 Hz",
      "999 Hz",
      "1 kHz",
      "22.05 kHz",
      "44.1 kHz",
    ]);
  });

  it("writes durations as seconds, minutes or hours", () => {
    expect([0, 5.19, 187, 3723].map(formatDuration)).toEqual(["0.00 s", "5.19 s", "3:07", "1:02:03"]);
    expect([0.2, 59.6, 75].map(formatClock)).toEqual(["0 s", "1:00", "1:15"]);
  });

  it("writes silence as minus infinity and full scale as zero", () => {
    expect([0, 1, 0.1].map(formatDecibels)).toEqual(["-inf dB", "0.0 dB", "-20.0 dB"]);
  });

  it("groups thousands", () => {
    expect([0, 999, 1000, 1234567].map(formatCount)).toEqual(["0", "999", "1,000", "1,234,567"]);
  });

  it("shows a dash for what is no number", () => {
    expect([formatHertz(NaN), formatFixed(Infinity, 2), formatPercent(NaN), formatClock(NaN)]).toEqual([
      "-",
      "-",
      "-",
      "-",
    ]);
  });
});
