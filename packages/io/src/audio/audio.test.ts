import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FormatError, ParameterError, SonogradError } from "@sonograd/core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { errorOf, fixture, fixturePath, stereoTone, tone, worstDifference } from "../../test/fixture.js";
import { decodeAudio, encodeWav, info, load, readWav, save } from "./index.js";
import { oggCrc } from "./ogg/crc.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sonograd-io-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const STEREO = ["stereo-vbr.mp3", "stereo.ogg", "stereo.opus", "stereo.flac", "stereo.oga"];
const ALL = [
  ...STEREO,
  "mono-untagged.mp3",
  "stereo-24bit.flac",
  "unknown-length.flac",
  "surround.ogg",
  "surround.opus",
];

describe("decoding", () => {
  test.each([
    ["stereo.flac", "flac", 44100, 11025, 16, 2 ** -16],
    ["stereo.oga", "ogg-flac", 44100, 11025, 16, 2 ** -16],
    ["stereo-24bit.flac", "flac", 44100, 1101, 24, 2 ** -24],
    ["stereo.ogg", "vorbis", 44100, 11025, undefined, 0.02],
    ["stereo.opus", "opus", 48000, 12001, undefined, 0.02],
    ["stereo-vbr.mp3", "mp3", 44100, 11025, undefined, 0.02],
  ] as const)(
    "gives the tone that %s was made from, sample for sample in place",
    async (name, format, rate, length, bits, tolerance) => {
      const audio = await decodeAudio(fixture(name), { name });
      expect(audio).toMatchObject({ format, sampleRate: rate });
      expect(audio.bitDepth).toBe(bits);
      expect(audio.channelData.map((c) => c.length)).toEqual([length, length]);
      const edge = bits === undefined ? 400 : 0;
      stereoTone(rate, length).forEach((expected, c) =>
        expect(worstDifference(audio.channelData[c], expected, edge)).toBeLessThanOrEqual(tolerance),
      );
    },
  );

  test.each(["surround.ogg", "surround.opus"])("puts the channels of %s in WAVE's order", async (name) => {
    const { channelData } = await decodeAudio(fixture(name));
    const found = channelData.map((channel) => Math.round(crossingsPerSecond(channel, 48000) / 10) * 10);
    expect(found).toEqual([200, 300, 400, 60, 500, 600]);
  });

  test("keeps every sample of an MP3 without LAME's tag, as mono", async () => {
    const { channelData } = await decodeAudio(fixture("mono-untagged.mp3"));
    expect(channelData).toHaveLength(1);
    expect(channelData[0].length % 576).toBe(0);
    expect(channelData[0].length).toBeGreaterThan(5000);
  });

  test("applies the header gain of Opus", async () => {
    const plain = await decodeAudio(fixture("stereo.opus"));
    const bytes = fixture("stereo.opus");
    const firstPage = bytes.subarray(0, 27 + bytes[26] + bytes[27]);
    new DataView(firstPage.buffer).setInt16(28 + 16, -6 * 256, true); // −6 dB, Q7.8
    new DataView(firstPage.buffer).setUint32(22, oggCrc(firstPage), true);
    const quiet = await decodeAudio(bytes);
    const expected = plain.channelData[0].map((x) => x * 10 ** (-6 / 20));
    expect(worstDifference(quiet.channelData[0], expected)).toBeLessThan(1e-6);
  });

  test("skips ID3 tags before FLAC and MP3, and tags and zeros behind MP3", async () => {
    const tag = Uint8Array.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 1, 2, ...new Uint8Array(130).fill(0xff)]);
    const id3v1 = new Uint8Array(128);
    id3v1.set([0x54, 0x41, 0x47]);
    for (const name of ["stereo.flac", "stereo-vbr.mp3"]) {
      const plain = await decodeAudio(fixture(name));
      const tagged = await decodeAudio(Uint8Array.from([...tag, ...fixture(name)]));
      expect(tagged.channelData).toEqual(plain.channelData);
    }
    for (const trailer of [id3v1, new Uint8Array(300)]) {
      const audio = await decodeAudio(Uint8Array.from([...fixture("stereo-vbr.mp3"), ...trailer]));
      expect(audio.channelData[0]).toHaveLength(11025);
    }
  });

  test("works for several files at once", async () => {
    const together = await Promise.all(ALL.map((name) => decodeAudio(fixture(name))));
    for (const [i, name] of ALL.entries())
      expect(together[i].channelData).toEqual((await decodeAudio(fixture(name))).channelData);
  });
});

describe("damaged audio", () => {
  test.each(ALL)("%s is refused at every cut, with its name and no word on the console", async (name) => {
    const bytes = fixture(name);
    const console = vi.spyOn(globalThis.console, "error");
    const cuts = [
      0,
      1,
      3,
      4,
      30,
      60,
      200,
      ...[0.25, 0.5, 0.75, 0.99].map((f) => Math.floor(f * bytes.length)),
      bytes.length - 1,
    ];
    for (const length of cuts) {
      const error = await errorOf(() => decodeAudio(bytes.subarray(0, length), { name }));
      expect(error, `${length} of ${bytes.length} bytes: ${error.message}`).toBeInstanceOf(FormatError);
      expect(error.message).toContain(`source="${name}"`);
      expect(error.message).not.toContain("\n");
    }
    expect(console).not.toHaveBeenCalled();
    console.mockRestore();
  });

  test.each(ALL.filter((name) => !name.endsWith(".mp3")))(
    "%s is refused or unharmed after any flipped bit",
    async (name) => {
      const good = await decodeAudio(fixture(name));
      for (let i = 1; i <= 24; i++) {
        const bytes = fixture(name);
        bytes[Math.floor((i * bytes.length) / 25)] ^= 1 << (i % 8);
        const result = await decodeAudio(bytes).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(FormatError);
        else expect(result).toEqual(good); // a bit of metadata
      }
    },
  );

  test("a FLAC cut at half says how many samples are missing", async () => {
    const bytes = fixture("stereo.flac");
    const error = await errorOf(() => decodeAudio(bytes.subarray(0, bytes.length / 2), { name: "half.flac" }));
    expect(error.message).toMatch(/half\.flac.*declares 11025 samples per channel, \d+ could be decoded/);
  });

  test("an Ogg file without its last page is truncated, though every page in it is whole", async () => {
    const bytes = fixture("stereo.ogg");
    const lastPage = findLast(bytes, [0x4f, 0x67, 0x67, 0x53]);
    const error = await errorOf(() => decodeAudio(bytes.subarray(0, lastPage), { name: "cut.ogg" }));
    expect(error.message).toMatch(/cut\.ogg" is truncated: its vorbis stream has no end-of-stream page/);
  });

  test("an Ogg file with a page missing inside is damaged", async () => {
    const bytes = fixture("stereo.opus");
    const second = findNext(bytes, [0x4f, 0x67, 0x67, 0x53], 1);
    const third = findNext(bytes, [0x4f, 0x67, 0x67, 0x53], second + 1);
    const without = Uint8Array.from([...bytes.subarray(0, second), ...bytes.subarray(third)]);
    await expect(decodeAudio(without)).rejects.toThrow(/page 1 of its opus stream is missing/);
  });

  test("two Ogg streams in one file are refused instead of losing one", async () => {
    const twice = Uint8Array.from([...fixture("stereo.ogg"), ...fixture("surround.ogg")]);
    await expect(decodeAudio(twice)).rejects.toThrow(/several audio streams/);
  });

  test("an MP3 with foreign bytes between its frames is refused", async () => {
    const bytes = fixture("mono-untagged.mp3");
    bytes.fill(0x55, 1000, 1600);
    await expect(decodeAudio(bytes)).rejects.toThrow(/should begin frame/);
  });

  test.each([
    [
      "text",
      new TextEncoder().encode("Not a sound at all.\n"),
      /4e 6f 74 20 61 20 73 6f "Not a so" and looks like text/,
    ],
    ["a PNG", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), /PNG image/],
    ["an MP4", new TextEncoder().encode("\0\0\0\x18ftypM4A "), /MP4 or M4A/],
    ["zeros", new Uint8Array(5000), /00 00 00 00/],
    ["nothing", new Uint8Array(0), /empty \(0 bytes\)/],
    ["an ID3 tag alone", Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 1, 0), /no audio after it/],
  ])("%s is refused with its first bytes and the formats that are read", async (_, bytes, message) => {
    const error = await errorOf(() => decodeAudio(bytes, { name: "x.wav" }));
    expect(error).toBeInstanceOf(FormatError);
    expect(error.message).toMatch(message);
    expect(error.message).toContain('source="x.wav"');
  });
});

describe("info", () => {
  test.each(ALL)("of %s agrees with what decoding gives", async (name) => {
    const facts = await info(fixturePath(name));
    const { format, channelData, sampleRate } = await decodeAudio(fixture(name));
    expect(facts).toMatchObject({
      format,
      sampleRate,
      numChannels: channelData.length,
      numFrames: channelData[0].length,
    });
    expect(facts.durationSeconds).toBeCloseTo(channelData[0].length / sampleRate, 12);
  });

  test("reads a long WAV's header from its first bytes, and a long chunk before the samples", async () => {
    const bytes = encodeWav([tone(440, 0.5, 8000, 100_000)], 8000, { bitDepth: 24 });
    const list = Uint8Array.from([0x4c, 0x49, 0x53, 0x54, 0, 0, 2, 0, ...new Uint8Array(131072)]);
    const long = Uint8Array.from([...bytes.subarray(0, 36), ...list, ...bytes.subarray(36)]);
    for (const [name, content] of [
      ["plain.wav", bytes],
      ["list.wav", long],
    ] as const) {
      await writeFile(join(folder, name), content);
      for (const source of [join(folder, name), new Blob([content])])
        expect(await info(source)).toMatchObject({
          numFrames: 100_000,
          numChannels: 1,
          bitDepth: 24,
          encoding: "24-bit signed integer",
        });
    }
    await writeFile(join(folder, "cut.wav"), bytes.subarray(0, 150_000));
    await expect(info(join(folder, "cut.wav"))).rejects.toThrow(/declares 300000 bytes, 149956 bytes are present/);
  });
});

describe("load", () => {
  test("gives a float32 tensor [channels, n]", async () => {
    const { samples, sampleRate, format, bitDepth } = await load(fixturePath("stereo.flac"));
    expect([samples.dtype, ...samples.shape, sampleRate, format, bitDepth]).toEqual([
      "float32",
      2,
      11025,
      44100,
      "flac",
      16,
    ]);
    const [left, right] = (await decodeAudio(fixture("stereo.flac"))).channelData;
    expect(await samples.data()).toEqual(Float32Array.from([...left, ...right]));
  });

  test("reads paths, file URLs, data URLs, Blobs, Files and memory alike, whatever the extension", async () => {
    const bytes = fixture("stereo.flac");
    const disguised = join(folder, "disguised.mp3");
    await writeFile(disguised, bytes);
    const expected = await (await load(bytes)).samples.data();
    const sources = [
      disguised,
      new URL(`file://${disguised}`),
      `file://${disguised}`,
      `data:audio/ogg;base64,${Buffer.from(bytes).toString("base64")}`,
      new Blob([bytes]),
      new File([bytes], "other.wav"),
      bytes.buffer,
    ];
    for (const source of sources) expect(await (await load(source)).samples.data()).toEqual(expected);
  });

  test("averages channels, skips `offset` and keeps `duration` seconds", async () => {
    const bytes = encodeWav([Float32Array.of(0, 0.25, 0.5, 0.75), Float32Array.of(0, -0.25, 0.5, 0.25)], 4);
    const at = async (options: object): Promise<unknown> => (await load(bytes, options)).samples.array();
    expect(await at({ mono: true })).toEqual([[0, 0, 0.5, 0.5]]);
    expect(await at({ offset: 0.25, duration: 0.5 })).toEqual([
      [0.25, 0.5],
      [-0.25, 0.5],
    ]);
    expect(await at({ offset: 9 })).toEqual([[], []]);
    expect(await at({ duration: 0 })).toEqual([[], []]);
    expect(await at({ offset: 0.75, duration: 9 })).toEqual([[0.75], [0.25]]);
  });

  test("gives [1, 0] for a file without samples and [1, 1] for a single one", async () => {
    expect((await load(encodeWav([new Float32Array(0)], 8000))).samples.shape).toEqual([1, 0]);
    expect((await load(encodeWav([Float32Array.of(1)], 8000))).samples.shape).toEqual([1, 1]);
  });

  test("says why a source cannot be read, in one line with its name", async () => {
    const missing = await errorOf(() => load(join(folder, "missing.wav")));
    expect(missing).toBeInstanceOf(ParameterError);
    expect(missing.message).toMatch(/missing\.wav" cannot be read: ENOENT/);
    const none = await errorOf(() => load(42 as unknown as string));
    expect(none.message).toMatch(/source=42 is none of path, URL/);
    await expect(load("http://127.0.0.1:1/none.wav")).rejects.toThrow(SonogradError);
    await expect(load(new File([], "empty.wav"))).rejects.toThrow(/^load: source="empty\.wav" is empty \(0 bytes\)/);
    for (const options of [{ offset: -1 }, { offset: NaN }, { duration: -0.1 }])
      await expect(load(fixture("stereo.flac"), options)).rejects.toThrow(ParameterError);
  });
});

describe("save", () => {
  test("writes what load reads, making folders and leaving no temporary file", async () => {
    const { samples } = await load(fixture("stereo.flac"));
    const path = join(folder, "deep", "er", "copy.wav");
    await save(path, samples, 44100);
    expect(await (await load(path)).samples.data()).toEqual(await samples.data());
    expect(await readdir(join(folder, "deep", "er"))).toEqual(["copy.wav"]);
  });

  test("refuses formats it does not encode and paths it cannot write", async () => {
    await expect(save(join(folder, "x.mp3"), [Float32Array.of(0)], 8000)).rejects.toThrow(/must end in \.wav/);
    await writeFile(join(folder, "file"), "x");
    await expect(save(join(folder, "file", "x.wav"), [Float32Array.of(0)], 8000)).rejects.toThrow(/cannot be written/);
  });
});

// Real recordings lie beside the repository on the project's own machines only.
const shared = new URL("../../../../../shared/data/", import.meta.url);
const hasShared = existsSync(shared);
if (!hasShared) console.warn("audio.test: ../shared/data is absent, so real recordings are not checked.");

describe.skipIf(!hasShared)("real recordings", () => {
  test("FLAC and Vorbis of one clip have the same length and nearly the same samples", async () => {
    const flac = await decodeAudio(readFileSync(new URL("audio/test_audio.flac", shared)));
    const vorbis = await decodeAudio(readFileSync(new URL("audio/test_audio.ogg", shared)));
    expect(vorbis.channelData.map((c) => c.length)).toEqual(flac.channelData.map((c) => c.length));
    flac.channelData.forEach((a, c) => {
      const b = vorbis.channelData[c];
      const error = Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]) ** 2, 0) / a.length);
      const level = Math.sqrt(a.reduce((sum, x) => sum + x * x, 0) / a.length);
      expect(20 * Math.log10(error / level)).toBeLessThan(-15); // dB
    });
  });

  test("spoken digits are 8 kHz, 16-bit mono", async () => {
    const audio = readWav(readFileSync(new URL("fsdd/recordings/0_george_10.wav", shared)));
    expect([audio.sampleRate, audio.bitDepth, audio.channelData.length]).toEqual([8000, 16, 1]);
  });
});

function crossingsPerSecond(samples: Float32Array, sampleRate: number): number {
  const inner = samples.subarray(1000, samples.length - 1000);
  let rising = 0;
  for (let i = 1; i < inner.length; i++) if (inner[i - 1] < 0 && inner[i] >= 0) rising++;
  return (rising * sampleRate) / inner.length;
}

function findNext(bytes: Uint8Array, pattern: readonly number[], from: number): number {
  for (let at = from; at < bytes.length; at++) if (pattern.every((b, i) => bytes[at + i] === b)) return at;
  return -1;
}

function findLast(bytes: Uint8Array, pattern: readonly number[]): number {
  let last = -1;
  for (let at = 0; (at = findNext(bytes, pattern, at)) >= 0; at++) last = at;
  return last;
}
