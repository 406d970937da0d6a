import { ParameterError } from "../../errors/index.js";
import { fromTypedArray } from "../../ops/index.js";
import { formatShape, isDouble, type Tensor } from "../../tensor/index.js";
import { checkPositive, checkSignal } from "../checks.js";
import { constant } from "../constant.js";
import { checkRange } from "./check-range.js";
import { waveTable } from "./wave-table.js";

export interface FlangerOptions {
  /** Shortest delay in milliseconds, 0…30 (default 0). */
  readonly delay?: number;
  /** How far the delay swings, in milliseconds, 0…10 (default 2). */
  readonly depth?: number;
  /** Percentage of the delayed signal that is fed back, -95…95 (default 0). */
  readonly regen?: number;
  /** Percentage of the delayed signal in the mix, 0…100 (default 71). */
  readonly width?: number;
  /** Hz of the modulation, 0.1…10 (default 0.5). */
  readonly speed?: number;
  /** Percentage of a period between neighbouring channels, 0…100 (default 25). */
  readonly phase?: number;
  /** How the delay moves (default "sinusoidal"). */
  readonly modulation?: "sinusoidal" | "triangular";
  /** How a delay between samples is read (default "linear"). */
  readonly interpolation?: "linear" | "quadratic";
}

/**
 * The waveform mixed with a copy whose delay swings (a flanger), limited to -1…1.
 *
 * @param waveform    real, [..., channels, samples] with at most 4 channels, or [samples]
 * @param sampleRate  Hz, > 0
 * @param options.delay          shortest delay, milliseconds, 0…30 (default 0)
 * @param options.depth          swing of the delay, milliseconds, 0…10 (default 2)
 * @param options.regen          feedback, percent, -95…95 (default 0)
 * @param options.width          share of the delayed signal, percent, 0…100 (default 71)
 * @param options.speed          Hz of the modulation, 0.1…10 (default 0.5)
 * @param options.phase          shift between neighbouring channels, percent of a period, 0…100 (default 25)
 * @param options.modulation     "sinusoidal" or "triangular" (default "sinusoidal")
 * @param options.interpolation  "linear" or "quadratic" (default "linear")
 * @returns shape of waveform, unit of waveform, -1…1. Silence gives silence
 * @throws ParameterError  an option out of its range, or more than 4 channels
 * @source torchaudio.functional.flanger, which does not check the ranges. The feedback is a series, cut below rounding
 * @example flanger(y, 22050)
 */
export function flanger(
  waveform: Tensor,
  sampleRate: number,
  {
    delay = 0,
    depth = 2,
    regen = 0,
    width = 71,
    speed = 0.5,
    phase = 25,
    modulation = "sinusoidal",
    interpolation = "linear",
  }: FlangerOptions = {},
): Tensor {
  checkSignal("flanger", waveform, "waveform");
  checkPositive("flanger", "sampleRate", sampleRate);
  checkRange("flanger", { delay }, 0, 30);
  checkRange("flanger", { depth }, 0, 10);
  checkRange("flanger", { regen }, -95, 95);
  checkRange("flanger", { width, phase }, 0, 100);
  checkRange("flanger", { speed }, 0.1, 10);
  if (modulation !== "sinusoidal" && modulation !== "triangular")
    throw new ParameterError(`flanger: modulation="${String(modulation)}" must be "sinusoidal" or "triangular".`);
  if (interpolation !== "linear" && interpolation !== "quadratic")
    throw new ParameterError(`flanger: interpolation="${String(interpolation)}" must be "linear" or "quadratic".`);
  if (waveform.ndim === 1)
    return flanger(waveform.unsqueeze(0), sampleRate, { delay, depth, regen, width, speed, phase, modulation, interpolation }).squeeze(0); // prettier-ignore
  const channels = waveform.shape.at(-2)!;
  if (channels > 4)
    throw new ParameterError(
      `flanger: waveform ${formatShape(waveform.shape)} has ${channels} channels but may have 4.`,
    );

  const ring = Math.trunc((delay / 1000 + depth / 1000) * sampleRate + 0.5) + 2;
  const table = waveTable(modulation === "sinusoidal" ? "sine" : "triangle", {
    length: Math.trunc(sampleRate / speed),
    least: Math.floor((delay / 1000) * sampleRate + 0.5),
    most: ring - 2,
    phase: (3 * Math.PI) / 2,
  }).map(Math.fround); // the reference reads fractions of a delay from single precision
  const delays = Array.from({ length: channels }, (_, c) => {
    const shift = Math.trunc(Math.fround(Math.fround(c * table.length * (phase / 100)) + 0.5));
    return Float64Array.from({ length: waveform.shape.at(-1)! }, (__, n) => table[(n + shift) % table.length]);
  });
  const line = new DelayLine(delays, interpolation, waveform);

  const feedback = regen / 100;
  const mix = width / 100;
  const delayed = line.read(line.fed(waveform, feedback));
  return waveform
    .mul(1 / (1 + mix))
    .add(delayed.mul((mix / (1 + mix)) * (1 - Math.abs(feedback))))
    .clamp({ min: -1, max: 1 });
}

/** Reads a signal at fractional delays that are known before: a weighted sum of two or three gathers. */
class DelayLine {
  readonly #taps: readonly { readonly index: Tensor; readonly weight: Tensor }[];
  readonly #double: boolean;
  /** Least number of samples that a feedback takes. */
  readonly #shortest: number;
  readonly #isQuadratic: boolean;

  constructor(
    delays: readonly Float64Array[],
    interpolation: "linear" | "quadratic",
    { shape, dtype, device }: Tensor,
  ) {
    const [channels, samples] = shape.slice(-2);
    this.#double = isDouble(dtype);
    this.#isQuadratic = interpolation === "quadratic";
    this.#shortest = 1 + delays.reduce((least, line) => line.reduce((a, b) => Math.min(a, Math.floor(b)), least), 1e9);
    this.#taps = (this.#isQuadratic ? QUADRATIC : LINEAR).map((weightOf, tap) => {
      const index = new Int32Array(channels * samples);
      const weight = new Float64Array(channels * samples);
      delays.forEach((line, c) =>
        line.forEach((value, n) => {
          const from = n - Math.floor(value) - tap;
          index[c * samples + n] = Math.max(from, 0);
          weight[c * samples + n] = from < 0 ? 0 : weightOf(value - Math.floor(value));
        }),
      );
      return {
        index: fromTypedArray(index, [channels, samples], { device }),
        weight: constant(weight, [channels, samples], dtype, device),
      };
    });
  }

  read(x: Tensor): Tensor {
    const terms = this.#taps.map(({ index, weight }) => x.gather(-1, index.expand(...x.shape)).mul(weight));
    return terms.reduce((sum, term) => sum.add(term));
  }

  /** w[n] = x[n] + feedback · read(w)[n - 1], by its series: x + feedback·D(x) + feedback²·D(D(x)) + … */
  fed(x: Tensor, feedback: number): Tensor {
    const samples = x.shape.at(-1)!;
    if (feedback === 0 || samples === 1) return x;
    // Every round delays by `shortest` samples or more, and multiplies by no more than this.
    const factor = Math.abs(feedback) * (this.#isQuadratic ? 1.25 : 1);
    const untilSilent = Math.ceil(samples / this.#shortest) - 1;
    const untilSmall = factor < 1 ? Math.ceil(Math.log(this.#double ? 1e-17 : 1e-9) / Math.log(factor)) : Infinity;
    let w = x;
    for (let i = Math.min(untilSilent, untilSmall); i > 0; i--) {
      w = x.add(
        this.read(w)
          .narrow(-1, 0, samples - 1)
          .pad([1, 0])
          .mul(feedback),
      );
    }
    return w;
  }
}

/** The weights of the samples 0, 1, … before, by the fraction of the delay. */
const LINEAR: readonly ((t: number) => number)[] = [(t) => 1 - t, (t) => t];
const QUADRATIC: readonly ((t: number) => number)[] = [
  (t) => 1 - 1.5 * t + 0.5 * t * t,
  (t) => t * (2 - t),
  (t) => 0.5 * t * (t - 1),
];
