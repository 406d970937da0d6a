import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cat, FormatError, ParameterError, type Tensor } from "@sonograd/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ByteSource } from "../bytes/index.js";
import { encodeWav, load, streamAudio } from "./index.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stream-audio-"));
});
afterAll(() => rm(folder, { recursive: true }));

const saw = (length: number, step: number): Float32Array =>
  Float32Array.from({ length }, (_, n) => ((n * step) % 200) / 100 - 1);

async function blocksOf(source: ByteSource, blockLength: number): Promise<Tensor[]> {
  const blocks: Tensor[] = [];
  for await (const block of streamAudio(source, { blockLength })) blocks.push(block);
  return blocks;
}

describe("streamAudio", () => {
  const bytes = encodeWav([saw(1000, 7), saw(1000, 11)], 8000, { bitDepth: 24 });

  it.each(["path", "Blob", "bytes"] as const)("gives the samples of a WAV %s in blocks", async (kind) => {
    const path = join(folder, "saw.wav");
    await writeFile(path, bytes);
    const source = { path, Blob: new Blob([bytes]), bytes }[kind];
    const blocks = await blocksOf(source, 300);
    expect(blocks.map((b) => b.shape)).toEqual([[2, 300], [2, 300], [2, 300], [2, 100]]); // prettier-ignore
    expect(cat(blocks, 1).arraySync()).toEqual((await load(bytes)).samples.arraySync());
  });

  it("reads no more of a file than it needs", async () => {
    const blob = new Blob([encodeWav([saw(2_000_000, 3)], 8000)]);
    let read = 0;
    const slice = blob.slice.bind(blob);
    blob.slice = (start = 0, end = blob.size) => {
      read += Math.min(end, blob.size) - start;
      return slice(start, end);
    };
    for await (const block of streamAudio(blob, { blockLength: 1000 })) if (block.shape[1] === 1000) break;
    expect(read).toBeLessThan(2 ** 20 + 3000);
  });

  it("gives nothing for a recording without samples", async () => {
    expect(await blocksOf(encodeWav([new Float32Array(0)], 8000), 10)).toEqual([]);
  });

  it("says what is wrong", async () => {
    await expect(blocksOf(bytes, 0)).rejects.toThrow(ParameterError);
    await expect(blocksOf(bytes, 0)).rejects.toThrow(/blockLength=0/);
    await expect(blocksOf(join(folder, "none.wav"), 10)).rejects.toThrow(/^streamAudio: .*none\.wav.*ENOENT/);
    await expect(blocksOf(bytes.subarray(0, 3000), 10)).rejects.toThrow(FormatError);
    await expect(blocksOf(new TextEncoder().encode("no sound at all"), 10)).rejects.toThrow(FormatError);
  });
});
