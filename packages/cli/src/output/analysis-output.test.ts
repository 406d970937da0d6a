import { describe, expect, it } from "vitest";
import { exampleAnalysis } from "../../test/example-analysis.js";
import { csvHeader, csvRows, quote } from "./analysis-csv.js";
import { analysisToJson } from "./analysis-json.js";
import { analysisLines } from "./analysis-lines.js";

describe("analysisToJson", () => {
  it("has one number per value, and arrays only where asked for", () => {
    const json = analysisToJson(exampleAnalysis(), { perFrame: false });
    expect(json).toMatchObject({ file: "tone.wav", sampleRate: 8000, channels: 1, durationSeconds: 0.5, peak: 0.8 });
    expect(json).not.toHaveProperty("frames");
    const { frames } = analysisToJson(exampleAnalysis(), { perFrame: true }) as { frames: Record<string, number[]> };
    expect(Object.keys(frames)).toEqual([
      "timeSeconds",
      "rms",
      "zeroCrossingRate",
      "amplitudeEnvelope",
      "spectralCentroidHz",
      "spectralBandwidthHz",
    ]);
    expect(frames["timeSeconds"]).toHaveLength(16);
  });

  it("turns what JSON cannot hold into null", () => {
    const broken = { ...exampleAnalysis(), rms: NaN };
    expect(JSON.parse(JSON.stringify(analysisToJson(broken, { perFrame: false })))).toMatchObject({ rms: null });
  });
});

describe("csv", () => {
  it("has a line per frame with as many fields as the header", () => {
    const rows = [...csvRows(exampleAnalysis(), false)];
    expect(csvHeader(false)).toBe("time_seconds,rms,zcr,centroid_hz,bandwidth_hz,envelope");
    expect(rows).toHaveLength(16);
    expect(rows[1].split(",")).toEqual(["0.032", expect.any(String), "0.11", "440", "90", expect.any(String)]);
  });

  it("names the file first where there are several, quoted where it must be", () => {
    expect(csvHeader(true)).toMatch(/^file,/);
    expect([...csvRows(exampleAnalysis("a,b.wav"), true)][0]).toMatch(/^"a,b.wav",0,/);
    expect(quote('a"b')).toBe('"a""b"');
  });
});

describe("analysisLines", () => {
  it("begins with the file and lines up its values", () => {
    const [name, ...lines] = analysisLines(exampleAnalysis());
    expect(name).toBe("tone.wav");
    expect(lines.slice(0, 3)).toEqual([
      "  format              wav, 8 kHz, mono, 16 bit",
      "  duration            0.50 s (4,000 samples)",
      "  peak                0.8000  -1.9 dB",
    ]);
  });
});
