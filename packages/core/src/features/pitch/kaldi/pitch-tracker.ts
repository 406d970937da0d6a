// Kaldi's tracker: frames are worked out as samples arrive, with the energy of the signal so far.
import type { KaldiPitchSettings } from "./kaldi-pitch-options.js";
import { framesIn } from "./kaldi-pitch-options.js";
import { cheapest, cheapestSteps, traceBack, unsettledFrames } from "./pitch-path.js";
import { changeRate, samplesOut, weighted, weightsAt, type Weights } from "./sinc-resampling.js";

/** Normalised correlation and pitch in Hz of each frame. */
export interface PitchTrack {
  readonly nccf: Float64Array;
  readonly hz: Float64Array;
}

/** A frame with what a new estimate of the energy needs. */
interface Frame {
  /** Correlation at each period, with ballast and without. */
  readonly pitch: Float64Array;
  readonly voicing: Float64Array;
  /** The mean of the products of the energies that the correlation was divided by. */
  readonly product: number;
  /** The mean square of the signal that the ballast was made of. */
  readonly meanSquare: number;
}

/** Within a hundredth of both. */
const near = (a: number, b: number): boolean => a === b || Math.abs(a - b) <= 0.01 * (Math.abs(a) + Math.abs(b));

class PitchTracker {
  readonly #settings: KaldiPitchSettings;
  readonly #signal: Float64Array;
  readonly #lagWeights: readonly Weights[];
  #frames: Frame[] = [];
  #steps: Int32Array[] = [];
  #cost: Float64Array;
  #samples = 0;
  #sum = 0;
  #sumOfSquares = 0;

  /** @param signal  all of it, thinned out */
  constructor(signal: Float64Array, settings: KaldiPitchSettings) {
    const { periods, firstLag, resampleFrequency: rate, upsampleFilterWidth } = settings;
    this.#settings = settings;
    this.#signal = signal;
    const filter = { cutoff: rate / 2, zeros: upsampleFilterWidth };
    this.#lagWeights = Array.from(periods, (period) => weightsAt(period - firstLag / rate, rate, filter));
    this.#cost = new Float64Array(periods.length);
  }

  /** Works out the frames that `samples` samples allow. */
  accept(samples: number, finished: boolean): void {
    for (; this.#samples < samples; this.#samples++) {
      this.#sum += this.#signal[this.#samples];
      this.#sumOfSquares += this.#signal[this.#samples] ** 2;
    }
    const end = framesIn(samples, finished, this.#settings);
    const meanSquare = this.#meanSquare();
    const { recomputeFrame } = this.#settings;
    for (let t = this.#frames.length; t < end; t++) {
      this.#frames.push(this.#measure(t, meanSquare));
      this.#follow(this.#frames[t].pitch);
      if (t === recomputeFrame - 1) this.#recompute();
    }
    if (finished && this.#frames.length < recomputeFrame) this.#recompute();
  }

  /** The best path as it is known now. */
  track(): PitchTrack {
    const path = traceBack(this.#steps, cheapest(this.#cost));
    return {
      nccf: Float64Array.from(path, (state, t) => this.#frames[t].voicing[state]),
      hz: Float64Array.from(path, (state) => 1 / this.#settings.periods[state]),
    };
  }

  /** How many frames are settled, or so old that they have to do. */
  settled(): number {
    const { periods, maxFramesLatency } = this.#settings;
    return this.#steps.length - unsettledFrames(this.#steps, periods.length, maxFramesLatency);
  }

  #meanSquare(): number {
    const mean = this.#sum / this.#samples;
    return this.#sumOfSquares / this.#samples - mean * mean;
  }

  #ballast(meanSquare: number): number {
    return (meanSquare * this.#settings.windowSize) ** 2 * this.#settings.nccfBallast;
  }

  /** The samples of a frame with all its lags; 0 outside the signal. */
  #window(t: number): Float64Array {
    const { windowSize, lastLag, shift, snipEdges } = this.#settings;
    const size = windowSize + lastLag;
    const start = snipEdges ? t * shift : Math.trunc((t + 0.5) * shift) - Math.floor(size / 2);
    return Float64Array.from({ length: size }, (_, i) => this.#signal[start + i] ?? 0);
  }

  #measure(t: number, meanSquare: number): Frame {
    const { windowSize, firstLag, lastLag } = this.#settings;
    const window = this.#window(t);
    const mean = window.subarray(0, windowSize).reduce((sum, x) => sum + x, 0) / windowSize;
    const x = window.map((value) => value - mean);
    const lags = lastLag - firstLag + 1;
    const [inner, products] = [new Float64Array(lags), new Float64Array(lags)];
    const energyAt = (lag: number): number => {
      let energy = 0;
      for (let i = lag; i < lag + windowSize; i++) energy += x[i] * x[i];
      return energy;
    };
    const energy = energyAt(0);
    for (let k = 0; k < lags; k++) {
      const lag = firstLag + k;
      for (let i = 0; i < windowSize; i++) inner[k] += x[i] * x[i + lag];
      products[k] = energy * energyAt(lag);
    }
    const between = (ballast: number): Float64Array => {
      const nccf = inner.map((value, k) =>
        products[k] + ballast === 0 ? 0 : value / Math.sqrt(products[k] + ballast),
      );
      return Float64Array.from(this.#lagWeights, (weights) => weighted(nccf, weights));
    };
    return {
      pitch: between(this.#ballast(meanSquare)),
      voicing: between(0),
      product: products.reduce((sum, p) => sum + p, 0) / lags,
      meanSquare,
    };
  }

  /** Goes on by one frame. */
  #follow(pitch: Float64Array): void {
    const { deltaPitch, penaltyFactor, softMinF0, periods } = this.#settings;
    const { cost, from } = cheapestSteps(this.#cost, Math.log(1 + deltaPitch) ** 2 * penaltyFactor);
    cost.forEach((value, i) => (cost[i] = value + 1 - pitch[i] * (1 - softMinF0 * periods[i])));
    const least = cost[cheapest(cost)];
    this.#cost = cost.map((value) => value - least);
    this.#steps.push(from);
  }

  /** Follows the path again from the start where the energy turned out another: ballast changes the size of all correlations. */
  #recompute(): void {
    const meanSquare = this.#meanSquare();
    if (this.#frames.every((frame) => near(frame.meanSquare, meanSquare))) return;
    this.#steps = [];
    this.#cost = new Float64Array(this.#cost.length);
    for (const { pitch, product, meanSquare: before } of this.#frames) {
      const divisor = this.#ballast(meanSquare) + product;
      const scale = divisor === 0 ? 1 : Math.sqrt((this.#ballast(before) + product) / divisor);
      this.#follow(pitch.map((value) => value * scale));
    }
  }
}

/** The pitch of a signal, in chunks where they are asked for. */
export function trackPitch(line: Float64Array, settings: KaldiPitchSettings): PitchTrack {
  const { sampleRate, frameShift, framesPerChunk, simulateFirstPassOnline } = settings;
  const change = rateChangeOf(settings);
  const tracker = new PitchTracker(changeRate(line, change), settings);
  const chunk = framesPerChunk === 0 ? line.length : Math.max(1, Math.trunc((framesPerChunk * sampleRate * frameShift) / 1000)); // prettier-ignore
  const first: PitchTrack[] = [];
  let known = 0;
  for (let end = Math.min(chunk, line.length); ; end = Math.min(end + chunk, line.length)) {
    tracker.accept(samplesOut(end, false, change), false);
    if (end === line.length) break;
    if (!simulateFirstPassOnline) continue;
    const settled = tracker.settled();
    if (settled <= known) continue;
    const { nccf, hz } = tracker.track();
    first.push({ nccf: nccf.subarray(known, settled), hz: hz.subarray(known, settled) });
    known = settled;
  }
  tracker.accept(samplesOut(line.length, true, change), true);
  const { nccf, hz } = tracker.track();
  first.push({ nccf: nccf.subarray(known), hz: hz.subarray(known) });
  const joined = (name: keyof PitchTrack): Float64Array =>
    Float64Array.from(first.flatMap((part) => Array.from(part[name])));
  return { nccf: joined("nccf"), hz: joined("hz") };
}

const rateChangeOf = (settings: KaldiPitchSettings) => ({
  from: settings.sampleRate,
  to: settings.resampleFrequency,
  cutoff: settings.lowpassCutoff,
  zeros: settings.lowpassFilterWidth,
});

/** How many frames a signal of so many samples has. */
export const pitchFrames = (samples: number, settings: KaldiPitchSettings): number =>
  framesIn(samplesOut(samples, true, rateChangeOf(settings)), true, settings);
