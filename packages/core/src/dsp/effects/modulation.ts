// Effects with a delay that swings: each sample waits for the one before, so they run on the host.
import { ParameterError, ShapeError } from "../../errors/index.js";
import { formatShape, type Tensor } from "../../tensor/index.js";
import { checkPositive, checkSignal } from "../checks.js";
import { readLines, writeLines } from "../host-lines.js";

export type Modulation = "sinusoidal" | "triangular";

/** One swing between low and high, beginning at `phase` of it (0…1). */
function swing(kind: Modulation, size: number, low: number, high: number, phase: number): Float64Array {
  const offset = Math.trunc(phase * size + 0.5);
  return Float64Array.from({ length: size }, (_, t) => {
    const x = ((t + offset) % size) / size;
    const quarter = Math.floor(4 * x);
    const line = quarter === 0 ? 2 * x + 0.5 : quarter === 3 ? 2 * x - 1.5 : 1.5 - 2 * x;
    return (kind === "sinusoidal" ? (Math.sin(2 * Math.PI * x) + 1) / 2 : line) * (high - low) + low;
  });
}

const clip = (value: number): number => Math.min(1, Math.max(-1, value));

export interface FlangerOptions {
  /** ms, 0…30 (default 0). */
  readonly delay?: number;
  /** Swing of the delay, ms, 0…10 (default 2). */
  readonly depth?: number;
  /** Part of the delayed signal fed back, %, -95…95 (default 0). */
  readonly regen?: number;
  /** Part of the delayed signal mixed in, %, 0…100 (default 71). */
  readonly width?: number;
  /** Swings per second, 0.1…10 (default 0.5). */
  readonly speed?: number;
  /** Shift of the swing from channel to channel, %, 0…100 (default 25). */
  readonly phase?: number;
  /** (default "sinusoidal") */
  readonly modulation?: Modulation;
  /** Between the samples of the delay line (default "linear"). */
  readonly interpolation?: "linear" | "quadratic";
}

/**
 * The waveform mixed with a copy of itself whose delay swings; computed on the host.
 *
 * @param waveform    real, [..., channels, samples], at most 4 channels, full scale -1…1
 * @param sampleRate  Hz, > 0
 * @param options     delay, depth ms; regen, width, phase %; speed Hz; modulation, interpolation
 * @returns a promise of the shape of waveform, -1…1. No gradient
 * @throws ParameterError  an option out of range
 * @throws ShapeError      no channels, or more than 4
 * @source torchaudio.functional.flanger (SoX flanger)
 * @example await flanger(stereo, 22050, { delay: 2 })
 */
export async function flanger(waveform: Tensor, sampleRate: number, options: FlangerOptions = {}): Promise<Tensor> {
  const { delay = 0, depth = 2, regen = 0, width = 71, speed = 0.5, phase = 25 } = options;
  const { modulation = "sinusoidal", interpolation = "linear" } = options;
  checkSignal("flanger", waveform, "waveform");
  checkPositive("flanger", "sampleRate", sampleRate);
  if (waveform.ndim < 2 || waveform.shape.at(-2)! > 4)
    throw new ShapeError(
      `flanger: waveform ${formatShape(waveform.shape)} must be [..., channels, samples] with at most 4 channels.`,
    );
  const ranges: Readonly<Record<string, readonly [number, number, number]>> = {
    delay: [delay, 0, 30], depth: [depth, 0, 10], regen: [regen, -95, 95], width: [width, 0, 100], speed: [speed, 0.1, 10], phase: [phase, 0, 100],
  }; // prettier-ignore
  for (const [name, [value, least, most]] of Object.entries(ranges))
    if (!(value >= least && value <= most))
      throw new ParameterError(`flanger: ${name}=${value} must lie in ${least}…${most}.`);
  checkModulation("flanger", modulation);
  if (interpolation !== "linear" && interpolation !== "quadratic")
    throw new ParameterError(`flanger: interpolation="${String(interpolation)}" must be "linear" or "quadratic".`);

  const feedback = regen / 100;
  const mixed = width / 100;
  const direct = 1 / (1 + mixed);
  const delayed = (mixed / (1 + mixed)) * (1 - Math.abs(feedback));
  const room = Math.trunc(((delay + depth) / 1000) * sampleRate + 0.5) + 2;
  const period = Math.trunc(sampleRate / speed);
  const first = Math.floor((delay / 1000) * sampleRate + 0.5);
  const table = swing(modulation, period, first, room - 2, 0.75).map(Math.fround);
  const channels = waveform.shape.at(-2)!;
  const lines = (await readLines(waveform)).map((x, line) => {
    const ring = new Float64Array(room);
    const ahead = Math.trunc((line % channels) * period * (phase / 100) + 0.5);
    let last = 0;
    let at = 0;
    return x.map((value, n) => {
      at = (at + room - 1) % room;
      ring[at] = value + last * feedback;
      const wanted = table[(n + ahead) % period];
      const whole = Math.floor(wanted);
      const part = wanted - whole;
      const tap = (i: number): number => ring[(at + whole + i) % room];
      const rise = tap(1) - tap(0);
      if (interpolation === "linear") last = tap(0) + rise * part;
      else {
        const far = tap(2) - tap(0);
        last = tap(0) + ((far / 2 - rise) * part + 2 * rise - far / 2) * part;
      }
      return clip(value * direct + last * delayed);
    });
  });
  return writeLines(lines, waveform.shape.slice(0, -1), waveform.shape.at(-1)!, waveform);
}

export interface PhaserOptions {
  /** Factor on the input, 0…1 (default 0.4). */
  readonly gainIn?: number;
  /** Factor on the output, 0…1e9 (default 0.74). */
  readonly gainOut?: number;
  /** ms, 0…5 (default 3). */
  readonly delayMs?: number;
  /** Factor on what is fed back, 0…0.99 (default 0.4). */
  readonly decay?: number;
  /** Swings per second, 0.1…2 (default 0.5). */
  readonly modSpeed?: number;
  /** A sine rather than a triangle (default true). */
  readonly sinusoidal?: boolean;
}

/**
 * The waveform with itself fed back after a delay that swings; computed on the host.
 *
 * @param waveform    real, [..., samples], full scale -1…1
 * @param sampleRate  Hz, > 0
 * @param options     gainIn, gainOut, decay factors; delayMs ms; modSpeed Hz; sinusoidal
 * @returns a promise of the shape of waveform, -1…1. No gradient
 * @throws ParameterError  an option out of range, or a delay of less than a sample
 * @source torchaudio.functional.phaser (SoX phaser)
 * @example await phaser(y, 22050, { delayMs: 2 })
 */
export async function phaser(waveform: Tensor, sampleRate: number, options: PhaserOptions = {}): Promise<Tensor> {
  const { gainIn = 0.4, gainOut = 0.74, delayMs = 3, decay = 0.4, modSpeed = 0.5, sinusoidal = true } = options;
  checkSignal("phaser", waveform, "waveform");
  checkPositive("phaser", "sampleRate", sampleRate);
  const ranges: Readonly<Record<string, readonly [number, number, number]>> = {
    gainIn: [gainIn, 0, 1], gainOut: [gainOut, 0, 1e9], delayMs: [delayMs, 0, 5], decay: [decay, 0, 0.99], modSpeed: [modSpeed, 0.1, 2],
  }; // prettier-ignore
  for (const [name, [value, least, most]] of Object.entries(ranges))
    if (!(value >= least && value <= most))
      throw new ParameterError(`phaser: ${name}=${value} must lie in ${least}…${most}.`);
  const room = Math.trunc(delayMs * 0.001 * sampleRate + 0.5);
  if (room < 1)
    throw new ParameterError(
      `phaser: delayMs=${delayMs} is less than a sample at ${sampleRate} Hz. Use a longer delay.`,
    );
  const period = Math.trunc(sampleRate / modSpeed + 0.5);
  const kind = sinusoidal ? "sinusoidal" : "triangular";
  const table = swing(kind, period, 1, room, 0.25).map((delay) => Math.trunc(delay + 0.5));
  const lines = (await readLines(waveform)).map((x) => {
    const ring = new Float64Array(room);
    let at = 0;
    return x.map((value, n) => {
      const sum = value * gainIn + ring[(at + table[n % period]) % room];
      at = (at + 1) % room;
      ring[at] = sum * decay;
      return clip(sum * gainOut);
    });
  });
  return writeLines(lines, waveform.shape.slice(0, -1), waveform.shape.at(-1)!, waveform);
}

function checkModulation(op: string, kind: Modulation): void {
  if (kind !== "sinusoidal" && kind !== "triangular")
    throw new ParameterError(`${op}: modulation="${String(kind)}" must be "sinusoidal" or "triangular".`);
}
