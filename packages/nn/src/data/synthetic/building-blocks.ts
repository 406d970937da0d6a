// The signals that the sound models are put together from. All work on plain arrays, in place where they say so.
import type { RandomSource } from "./random-source.js";

/** What a model gets: how many samples at which rate, and its source of chance. */
export interface Canvas {
  readonly samples: number;
  readonly sampleRate: number;
  readonly random: RandomSource;
}

export function whiteNoise({ samples, random }: Canvas): Float32Array {
  const out = new Float32Array(samples);
  for (let i = 0; i < samples; i++) out[i] = random.normal();
  return out;
}

/** Noise whose power falls with frequency: a one-pole low-pass over white noise, scaled to unit power. */
export function darkNoise(canvas: Canvas, cutoffHz: number): Float32Array {
  return normalizePower(lowPass(whiteNoise(canvas), cutoffHz, canvas.sampleRate));
}

/** One-pole low-pass, in place. */
export function lowPass(x: Float32Array, cutoffHz: number, sampleRate: number): Float32Array {
  const keep = Math.exp((-2 * Math.PI * cutoffHz) / sampleRate);
  let state = 0;
  for (let i = 0; i < x.length; i++) x[i] = state = state * keep + x[i] * (1 - keep);
  return x;
}

/** Two-pole resonance at `centreHz` with the given bandwidth, in place. */
export function resonate(x: Float32Array, centreHz: number, bandwidthHz: number, sampleRate: number): Float32Array {
  const radius = Math.exp((-Math.PI * bandwidthHz) / sampleRate);
  const a1 = 2 * radius * Math.cos((2 * Math.PI * Math.min(centreHz, 0.48 * sampleRate)) / sampleRate);
  const a2 = -radius * radius;
  const gain = 1 - radius;
  let y1 = 0;
  let y2 = 0;
  for (let i = 0; i < x.length; i++) {
    const y = gain * x[i] + a1 * y1 + a2 * y2;
    y2 = y1;
    y1 = x[i] = y;
  }
  return x;
}

/** Scales to root mean square 1, in place; silence stays. */
export function normalizePower(x: Float32Array): Float32Array {
  let power = 0;
  for (const v of x) power += v * v;
  const scale = power > 0 ? 1 / Math.sqrt(power / x.length) : 0;
  for (let i = 0; i < x.length; i++) x[i] *= scale;
  return x;
}

/**
 * Sum of harmonics of a moving pitch. Those above the Nyquist frequency are left out, sample by sample.
 *
 * @param pitchHz    fundamental at a time in seconds
 * @param amplitude  of harmonic k = 1, 2, …; a list sets how many there are
 */
export function harmonics(canvas: Canvas, pitchHz: (t: number) => number, amplitude: readonly number[]): Float32Array {
  const { samples, sampleRate } = canvas;
  const out = new Float32Array(samples);
  let phase = canvas.random.uniform(0, 2 * Math.PI);
  for (let i = 0; i < samples; i++) {
    const pitch = pitchHz(i / sampleRate);
    phase += (2 * Math.PI * pitch) / sampleRate;
    let sum = 0;
    for (let k = 0; k < amplitude.length && pitch * (k + 1) < sampleRate / 2; k++)
      sum += amplitude[k] * Math.sin(phase * (k + 1));
    out[i] = sum;
  }
  return out;
}

/** Amplitudes k^−slope of `count` harmonics. */
export const falling = (count: number, slope: number): number[] =>
  Array.from({ length: count }, (_, k) => (k + 1) ** -slope);

/** Adds `part` scaled by `gain` into `target` from sample `start`; what lies outside is cut. */
export function mixInto(target: Float32Array, part: Float32Array, gain = 1, start = 0): Float32Array {
  const from = Math.max(0, -start);
  const to = Math.min(part.length, target.length - start);
  for (let i = from; i < to; i++) target[start + i] += gain * part[i];
  return target;
}

/** Multiplies by a function of time, in place. */
export function shape(x: Float32Array, sampleRate: number, gain: (t: number) => number): Float32Array {
  for (let i = 0; i < x.length; i++) x[i] *= gain(i / sampleRate);
  return x;
}

/** Rises in `attack` seconds, then falls by 1/e every `decay` seconds. */
export const strike =
  (attack: number, decay: number) =>
  (t: number): number =>
    t < attack ? t / attack : Math.exp(-(t - attack) / decay);

/** A shorter canvas for one event. */
export const span = (canvas: Canvas, seconds: number): Canvas => ({
  ...canvas,
  samples: Math.max(1, Math.round(seconds * canvas.sampleRate)),
});
