// Filters whose bands are drawn for each example.
import { cat, fftconvolve, lfilter, ParameterError, sincImpulseResponse, type Tensor } from "@sonograd/core";
import { Augmentation, checkRange, type AugmentationOptions, type Draws } from "./augmentation.js";

export interface FilterOptions extends AugmentationOptions {
  /** Hz, > 0 (default 16000). */
  readonly sampleRate?: number;
  /** Taps of the filter, odd: the more, the steeper (default 513). */
  readonly windowSize?: number;
}

/** What the filters share: a linear-phase kernel for each example. */
abstract class Filter extends Augmentation {
  readonly sampleRate: number;
  protected readonly windowSize: number;
  constructor({ sampleRate = 16000, windowSize = 513, ...options }: FilterOptions) {
    super(options);
    checkRange(this.constructor.name, "sampleRate", [sampleRate, sampleRate], 1, 1e9);
    if (!Number.isInteger(windowSize) || windowSize < 1 || windowSize % 2 === 0)
      throw new ParameterError(`${this.constructor.name}: windowSize=${windowSize} must be an odd integer ≥ 1.`);
    this.sampleRate = sampleRate;
    this.windowSize = windowSize;
  }
  protected kernel(cutoffHz: Tensor, highPass = false): Tensor {
    const share = cutoffHz.div(this.sampleRate / 2).clamp({ min: 0, max: 1 });
    return sincImpulseResponse(share.squeeze(-1), { windowSize: this.windowSize, highPass });
  }
}

export interface CutoffOptions extends FilterOptions {
  /** Hz, > 0 (default 150 for a low-pass, 20 for a high-pass). */
  readonly minCutoffHz?: number;
  /** Hz (default 7500 for a low-pass, 2400 for a high-pass). */
  readonly maxCutoffHz?: number;
}

/**
 * A low-pass filter with a cutoff drawn for each example, on a logarithmic scale.
 *
 * @throws ParameterError  cutoffs not > 0 or in the wrong order, windowSize even
 * @example new augmentation.LowPassFilter({ sampleRate: 16000 })(waveform)
 */
export class LowPassFilter extends Filter {
  readonly #range: readonly [number, number];
  constructor({ minCutoffHz = 150, maxCutoffHz = 7500, ...options }: CutoffOptions = {}) {
    super(options);
    checkRange("LowPassFilter", "cutoffHz", [minCutoffHz, maxCutoffHz], 1e-3, 1e9);
    this.#range = [minCutoffHz, maxCutoffHz];
  }
  protected override change(x: Tensor, draws: Draws): Tensor {
    return fftconvolve(x, this.kernel(draws.logUniform(...this.#range)), { mode: "same" });
  }
}

/**
 * A high-pass filter with a cutoff drawn for each example, on a logarithmic scale.
 *
 * @throws ParameterError  cutoffs not > 0 or in the wrong order, windowSize even
 * @example new augmentation.HighPassFilter({ sampleRate: 16000 })(waveform)
 */
export class HighPassFilter extends Filter {
  readonly #range: readonly [number, number];
  constructor({ minCutoffHz = 20, maxCutoffHz = 2400, ...options }: CutoffOptions = {}) {
    super(options);
    checkRange("HighPassFilter", "cutoffHz", [minCutoffHz, maxCutoffHz], 1e-3, 1e9);
    this.#range = [minCutoffHz, maxCutoffHz];
  }
  protected override change(x: Tensor, draws: Draws): Tensor {
    return fftconvolve(x, this.kernel(draws.logUniform(...this.#range), true), { mode: "same" });
  }
}

export interface BandPassOptions extends FilterOptions {
  /** Hz, > 0 (default 200). */
  readonly minCenterHz?: number;
  /** Hz (default 4000). */
  readonly maxCenterHz?: number;
  /** Share of the centre frequency, 0…2 (default 0.5). */
  readonly minBandwidthFraction?: number;
  /** Share of the centre frequency, 0…2 (default 1.99). */
  readonly maxBandwidthFraction?: number;
}

/**
 * A band-pass filter with a centre (on a logarithmic scale) and a bandwidth drawn for each example.
 *
 * @throws ParameterError  a range that is none, windowSize even
 * @example new augmentation.BandPassFilter({ sampleRate: 16000 })(waveform)
 */
export class BandPassFilter extends Filter {
  readonly #center: readonly [number, number];
  readonly #bandwidth: readonly [number, number];
  constructor({ minCenterHz = 200, maxCenterHz = 4000, minBandwidthFraction = 0.5, maxBandwidthFraction = 1.99, ...options }: BandPassOptions = {}) {
    super(options);
    checkRange("BandPassFilter", "centerHz", [minCenterHz, maxCenterHz], 1e-3, 1e9);
    checkRange("BandPassFilter", "bandwidthFraction", [minBandwidthFraction, maxBandwidthFraction], 0, 2);
    this.#center = [minCenterHz, maxCenterHz];
    this.#bandwidth = [minBandwidthFraction, maxBandwidthFraction];
  } // prettier-ignore
  protected override change(x: Tensor, draws: Draws): Tensor {
    const center = draws.logUniform(...this.#center);
    const half = center.mul(draws.uniform(...this.#bandwidth)).div(2);
    const kernel = this.kernel(center.add(half)).sub(this.kernel(center.sub(half)));
    return fftconvolve(x, kernel, { mode: "same" });
  }
}

export interface RandomEQOptions extends AugmentationOptions {
  /** Hz, > 0 (default 16000). */
  readonly sampleRate?: number;
  /** Bands, spread on a logarithmic scale, integer ≥ 1 (default 6). */
  readonly nBands?: number;
  /** Centre of the lowest band, Hz (default 60). */
  readonly minHz?: number;
  /** Centre of the highest band, Hz, below sampleRate / 2 (default 0.4 · sampleRate). */
  readonly maxHz?: number;
  /** Of each band, dB (default -12). */
  readonly minGainDb?: number;
  /** Of each band, dB (default 12). */
  readonly maxGainDb?: number;
  /** Quality of each band, > 0 (default 1). */
  readonly Q?: number;
}

/**
 * An equaliser whose bands are lifted or lowered by gains drawn for each example.
 *
 * @throws ParameterError  a range that is none, nBands < 1, Q not > 0
 * @example new augmentation.RandomEQ({ sampleRate: 16000, minGainDb: -6, maxGainDb: 6 })(waveform)
 */
export class RandomEQ extends Augmentation {
  readonly #angles: readonly number[];
  readonly #gains: readonly [number, number];
  readonly #Q: number;
  constructor(options: RandomEQOptions = {}) {
    super(options);
    const { sampleRate = 16000, nBands = 6, minHz = 60, maxHz = 0.4 * sampleRate, minGainDb = -12, maxGainDb = 12, Q = 1 } = options; // prettier-ignore
    checkRange("RandomEQ", "hz", [minHz, maxHz], 1e-3, sampleRate / 2);
    checkRange("RandomEQ", "gainDb", [minGainDb, maxGainDb], -1000, 1000);
    if (!Number.isInteger(nBands) || nBands < 1)
      throw new ParameterError(`RandomEQ: nBands=${nBands} must be an integer ≥ 1.`);
    if (!(Q > 0)) throw new ParameterError(`RandomEQ: Q=${Q} must be > 0. 1 is about an octave and a half.`);
    const step = nBands === 1 ? 0 : Math.log(maxHz / minHz) / (nBands - 1);
    this.#angles = Array.from({ length: nBands }, (_, i) => (2 * Math.PI * minHz * Math.exp(i * step)) / sampleRate);
    this.#gains = [minGainDb, maxGainDb];
    this.#Q = Q;
  }
  protected override change(x: Tensor, draws: Draws): Tensor {
    // Examples in the place of channels, where each has a filter of its own.
    let lines = x.transpose(0, 1);
    for (const angle of this.#angles) {
      const amplitude = draws.uniform(...this.#gains).mul(Math.LN10 / 40).exp().reshape([-1, 1]); // prettier-ignore
      const alpha = Math.sin(angle) / (2 * this.#Q);
      const middle = amplitude.mul(0).add(-2 * Math.cos(angle));
      const [lift, drop] = [amplitude.mul(alpha), amplitude.reciprocal().mul(alpha)];
      const [b, a] = [lift, drop].map((side) => cat([side.add(1), middle, side.neg().add(1)], -1));
      lines = lfilter(lines, a, b, { clamp: false });
    }
    return lines.transpose(0, 1);
  }
}
