import { describe, expect, test } from "vitest";
import { encodeGif } from "./gif.js";
import type { Pixels } from "./pixels.js";

const frame = (width: number, height: number, color: (x: number, y: number) => number[]): Pixels => {
  const data = new Uint8ClampedArray(3 * width * height);
  for (let i = 0; i < width * height; i++) data.set(color(i % width, Math.floor(i / width)), 3 * i);
  return { width, height, channels: 3, data };
};

/** An independent reader: the blocks of GIF89a and its LZW codes, as the specification describes them. */
function decodeGif(file: Uint8Array): { delays: number[]; frames: number[][] } {
  const word = (at: number): number => file[at] | (file[at + 1] << 8);
  expect(new TextDecoder().decode(file.subarray(0, 6))).toBe("GIF89a");
  const delays: number[] = [];
  const frames: number[][] = [];
  for (let at = 13; file[at] !== 0x3b;) {
    if (file[at] === 0x21) {
      if (file[at + 1] === 0xf9) delays.push(word(at + 4));
      for (at += 2; file[at] !== 0;) at += 1 + file[at];
      at++;
      continue;
    }
    expect(file[at]).toBe(0x2c);
    const size = 3 * 2 ** ((file[at + 9] & 7) + 1);
    const colors = file.subarray(at + 10, at + 10 + size);
    at += 10 + size;
    const bits = file[at++];
    const data: number[] = [];
    for (; file[at] !== 0; at += 1 + file[at]) data.push(...file.subarray(at + 1, at + 1 + file[at]));
    at++;
    frames.push(unpack(data, bits).flatMap((index) => [...colors.subarray(3 * index, 3 * index + 3)]));
  }
  return { delays, frames };
}

function unpack(data: number[], bits: number): number[] {
  const clear = 2 ** bits;
  const out: number[] = [];
  let [width, bit] = [bits + 1, 0];
  let words: number[][] = [];
  let last: number[] | undefined;
  for (;;) {
    let code = 0;
    for (let i = 0; i < width; i++, bit++) code |= ((data[bit >> 3] >> (bit & 7)) & 1) << i;
    if (code === clear + 1) return out;
    if (code === clear) {
      words = Array.from({ length: clear + 2 }, (_, i) => [i]);
      [width, last] = [bits + 1, undefined];
      continue;
    }
    const entry: number[] = words[code] ?? [...last!, last![0]];
    out.push(...entry);
    if (last && words.length < 4096) words.push([...last, entry[0]]);
    if (words.length === 2 ** width && width < 12) width++;
    last = entry;
  }
}

describe("encodeGif", () => {
  test.each([
    [1, 1, 1],
    [3, 2, 2],
    [17, 13, 5],
    [64, 64, 256],
    [300, 200, 256], // more codes than the table holds
  ])("keeps %i × %i pixels of %i colours exactly", (width, height, count) => {
    const frames = [1, 7].map((seed) =>
      frame(width, height, (x, y) => {
        const color = ((x * 7919 + y * y * 104729 + x * y * seed) >>> 3) % count;
        return [color, (color * 37) & 255, 255 - color];
      }),
    );
    const decoded = decodeGif(encodeGif(frames, 25));
    expect(decoded.delays).toEqual([25, 25]);
    for (const [i, { data }] of frames.entries()) expect(decoded.frames[i]).toEqual([...data]);
  });

  test("shows more colours than 256 by near ones", () => {
    const smooth = frame(64, 64, (x, y) => [4 * x, 4 * y, 2 * (x + y)]);
    const [shown] = decodeGif(encodeGif([smooth], 4)).frames;
    const worst = shown.reduce((most, value, i) => Math.max(most, Math.abs(value - smooth.data[i])), 0);
    expect(worst).toBeGreaterThan(0);
    expect(worst).toBeLessThanOrEqual(16);
  });
});
