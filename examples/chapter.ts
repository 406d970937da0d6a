// What the chapters of the course share: arguments, a recording, assertions that are counted, and a figure.
//   <chapter> [recording or folder] [--device cpu|webgpu] [--out folder]
import { AssertionError } from "node:assert";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { add, chirp, concat, Generator, manualSeed, noise, setDefaultDevice, slice, Tensor, tone, zeros } from "@sonograd/core"; // prettier-ignore
import { load, saveFigure, type Figure } from "@sonograd/io";
import { writeSyntheticESC10, writeSyntheticFSDD, writeSyntheticUrbanSound8K } from "@sonograd/nn/node";
import { useWebGPU } from "@sonograd/webgpu";

// What goes wrong is one line, with the place in the chapter.
process.on("uncaughtException", (error) => {
  const place = /\d\d-[\w-]+\.[jt]s:\d+/.exec(error.stack ?? "");
  console.error(`error: ${error.message}${place ? ` (${place[0]})` : ""}`);
  process.exit(1);
});

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { device: { type: "string", default: "cpu" }, out: { type: "string", default: "." } },
});
if (options.device !== "cpu" && options.device !== "webgpu")
  throw new Error(`--device ${options.device} must be cpu or webgpu.`);

/** Where this chapter computes: new tensors go there. */
export const device = options.device;
if (device === "webgpu") {
  await useWebGPU();
  setDefaultDevice("webgpu");
}
manualSeed(0);

/** A recording: mono samples [n] and their rate in Hz. */
export interface Recording {
  readonly y: Tensor;
  readonly sampleRate: number;
  readonly name: string;
}

/** The file given, else the course's music where it is at hand, else a phrase synthesised here; at most `seconds` of it. */
export async function recording({ seconds = Infinity } = {}): Promise<Recording> {
  const [file = "../shared/data/audio/test_audio.flac"] = positionals;
  if (positionals.length === 0 && !existsSync(file)) return synthesizedPhrase(seconds);
  const { samples, sampleRate } = await load(file, seconds === Infinity ? {} : { duration: seconds });
  return { y: samples.mean(0).to(device), sampleRate, name: basename(file) };
}

/** Three gliding vowels with hissing consonants between them: voiced, unvoiced and silent, like speech. */
export function synthesizedPhrase(seconds = Infinity): Recording {
  const sampleRate = 22050;
  const generator = new Generator(7);
  const vowel = (hz: number): Tensor =>
    [1, 2, 3, 4, 6, 9]
      .map((k) => chirp({ fmin: hz * k, fmax: hz * k * 1.2, sampleRate, duration: 0.6 }).mul(0.3 / k))
      .reduce((sum, partial) => add(sum, partial))
      .mul(tone(2.5, { sampleRate, duration: 0.6 }).abs());
  const hiss = (): Tensor => noise({ sampleRate, duration: 0.15, generator }).mul(0.05);
  const y = concat([vowel(140), hiss(), zeros([2205]), vowel(220), hiss(), vowel(180), zeros([2205])]);
  const length = Math.min(y.numel, Math.round(seconds * sampleRate));
  return { y: y.get(slice(0, length)), sampleRate, name: "synthesised phrase" };
}

let scratch: string | undefined;

/** A folder for files that nobody needs when the chapter has ended: it goes with it. */
export function scratchFolder(): string {
  if (scratch === undefined) {
    const folder = (scratch = mkdtempSync(join(tmpdir(), "sonograd-course-")));
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  }
  return scratch;
}

const STAND_INS = { fsdd: writeSyntheticFSDD, esc10: writeSyntheticESC10, urbansound8k: writeSyntheticUrbanSound8K };

/** The folder given, else the data set where it is at hand, else a small synthesised set with the same layout. */
export async function dataFolder(set: keyof typeof STAND_INS): Promise<string> {
  const [given = join("../shared/data", set)] = positionals;
  if (positionals.length > 0 || existsSync(given)) return given;
  const folder = join(scratchFolder(), set);
  await STAND_INS[set](folder);
  return folder;
}

type Numbers = Tensor | number | ArrayLike<number> | readonly Numbers[];

async function flat(x: Numbers): Promise<number[]> {
  if (typeof x === "number") return [x];
  if (x instanceof Tensor) return Array.from(await x.data(), Number);
  return (await Promise.all(Array.from(x as ArrayLike<Numbers>, flat))).flat();
}

let held = 0;
process.on("exit", (code) => {
  if (code === 0) console.log(`${held} assertions hold`);
});

function fail(message: string, actual: unknown, expected: unknown): never {
  throw new AssertionError({ message, actual, expected });
}

/** Every number within `tolerance` of what is expected; one expected number stands for all. */
export async function assertClose(what: string, actual: Numbers, expected: Numbers, tolerance: number): Promise<void> {
  const [a, b] = [await flat(actual), await flat(expected)];
  if (b.length !== 1 && a.length !== b.length)
    fail(`${what}: ${a.length} numbers, expected ${b.length}`, a.length, b.length);
  const at = a.findIndex((value, i) => !(Math.abs(value - b[b.length === 1 ? 0 : i]) <= tolerance));
  if (at >= 0 || a.length === 0)
    fail(`${what}: ${a[at]} is not within ${tolerance} of ${b[b.length === 1 ? 0 : at]} (number ${at})`, a[at], b[at]);
  held++;
}

/** The same text, number, shape or list. */
export function assertEqual(what: string, actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) fail(`${what}: ${a}, expected ${b}`, actual, expected);
  held++;
}

/** A condition, for example that one method beats another. */
export function assertThat(what: string, holds: boolean): void {
  if (!holds) fail(`${what}: does not hold`, false, true);
  held++;
}

/** Writes the chapter's picture as PNG into the folder of `--out`. */
export async function saveChapterFigure(figure: Figure | Promise<Figure>, suffix = ""): Promise<void> {
  const name = `${basename(process.argv[1]).replace(/\.[jt]s$/, "")}${suffix}.png`;
  await saveFigure(join(options.out, name), await figure);
  console.log(`picture: ${join(options.out, name)}`);
}

/** A worker that runs `file`, an `import.meta.url`. tsx leaves workers alone, so there it is asked to read TypeScript once more. */
export function workerOf(file: string): Worker {
  if (!file.endsWith(".ts")) return new Worker(new URL(file));
  const [tsx, module] = [import.meta.resolve("tsx/esm/api"), file].map((name) => JSON.stringify(name));
  return new Worker(`import(${tsx}).then(({ register }) => (register(), import(${module})))`, { eval: true });
}
