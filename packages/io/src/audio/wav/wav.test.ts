import { FormatError, fromTypedArray, ParameterError, ShapeError, DTypeError } from "@sonograd/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeWav, encodeWavChannels, readWav, readWavIntegers } from "./index.js";

const DEPTHS = [8, 16, 24, 32] as const;

/** A chunk with its padding byte. */
function chunk(id: string, body: readonly number[]): number[] {
  const size = body.length;
  const head = [...id].map((c) => c.charCodeAt(0));
  return [...head, size & 255, (size >> 8) & 255, (size >> 16) & 255, size >>> 24, ...body, ...(size % 2 ? [0] : [])];
}

const le16 = (v: number): number[] => [v & 255, (v >> 8) & 255];
const le32 = (v: number): number[] => [v & 255, (v >>> 8) & 255, (v >>> 16) & 255, v >>> 24];
const text = (s: string): number[] => [...s].map((c) => c.charCodeAt(0));

/** 8 kHz, 16-bit, one channel unless said otherwise. */
const format = (tag = 1, channels = 1, bits = 16): number[] =>
  chunk("fmt ", [
    ...le16(tag),
    ...le16(channels),
    ...le32(8000),
    ...le32((8000 * channels * bits) / 8),
    ...le16((channels * bits) / 8),
    ...le16(bits),
  ]);

const riff = (...chunks: number[][]): Uint8Array => {
  const body = [...text("WAVE"), ...chunks.flat()];
  return Uint8Array.from([...text("RIFF"), ...le32(body.length), ...body]);
};

describe("WAV integers", () => {
  test.each(DEPTHS)("come back exactly from %i bits, with any number of channels and samples", (bitDepth) => {
    const full = 2 ** (bitDepth - 1);
    const samples = fc.integer({ min: -full, max: full - 1 });
    const clip = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 17 })).chain(([channels, length]) =>
      fc.array(fc.array(samples, { minLength: length, maxLength: length }), {
        minLength: channels,
        maxLength: channels,
      }),
    );
    fc.assert(
      fc.property(clip, fc.integer({ min: 1, max: 400_000 }), (channels, sampleRate) => {
        const data = channels.map((c) => Int32Array.from(c));
        const back = readWavIntegers(encodeWavChannels(data, sampleRate, { bitDepth }));
        expect(back).toEqual({ channelData: data, sampleRate, bitDepth });
      }),
    );
  });

  test.each([8, 16, 24] as const)("of %i bits survive the way through floats", (bitDepth) => {
    const full = 2 ** (bitDepth - 1);
    const edges = Int32Array.from([0, 1, -1, full - 1, -full, full - 2, 1 - full, full >> 1, 85, -86]);
    const bytes = encodeWavChannels([edges], 8000, { bitDepth });
    const { channelData } = readWav(bytes);
    expect(channelData[0]).toEqual(Float32Array.from(edges, (v) => v / full));
    expect(encodeWavChannels(channelData, 8000, { bitDepth })).toEqual(bytes);
  });

  test("are rounded to the nearest", () => {
    const bytes = encodeWav([Float32Array.from([1.4, 1.6, -1.4, -1.6, 0.4], (v) => v / 32768)], 8000);
    expect([...readWavIntegers(bytes).channelData[0]]).toEqual([1, 2, -1, -2, 0]);
  });

  test("are clamped to full scale, not wrapped", () => {
    const bytes = encodeWav([Float32Array.from([1, 1.5, -1, -7, Infinity])], 8000);
    expect([...readWavIntegers(bytes).channelData[0]]).toEqual([32767, 32767, -32768, -32768, 32767]);
  });
});

describe("WAV floats", () => {
  test.each([32, 64] as const)("come back unchanged from %i bits, NaN and infinities too", (bitDepth) => {
    fc.assert(
      fc.property(fc.float32Array(), fc.integer({ min: 1, max: 96000 }), (samples, sampleRate) => {
        const back = readWav(encodeWavChannels([samples, samples], sampleRate, { bitDepth, float: true }));
        expect(back).toMatchObject({ sampleRate, bitDepth, float: true });
        expect(back.channelData[1]).toEqual(samples);
      }),
    );
    expect(
      readWav(encodeWav([Float32Array.from([NaN, -Infinity, 2e-40])], 1, { bitDepth, float: true })).channelData[0],
    ).toEqual(Float32Array.from([NaN, -Infinity, 2e-40]));
  });
});

describe("readWav", () => {
  test("skips unknown chunks and the padding of odd ones", () => {
    const bytes = riff(
      chunk("LIST", [1, 2, 3]),
      format(),
      chunk("bext", [9]),
      chunk("data", [...le16(100), ...le16(-100)]),
    );
    expect([...readWavIntegers(bytes).channelData[0]]).toEqual([100, -100]);
  });

  test.each([0, 0xffffffff, 0x7ffff000])(
    "reads to the end of the file when the data size is %i, as streams write it",
    (size) => {
      const bytes = riff(format(), [...text("data"), ...le32(size), ...le16(7), ...le16(8)]);
      bytes.set(le32(size), 4);
      expect([...readWavIntegers(bytes).channelData[0]]).toEqual([7, 8]);
    },
  );

  test("takes an empty data chunk before other chunks for what it is", () => {
    expect(readWav(riff(format(), chunk("data", []), chunk("LIST", [1, 2, 3, 4]))).channelData).toEqual([
      new Float32Array(0),
    ]);
  });

  test("reads big-endian RIFX like RIFF", () => {
    const swap = (bytes: readonly number[]): number[] => [...bytes].reverse();
    const bytes = Uint8Array.from([
      ...text("RIFX"),
      ...swap(le32(40)),
      ...text("WAVEfmt "),
      ...swap(le32(16)),
      ...[1, 1].flatMap((v) => swap(le16(v))),
      ...[8000, 24000].flatMap((v) => swap(le32(v))),
      ...[3, 24].flatMap((v) => swap(le16(v))),
      ...text("data"),
      ...swap(le32(6)),
      0x7f,
      0xff,
      0xfe,
      0x80,
      0x00,
      0x01,
    ]);
    expect([...readWavIntegers(bytes).channelData[0]]).toEqual([0x7ffffe, -0x7fffff]);
  });

  test("finds the data size of RF64 in its ds64 chunk", () => {
    const sizes = chunk("ds64", [...le32(80), ...le32(0), ...le32(4), ...le32(0), ...le32(2), ...le32(0), ...le32(0)]);
    const bytes = riff(sizes, format(), [
      ...text("data"),
      ...le32(0xffffffff),
      ...le16(5),
      ...le16(6),
      ...text("LIST"),
    ]);
    bytes.set([...text("RF64"), ...le32(0xffffffff)]);
    expect([...readWavIntegers(bytes).channelData[0]]).toEqual([5, 6]);
  });

  test("scales samples narrower than their container by the container, as they are left-justified", () => {
    const extensible = chunk("fmt ", [
      ...le16(65534),
      ...le16(1),
      ...le32(8e3),
      ...le32(24e3),
      ...le16(3),
      ...le16(24),
      ...le16(22),
      ...le16(20),
      ...le32(4),
      ...le16(1),
      0,
      0,
      0,
      0,
      16,
      0,
      128,
      0,
      0,
      170,
      0,
      56,
      155,
      113,
    ]);
    const wav = readWav(riff(extensible, chunk("data", [0x00, 0x00, 0x40])));
    expect(wav.bitDepth).toBe(20);
    expect([...wav.channelData[0]]).toEqual([0.5]);
  });

  test.each([
    [
      "declared 4 bytes, present 3",
      riff(format(), [...text("data"), ...le32(4), 1, 2, 3]),
      /declares 4 bytes, 3 bytes are present/,
    ],
    ["no data chunk", riff(format()), /no data chunk/],
    ["no fmt chunk", riff(chunk("LIST", [])), /no fmt chunk/],
    ["data before fmt", riff(chunk("data", [1, 2]), format()), /before its fmt/],
    ["a header cut off", riff(format()).subarray(0, 9), /truncated: 9 bytes/],
    ["a fmt chunk cut off", riff(format()).subarray(0, 24), /truncated inside its fmt/],
    ["mu-law", riff(format(7, 1, 8), chunk("data", [1])), /0x0007 \(mu-law\)/],
    ["no channels", riff(format(1, 0), chunk("data", [])), /0 channels/],
    ["12-byte integers", riff(format(1, 1, 96), chunk("data", [])), /96-bit integers/],
    ["another RIFF file", Uint8Array.from([...text("RIFF"), 4, 0, 0, 0, ...text("AVI ")]), /no WAVE file/],
  ])("refuses %s, naming the source", (_, bytes, message) => {
    expect(() => readWav(bytes, { name: "cut.wav" })).toThrow(FormatError);
    expect(() => readWav(bytes, { name: "cut.wav" })).toThrow(/source="cut\.wav"/);
    expect(() => readWav(bytes, { name: "cut.wav" })).toThrow(message);
  });

  test("refuses every cut of a file, wherever it falls", () => {
    const bytes = encodeWav([Float32Array.from([0.1, 0.2, 0.3])], 8000);
    for (let length = 0; length < bytes.length; length++)
      expect(() => readWav(bytes.subarray(0, length)), `${length} bytes`).toThrow(FormatError);
  });
});

describe("encodeWav", () => {
  test("takes a tensor of one or more channels", () => {
    const stereo = fromTypedArray(Float32Array.from([0.5, -0.5, 0.25, 0.75]), [2, 2]);
    expect(readWav(encodeWav(stereo, 8000)).channelData).toEqual([
      Float32Array.of(0.5, -0.5),
      Float32Array.of(0.25, 0.75),
    ]);
    expect(readWav(encodeWav(fromTypedArray(Float32Array.of(0.5)), 8000)).channelData).toEqual([Float32Array.of(0.5)]);
  });

  test("takes int32 tensors as the stored integers", () => {
    const bytes = encodeWav(fromTypedArray(Int32Array.of(2 ** 31 - 1, -(2 ** 31), 1), [1, 3]), 8000, { bitDepth: 32 });
    expect([...readWavIntegers(bytes).channelData[0]]).toEqual([2 ** 31 - 1, -(2 ** 31), 1]);
  });

  test("pads odd data to even length", () => {
    expect(encodeWav([Float32Array.of(0)], 8000, { bitDepth: 8 }).length % 2).toBe(0);
  });

  test("refuses what it cannot store, with the value in the message", () => {
    const one = [Float32Array.of(0)];
    expect(() => encodeWav(one, 8000.5)).toThrow(ParameterError);
    expect(() => encodeWav(one, 8000.5)).toThrow(/sampleRate=8000\.5/);
    expect(() => encodeWav(one, 8000, { bitDepth: 64 })).toThrow(/bitDepth=64/);
    expect(() => encodeWav(one, 8000, { bitDepth: 16, float: true })).toThrow(/bitDepth=16/);
    expect(() => encodeWav([], 8000)).toThrow(/0 channels/);
    expect(() => encodeWav([Float32Array.of(0), Float32Array.of(0, 0)], 8000)).toThrow(/channel 1 has 2 samples/);
    expect(() => encodeWav([Float32Array.of(0, NaN)], 8000)).toThrow(/samples\[1\]=NaN/);
    expect(() => encodeWav(fromTypedArray(Int32Array.of(40000)), 8000)).toThrow(/samples\[0\]=40000/);
    expect(() => encodeWav(fromTypedArray(new Float32Array(8), [2, 2, 2]), 8000)).toThrow(ShapeError);
    expect(() => encodeWav(fromTypedArray(new Uint8Array(8)), 8000)).toThrow(DTypeError);
  });
});
