import { describe, expect, it } from "vitest";
import { tryCodec } from "./diagnose.js";
import { CODEC_CLIPS } from "./codec-clips.js";

describe("tryCodec", () => {
  it.each(Object.keys(CODEC_CLIPS) as (keyof typeof CODEC_CLIPS)[])("decodes the built-in %s clip", async (format) => {
    expect(await tryCodec(format)).toEqual({ format, works: true });
  });

  it("says why a codec does not work", async () => {
    expect(await tryCodec("flac", "AAAA")).toMatchObject({ works: false, reason: expect.stringContaining("built-in") });
    const silence = Buffer.from(CODEC_CLIPS.wav, "base64").fill(0, 44).toString("base64");
    expect(await tryCodec("wav", silence)).toMatchObject({
      works: false,
      reason: expect.stringContaining("peak of 0.000"),
    });
  });
});
