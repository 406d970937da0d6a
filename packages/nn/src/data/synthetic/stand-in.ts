// What the writers of stand-ins share: tones that tell classes apart, and files in a directory.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fromTypedArray, Generator, ParameterError } from "@sonograd/core";
import { saveWav } from "@sonograd/io";
import { darkNoise, falling, harmonics, mixInto, normalizePower, type Canvas } from "./building-blocks.js";
import { RandomSource } from "./random-source.js";

export interface StandInOptions {
  /** Length of a clip (default 0.5). */
  readonly seconds?: number;
  /** Hz, ≥ 4000 (default 8000). */
  readonly sampleRate?: number;
  /** Same seed, same files (default 0). */
  readonly seed?: number;
}

const LOWEST_HZ = 110;
const SEMITONES = 24;
const PEAK = 0.8;

/** A tone whose pitch, and beyond two octaves whose brightness, tells its kind; a little mistuned, over noise. */
function toneOf(kind: number, canvas: Canvas): Float32Array {
  const { random } = canvas;
  const pitch = LOWEST_HZ * 2 ** (((kind % SEMITONES) + random.uniform(-0.2, 0.2)) / 12);
  const brightness = 2 - 0.7 * Math.floor(kind / SEMITONES);
  const tone = normalizePower(harmonics(canvas, () => pitch, falling(8, brightness)));
  return mixInto(tone, darkNoise(canvas, random.logUniform(300, 3000)), random.uniform(0.05, 0.2));
}

/** Writes the files of a stand-in, and counts the clips. */
export class StandIn {
  readonly random: RandomSource;
  readonly #seconds: number;
  readonly #sampleRate: number;
  clips = 0;

  constructor(
    op: string,
    readonly directory: string,
    { seconds = 0.5, sampleRate = 8000, seed = 0 }: StandInOptions,
    counts: Readonly<Record<string, number>>,
  ) {
    if (!(seconds > 0)) throw new ParameterError(`${op}: seconds=${seconds} must be > 0.`);
    if (!(sampleRate >= 4000)) throw new ParameterError(`${op}: sampleRate=${sampleRate} must be ≥ 4000 Hz.`);
    for (const [name, n] of Object.entries(counts))
      if (!Number.isInteger(n) || n < 1) throw new ParameterError(`${op}: ${name}=${n} must be an integer ≥ 1.`);
    this.random = new RandomSource(new Generator(seed));
    this.#seconds = seconds;
    this.#sampleRate = sampleRate;
  }

  /** A WAV file of one tone, or of one after the other. */
  async clip(file: string, ...kinds: readonly number[]): Promise<void> {
    return this.#write(file, this.#seconds, kinds);
  }

  /** A WAV file of one tone that is shorter by up to 40 %, as words are not equally long. */
  async word(file: string, kind: number): Promise<void> {
    return this.#write(file, this.#seconds * this.random.uniform(0.6, 1), [kind]);
  }

  async #write(file: string, seconds: number, kinds: readonly number[]): Promise<void> {
    const samples = Math.max(kinds.length, Math.round(seconds * this.#sampleRate));
    const each = Math.floor(samples / kinds.length);
    const out = new Float32Array(each * kinds.length);
    for (const [k, kind] of kinds.entries())
      out.set(toneOf(kind, { samples: each, sampleRate: this.#sampleRate, random: this.random }), k * each);
    const peak = out.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
    const target = await this.#target(file);
    await saveWav(target, fromTypedArray(out.map((v) => (v * PEAK) / (peak || 1))), this.#sampleRate);
    this.clips++;
  }

  async file(file: string, contents: string | Uint8Array): Promise<void> {
    await writeFile(await this.#target(file), contents);
  }

  async #target(file: string): Promise<string> {
    const target = path.join(this.directory, file);
    await mkdir(path.dirname(target), { recursive: true });
    return target;
  }
}
