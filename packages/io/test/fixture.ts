// The files in test/fixtures, and the signals they were made from.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const fixturePath = (name: string): string => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));

export const fixture = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(fixturePath(name)));

/** `amplitude · sin(2π hz i / sampleRate)` for i < length. */
export const tone = (hz: number, amplitude: number, sampleRate: number, length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / sampleRate));

/** The left and right channel of the stereo fixtures. */
export const stereoTone = (sampleRate: number, length: number): Float32Array[] => [
  tone(440, 0.5, sampleRate, length),
  tone(660, 0.25, sampleRate, length),
];

/** Largest |a − b| between `from` and the end less `from`: codecs are rough at a tone's cut edges. */
export function worstDifference(a: Float32Array, b: Float32Array, from = 0): number {
  let worst = 0;
  for (let i = from; i < Math.min(a.length, b.length) - from; i++) worst = Math.max(worst, Math.abs(a[i] - b[i]));
  return worst;
}

/** The message of the error that `work` throws or rejects with; a test that expects one fails when none comes. */
export async function errorOf(work: () => unknown): Promise<Error> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("expected an error, none was thrown");
}
