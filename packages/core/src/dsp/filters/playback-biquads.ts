// The fixed equalisers that undo what a medium was recorded with.
import { ParameterError } from "../../errors/index.js";
import type { Tensor } from "../../tensor/index.js";
import { secondOrder } from "./biquad.js";
import { shelf } from "./tone-biquads.js";

/** Hz of the shelf, its slope, and its depth in dB: SoX's fit of the 50 µs / 15 µs curve. */
const DEEMPHASIS: Readonly<Record<number, { readonly hz: number; readonly slope: number; readonly gainDb: number }>> = {
  44100: { hz: 5283, slope: 0.4845, gainDb: -9.477 },
  48000: { hz: 5356, slope: 0.479, gainDb: -9.62 },
};

/**
 * The waveform of a compact disc or DAT recorded with emphasis, with the emphasis taken away; limited to -1…1.
 *
 * @param waveform    real, [..., samples]
 * @param sampleRate  Hz, 44100 or 48000
 * @returns shape of waveform, unit of waveform, -1…1. Silence gives silence
 * @throws ParameterError  another sampleRate
 * @source torchaudio.functional.deemph_biquad (IEC 60908)
 * @example deemphBiquad(y, 44100)
 */
export function deemphBiquad(waveform: Tensor, sampleRate: number): Tensor {
  const { hz, slope, gainDb } = tableEntry("deemphBiquad", DEEMPHASIS, sampleRate);
  const w0 = (2 * Math.PI * hz) / sampleRate;
  const A = 10 ** (gainDb / 40);
  const alpha = (Math.sin(w0) / 2) * Math.sqrt((A + 1 / A) * (1 / slope - 1) + 2);
  return secondOrder("deemphBiquad", waveform, shelf(Math.cos(w0), alpha, A, 1));
}

/** Zeros and poles on the real axis: SoX's fit of the curve with 3180, 318 and 75 µs. */
const RIAA: Readonly<Record<number, { readonly zeros: readonly number[]; readonly poles: readonly number[] }>> = {
  44100: { zeros: [-0.2014898, 0.923382], poles: [0.7083149, 0.9924091] },
  48000: { zeros: [-0.1766069, 0.932159], poles: [0.7396325, 0.993133] },
  88200: { zeros: [-0.1168735, 0.9648312], poles: [0.8590646, 0.9964002] },
  96000: { zeros: [-0.1141486, 0.9676817], poles: [0.8699137, 0.9966946] },
};

/**
 * The waveform of a vinyl record with RIAA playback equalisation, 0 dB at 1 kHz; limited to -1…1.
 *
 * @param waveform    real, [..., samples]
 * @param sampleRate  Hz, 44100, 48000, 88200 or 96000
 * @returns shape of waveform, unit of waveform, -1…1. Silence gives silence
 * @throws ParameterError  another sampleRate
 * @source torchaudio.functional.riaa_biquad
 * @example riaaBiquad(y, 44100)
 */
export function riaaBiquad(waveform: Tensor, sampleRate: number): Tensor {
  const { zeros, poles } = tableEntry("riaaBiquad", RIAA, sampleRate);
  const w = (2 * Math.PI * 1000) / sampleRate;
  /** |e^(jw) - r| for each root, multiplied. */
  const distance = (roots: readonly number[]): number =>
    roots.reduce((product, r) => product * Math.hypot(Math.cos(w) - r, Math.sin(w)), 1);
  const gain = distance(poles) / distance(zeros);
  const expand = ([p, q]: readonly number[], scale: number) => [scale, -scale * (p + q), scale * p * q] as const;
  return secondOrder("riaaBiquad", waveform, { b: expand(zeros, gain), a: expand(poles, 1) });
}

function tableEntry<Entry>(op: string, table: Readonly<Record<number, Entry>>, sampleRate: number): Entry {
  if (!Object.hasOwn(table, sampleRate))
    throw new ParameterError(`${op}: sampleRate=${sampleRate} must be ${Object.keys(table).join(" or ")}. Resample first.`); // prettier-ignore
  return table[sampleRate];
}
