// The voice detector of SoX. Its spectra are computed for all measurements at once; what each decides waits for the ones
// before, and runs on the host.
import { ParameterError } from "../errors/index.js";
import { fromTypedArray, rfft } from "../ops/index.js";
import type { Tensor } from "../tensor/index.js";
import { checkPositive, checkSignal } from "./checks.js";
import { windowValues } from "./get-window.js";
import { readLines } from "./host-lines.js";

export interface VadOptions {
  /** Smoothed level that means voice (default 7). */
  readonly triggerLevel?: number;
  /** Time constant of the smoothing in seconds, > 0 (default 0.25). */
  readonly triggerTime?: number;
  /** Seconds before the trigger that are searched for quieter sounds, > 0 (default 1). */
  readonly searchTime?: number;
  /** Longest gap in seconds between such sounds (default 0.25). */
  readonly allowedGap?: number;
  /** Seconds kept before what was found (default 0). */
  readonly preTriggerTime?: number;
  /** Seconds of the first noise estimate (default 0.35). */
  readonly bootTime?: number;
  /** Time constants of the noise estimate in seconds, > 0, while the level rises (default 0.1) and falls (default 0.01). */
  readonly noiseUpTime?: number;
  readonly noiseDownTime?: number;
  /** How much of the noise estimate is subtracted (default 1.35). */
  readonly noiseReductionAmount?: number;
  /** Measurements per second, > 0 (default 20). */
  readonly measureFreq?: number;
  /** Seconds of a measurement, > 0 (default 2 / measureFreq). */
  readonly measureDuration?: number;
  /** Time constant in seconds that smooths the spectra, > 0 (default 0.4). */
  readonly measureSmoothTime?: number;
  /** Band of the detector in Hz (default 50…6000). */
  readonly hpFilterFreq?: number;
  readonly lpFilterFreq?: number;
  /** Band of pitches in Hz that the cepstrum looks at (default 150…2000). */
  readonly hpLifterFreq?: number;
  readonly lpLifterFreq?: number;
}

const rounded = (x: number): number => Math.trunc(x + 0.5);

/** A periodic Hann window of n points, scaled so that the level of a sound does not depend on n. */
const scaledHann = (n: number): Float64Array => windowValues("hann", n).map((w) => (w * 2) / Math.sqrt(n));

/** Everything that follows from the sample rate and the options: counts of samples, bins and measurements, and factors. */
function plan(sampleRate: number, options: VadOptions) {
  const {
    triggerLevel = 7, triggerTime = 0.25, searchTime = 1, allowedGap = 0.25, preTriggerTime = 0, bootTime = 0.35, noiseUpTime = 0.1,
    noiseDownTime = 0.01, noiseReductionAmount = 1.35, measureFreq = 20, measureDuration = 2 / measureFreq, measureSmoothTime = 0.4,
    hpFilterFreq = 50, lpFilterFreq = 6000, hpLifterFreq = 150, lpLifterFreq = 2000,
  } = options; // prettier-ignore
  const positive = { sampleRate, triggerTime, searchTime, noiseUpTime, noiseDownTime, measureFreq, measureDuration, measureSmoothTime, hpLifterFreq, lpLifterFreq, lpFilterFreq }; // prettier-ignore
  for (const [name, value] of Object.entries(positive)) checkPositive("vad", name, value);
  const finite = { triggerLevel, allowedGap, preTriggerTime, bootTime, noiseReductionAmount, hpFilterFreq };
  for (const [name, value] of Object.entries(finite))
    if (!Number.isFinite(value) || (name !== "triggerLevel" && value < 0))
      throw new ParameterError(`vad: ${name}=${value} must be a finite number ≥ 0.`);

  const frame = rounded(sampleRate * measureDuration);
  const period = rounded(sampleRate / measureFreq);
  if (frame < 1 || period < 1)
    throw new ParameterError(`vad: measureFreq=${measureFreq} leaves no sample per measurement. Lower it.`);
  let nFft = 16;
  while (nFft < frame) nFft *= 2;
  const bin = (hz: number): number => rounded((hz / sampleRate) * nFft);
  const band = [Math.max(bin(hpFilterFreq), 1), Math.min(bin(lpFilterFreq), nFft / 2)] as const;
  const lifter = [
    Math.ceil((sampleRate * 0.5) / lpLifterFreq),
    Math.min(Math.floor((sampleRate * 0.5) / hpLifterFreq), nFft / 4),
  ] as const;
  if (band[1] <= band[0])
    throw new ParameterError(
      `vad: hpFilterFreq=${hpFilterFreq} and lpFilterFreq=${lpFilterFreq} leave no bin. Widen the band.`,
    );
  if (lifter[1] <= lifter[0])
    throw new ParameterError(
      `vad: hpLifterFreq=${hpLifterFreq} and lpLifterFreq=${lpLifterFreq} leave no bin at sampleRate=${sampleRate}. Lower hpLifterFreq.`,
    );
  const decay = (seconds: number): number => Math.exp(-1 / (seconds * measureFreq));
  const remembered = Math.ceil(searchTime * measureFreq);
  return {
    triggerLevel, noiseReductionAmount, frame, period, nFft, band, lifter, remembered, gap: rounded(allowedGap * measureFreq),
    buffer: rounded(preTriggerTime * sampleRate) + remembered * period + frame,
    bootCount: Math.trunc(bootTime * measureFreq - 0.5),
    noiseUp: decay(noiseUpTime), noiseDown: decay(noiseDownTime), smooth: decay(measureSmoothTime), trigger: decay(triggerTime),
  }; // prettier-ignore
}
type Plan = ReturnType<typeof plan>;

const rows = (values: Float64Array, n: number): Tensor =>
  rfft(fromTypedArray(values, [values.length / n, n], { dtype: "float64", device: "cpu" })).abs();

/** The level of each measurement of one channel: how strong the cepstrum of what rises out of the noise is. */
function levels(line: Float64Array, count: number, p: Plan): Float64Array {
  const { frame, nFft, band, lifter } = p;
  const window = scaledHann(frame);
  const windowed = new Float64Array(count * nFft);
  for (let k = 0; k < count; k++) {
    // A measurement sees the samples before the one that asks for it.
    const start = k * p.period - 1;
    for (let i = 0; i < frame; i++) windowed[k * nFft + i] = (line[start + i] ?? 0) * window[i];
  }
  const magnitudes = rows(windowed, nFft).dataSync() as Float64Array;
  const [bins, width] = [nFft / 2 + 1, band[1] - band[0]];
  const cepstral = scaledHann(width);
  const [spectrum, noise] = [new Float64Array(width), new Float64Array(width)];
  const clean = new Float64Array((count * nFft) / 2);
  for (let k = 0, boot = 0; k < count; k++) {
    const booting = boot >= 0;
    const keep = booting ? boot / (1 + boot) : p.smooth;
    for (let i = 0; i < width; i++) {
      spectrum[i] = spectrum[i] * keep + magnitudes[k * bins + band[0] + i] * (1 - keep);
      const power = spectrum[i] ** 2;
      const stay = booting ? 0 : power > noise[i] ? p.noiseUp : p.noiseDown;
      noise[i] = noise[i] * stay + power * (1 - stay);
      clean[(k * nFft) / 2 + band[0] + i] =
        Math.sqrt(Math.max(0, power - p.noiseReductionAmount * noise[i])) * cepstral[i];
    }
    if (booting) boot = boot === p.bootCount ? -1 : boot + 1;
  }
  const quefrencies = rows(clean, nFft / 2).dataSync() as Float64Array;
  return Float64Array.from({ length: count }, (_, k) => {
    let power = 0;
    for (let i = lifter[0]; i < lifter[1]; i++) power += quefrencies[k * (nFft / 4 + 1) + i] ** 2;
    return Math.max(0, 21 + Math.log(power / (lifter[1] - lifter[0])));
  });
}

/** How many measurements back the sound began whose level triggers at measurement `last`. */
function measuresBack(level: Float64Array, last: number, p: Plan): number {
  let trigger = p.remembered;
  let quiet = p.remembered;
  for (let j = 0; j < p.remembered; j++) {
    const value = level[last - j] ?? 0;
    if (value >= p.triggerLevel && j <= trigger + p.gap) quiet = trigger = j;
    else if (value === 0 && trigger >= quiet) quiet = j;
  }
  return Math.min(p.remembered - 1, quiet);
}

/** The first sample that is kept; negative numbers count from the end, as a slice does. */
function firstKept(lines: readonly Float64Array[], samples: number, p: Plan): number {
  const count = samples < p.frame ? 0 : 1 + Math.floor((samples - p.frame) / p.period);
  const measured = lines.map((line) => levels(line, count, p));
  const means = new Float64Array(lines.length);
  for (let k = 0; k < count; k++) {
    let back = 0;
    let triggered = false;
    measured.forEach((level, channel) => {
      means[channel] = means[channel] * p.trigger + level[k] * (1 - p.trigger);
      triggered ||= means[channel] >= p.triggerLevel;
      if (triggered) back = Math.max(back, measuresBack(level, k, p));
    });
    if (triggered) return p.frame + k * p.period - p.buffer + (p.remembered - back) * p.period;
  }
  return samples - p.buffer;
}

/**
 * Voice activity detector: the signal without the silence and noise before the first voice. To cut the end, turn the
 * signal round with `flip`, and back.
 *
 * @param waveform    real, [..., samples]; all channels are cut where the first of them triggers
 * @param sampleRate  Hz
 * @param options.triggerLevel    level that means voice (default 7)
 * @param options.triggerTime     seconds, > 0 (default 0.25)
 * @param options.searchTime      seconds, > 0 (default 1)
 * @param options.allowedGap      seconds (default 0.25)
 * @param options.preTriggerTime  seconds kept before the voice (default 0)
 * @param options.bootTime        seconds of the first noise estimate (default 0.35); noiseUpTime (default 0.1) and
 *                                noiseDownTime (default 0.01) for the later ones
 * @param options.noiseReductionAmount  (default 1.35)
 * @param options.measureFreq     per second (default 20), each of measureDuration seconds (default 2 / measureFreq), smoothed
 *                                over measureSmoothTime (default 0.4)
 * @param options.hpFilterFreq    Hz (default 50), to lpFilterFreq (default 6000)
 * @param options.hpLifterFreq    Hz (default 150), to lpLifterFreq (default 2000)
 * @returns [..., rest], unit of the waveform, a view on it. Without any voice the last searchTime + preTriggerTime seconds and
 *          one measurement are left, as in torchaudio; NaN never triggers. Passes gradients on
 * @throws ParameterError  a time or frequency out of range, bands without a bin
 * @source torchaudio.functional.vad, which follows SoX
 * @example vad(y, 22050, { preTriggerTime: 0.1 })
 */
export async function vad(waveform: Tensor, sampleRate: number, options: VadOptions = {}): Promise<Tensor> {
  checkSignal("vad", waveform, "waveform");
  const p = plan(sampleRate, options);
  const samples = waveform.shape.at(-1)!;
  const first = firstKept(await readLines(waveform), samples, p);
  const start = Math.min(samples, Math.max(0, first < 0 ? first + samples : first));
  return waveform.narrow(-1, start, samples - start);
}
