import { describe, expect, it } from "vitest";
import { summarize } from "./summary.js";

const recording = { name: "x.flac", durationSeconds: 4.5, sampleRate: 44_100, channels: { length: 2 } };

describe("summarize", () => {
  it("tells name, duration, rate, channels, peak and loudest frequency", () => {
    expect(summarize("Spectrogram", recording, { peak: 0.5, rms: 0.1, loudestHz: 440 }, "mono")).toBe(
      "Spectrogram of x.flac: 4.5 seconds, 44.1 kHz, 2 channels averaged. Peak −6.0 dB, loudest near 440 Hz.",
    );
  });

  it("tells which channel is shown, and silence", () => {
    expect(summarize("Waveform", recording, { peak: 0, rms: 0, loudestHz: undefined }, 1)).toBe(
      "Waveform of x.flac: 4.5 seconds, 44.1 kHz, channel 1 of 2. Silence.",
    );
  });
});
