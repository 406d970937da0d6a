import { MPEGDecoder } from "mpg123-decoder";
import { describe, expect, test, vi } from "vitest";
import { fixture } from "../../../test/fixture.js";
import { decodeMp3, stopAtFirstError } from "../mp3.js";
import { findMpegStart, parseMpegFrame, scanMpeg } from "./index.js";

describe("parseMpegFrame", () => {
  test.each([
    [
      [0xff, 0xfb, 0x90, 0x00],
      { version: "1", layer: 3, sampleRate: 44100, numChannels: 2, numBytes: 417, numSamples: 1152 },
    ],
    [
      [0xff, 0xfb, 0x92, 0xc0],
      { version: "1", layer: 3, sampleRate: 44100, numChannels: 1, numBytes: 418, numSamples: 1152 },
    ],
    [
      [0xff, 0xf3, 0x40, 0xc0],
      { version: "2", layer: 3, sampleRate: 22050, numChannels: 1, numBytes: 104, numSamples: 576 },
    ],
    [
      [0xff, 0xe3, 0x18, 0xc0],
      { version: "2.5", layer: 3, sampleRate: 8000, numChannels: 1, numBytes: 72, numSamples: 576 },
    ],
    [
      [0xff, 0xfd, 0x84, 0x00],
      { version: "1", layer: 2, sampleRate: 48000, numChannels: 2, numBytes: 384, numSamples: 1152 },
    ],
    [
      [0xff, 0xff, 0x40, 0x00],
      { version: "1", layer: 1, sampleRate: 44100, numChannels: 2, numBytes: 136, numSamples: 384 },
    ],
  ])("reads %j", (bytes, expected) => {
    expect(parseMpegFrame(Uint8Array.from(bytes), 0)).toMatchObject(expected);
  });

  test.each([
    ["reserved version", [0xff, 0xeb, 0x90, 0]],
    ["reserved layer", [0xff, 0xf9, 0x90, 0]],
    ["free bit rate", [0xff, 0xfb, 0x00, 0]],
    ["bad bit rate", [0xff, 0xfb, 0xf0, 0]],
    ["reserved sample rate", [0xff, 0xfb, 0x9c, 0]],
    ["no sync", [0xff, 0x1b, 0x90, 0]],
    ["three bytes", [0xff, 0xfb, 0x90]],
  ])("finds no frame in a %s", (_, bytes) => {
    expect(parseMpegFrame(Uint8Array.from(bytes), 0)).toBeUndefined();
  });
});

test("a lone sync word in other data is no MP3", () => {
  const bytes = new Uint8Array(1000).fill(0x33);
  bytes.set([0xff, 0xfb, 0x90, 0x00]);
  expect(findMpegStart(bytes, 0)).toBe(-1);
});

test("frames are counted without the summary frame, whose own count agrees", () => {
  const scan = scanMpeg(fixture("stereo-vbr.mp3"), 0, "x");
  expect(scan.numFrames).toBe(scan.summary?.numFrames);
  expect(scan.numFrames * 1152 - scan.summary!.delay! - scan.summary!.padding!).toBe(11025);
});

test("fewer frames than the summary declares is truncation, though every frame is whole", () => {
  const bytes = fixture("stereo-vbr.mp3");
  const last = lastFrame(bytes);
  expect(() => scanMpeg(bytes.subarray(0, last), 0, "cut.mp3")).toThrow(/declares \d+ frames, \d+ are present/);
});

test("two joined MP3s lose nothing, though the first summary counts only its own frames", async () => {
  const one = fixture("stereo-vbr.mp3");
  const both = Uint8Array.from([...one, ...one]);
  const scan = scanMpeg(both, 0, "both.mp3");
  const { channelData } = await decodeMp3(both, 0, "both.mp3");
  expect(channelData[0]).toHaveLength(scan.numFrames * 1152);
});

test("mpg123 is stopped at its first error instead of reading on", async () => {
  const noise = new Uint8Array(200_000).fill(0x55);
  const console = vi.spyOn(globalThis.console, "error").mockImplementation(() => undefined);
  const decoder = new MPEGDecoder();
  await decoder.ready;
  expect(decoder.decode(noise).errors).not.toHaveLength(0);
  await decoder.reset();
  stopAtFirstError(decoder);
  expect(() => decoder.decode(noise)).toThrow(/MPG123/);
  decoder.free();
  console.mockRestore();
});

function lastFrame(bytes: Uint8Array): number {
  let at = 0;
  for (
    let frame = parseMpegFrame(bytes, at);
    frame && at + frame.numBytes < bytes.length;
    frame = parseMpegFrame(bytes, at)
  )
    at += frame.numBytes;
  return at;
}
