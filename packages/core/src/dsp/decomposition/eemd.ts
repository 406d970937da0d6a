// Decompositions of the signal with noise added, many times over: the noise gives every mode its own scale, and averages out.
import { ParameterError } from "../../errors/index.js";
import { randn, type Generator } from "../../ops/index.js";
import type { Tensor } from "../../tensor/index.js";
import { checkInteger, checkSignal } from "../checks.js";
import { readLines } from "../host-lines.js";
import { writeModes, type Modes } from "./emd.js";
import { allModes, firstMode, resolveSifting, type Sifting, type SiftingOptions } from "./sifting.js";

export interface EnsembleOptions extends SiftingOptions {
  /** Decompositions that are averaged, integer ≥ 1 (default 100). */
  readonly trials?: number;
  /** Standard deviation of the noise over that of the signal, ≥ 0 (default 0.2). */
  readonly noiseStd?: number;
  /** Default: the default generator. */
  readonly generator?: Generator;
}

function deviation(x: Float64Array): number {
  const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
  return Math.sqrt(x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length);
}

type Decompose = (line: Float64Array, noises: readonly Float64Array[], noiseStd: number, sifting: Sifting) => Float64Array[]; // prettier-ignore

async function ensemble(op: string, y: Tensor, options: EnsembleOptions, decompose: Decompose): Promise<Modes> {
  checkSignal(op, y);
  const { trials = 100, noiseStd = 0.2, generator } = options;
  checkInteger(op, "trials", trials, 1);
  if (!(noiseStd >= 0) || !Number.isFinite(noiseStd))
    throw new ParameterError(`${op}: noiseStd=${noiseStd} must be a finite number ≥ 0, usually 0.1…0.4.`);
  const samples = y.shape.at(-1)!;
  const sifting = resolveSifting(op, samples, options);
  const lines = await readLines(y);
  const decomposed = lines.map((line) => {
    const drawn = randn([trials, samples], { dtype: "float64", device: "cpu", ...(generator && { generator }) });
    const values = drawn.dataSync() as Float64Array;
    const noises = Array.from({ length: trials }, (_, t) => values.subarray(t * samples, (t + 1) * samples));
    const modes = decompose(line, noises, noiseStd, sifting);
    const residue = line.map((v, i) => modes.reduce((rest, mode) => rest - mode[i], v));
    return { modes, residue };
  });
  return writeModes(y, decomposed);
}

const plus = (x: Float64Array, noise: Float64Array | undefined, scale: number): Float64Array =>
  noise ? x.map((v, i) => v + scale * noise[i]) : x;

/**
 * Ensemble empirical mode decomposition: the mean of the modes of the signal with white noise added, which keeps oscillations of
 * one scale in one mode even where they pause.
 *
 * @param y        real, [..., samples]
 * @param options.trials     decompositions, integer ≥ 1 (default 100)
 * @param options.noiseStd   of the noise over that of the signal, ≥ 0 (default 0.2)
 * @param options.generator  of the noise (default: the default generator)
 * @param options.stopping   and the other options of `emd`
 * @returns { imfs: [..., modes, samples], residue: [..., samples] }, unit of y. The residue holds the noise that is left, so that
 *          the sum is y. A constant has no mode. No gradient
 * @throws ParameterError  an option out of range
 * @source Wu & Huang, Ensemble empirical mode decomposition, Advances in Adaptive Data Analysis 1 (2009)
 * @example eemd(y.narrow(-1, 0, 200), { trials: 4, maxImfs: 2 })
 */
export const eemd = (y: Tensor, options: EnsembleOptions = {}): Promise<Modes> =>
  ensemble("eemd", y, options, (line, noises, noiseStd, sifting) => {
    const scale = noiseStd * deviation(line);
    if (!(scale > 0)) return allModes(line, sifting).modes;
    const sums: Float64Array[] = [];
    for (const noise of noises)
      allModes(plus(line, noise, scale), sifting).modes.forEach((mode, k) => {
        const sum = (sums[k] ??= new Float64Array(line.length));
        for (let i = 0; i < mode.length; i++) sum[i] += mode[i] / noises.length;
      });
    return sums;
  });

/**
 * Complete ensemble empirical mode decomposition with adaptive noise: each mode is the mean first mode of what is left plus
 * a mode of the noise, so that no noise remains in the sum.
 *
 * @param y        real, [..., samples]
 * @param options.trials     realisations of the noise, integer ≥ 1 (default 100)
 * @param options.noiseStd   of the noise over that of what is left, ≥ 0 (default 0.2)
 * @param options.generator  of the noise (default: the default generator)
 * @param options.stopping   and the other options of `emd`
 * @returns { imfs: [..., modes, samples], residue: [..., samples] }, unit of y; their sum is y. A constant has no mode. No gradient
 * @throws ParameterError  an option out of range
 * @source Torres et al., A complete ensemble empirical mode decomposition with adaptive noise, ICASSP (2011)
 * @example ceemdan(y.narrow(-1, 0, 200), { trials: 4, maxImfs: 2 })
 */
export const ceemdan = (y: Tensor, options: EnsembleOptions = {}): Promise<Modes> =>
  ensemble("ceemdan", y, options, (line, noises, noiseStd, sifting) => {
    const modes: Float64Array[] = [];
    const noiseModes = noiseStd > 0 ? noises.map((noise) => allModes(noise, sifting).modes) : [];
    let rest = line;
    while (modes.length < sifting.maxImfs) {
      // Adding noise to what no longer oscillates would make modes of noise.
      if (!firstMode(rest, { ...sifting, maxSifts: 1 })) break;
      const scale = noiseStd * deviation(rest);
      const mean = new Float64Array(line.length);
      for (let t = 0; t < noises.length; t++) {
        const noise = modes.length === 0 ? noises[t] : noiseModes[t]?.[modes.length - 1];
        const mode = firstMode(plus(rest, noise, scale), sifting);
        if (mode) for (let i = 0; i < mean.length; i++) mean[i] += mode[i] / noises.length;
      }
      modes.push(mean);
      rest = rest.map((v, i) => v - mean[i]);
    }
    return modes;
  });
