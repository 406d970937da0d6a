// Kaldi's resampling: a sinc under a Hann window, evaluated anywhere between the samples.

interface Filter {
  /** Hz. */
  readonly cutoff: number;
  /** Zeros of the sinc on each side. */
  readonly zeros: number;
}

/** The impulse response at a time in seconds from its middle. */
function response(t: number, { cutoff, zeros }: Filter): number {
  if (Math.abs(t) >= zeros / (2 * cutoff)) return 0;
  const window = 0.5 * (1 + Math.cos((2 * Math.PI * cutoff * t) / zeros));
  return window * (t === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * t) / (Math.PI * t));
}

/** The weights of the samples around a time: x(t) = Σ weights[j] · x[first + j]. */
export interface Weights {
  readonly first: number;
  readonly weights: Float64Array;
}

/** The weights of samples at `rate` Hz around a time in seconds. */
export function weightsAt(t: number, rate: number, filter: Filter): Weights {
  const width = filter.zeros / (2 * filter.cutoff);
  const first = Math.ceil(rate * (t - width));
  const count = Math.max(0, Math.floor(rate * (t + width)) - first + 1);
  return {
    first,
    weights: Float64Array.from({ length: count }, (_, j) => response((first + j) / rate - t, filter) / rate),
  };
}

/** The weighted sum; samples before the first and after the last are 0. */
export function weighted(x: Float64Array, { first, weights }: Weights, offset = 0): number {
  let sum = 0;
  const begin = first + offset;
  const last = Math.min(weights.length, x.length - begin);
  for (let j = Math.max(0, -begin); j < last; j++) sum += weights[j] * x[begin + j];
  return sum;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** From one whole sample rate to another. */
export interface RateChange extends Filter {
  readonly from: number;
  readonly to: number;
}

/** How many samples come out for so many that went in; before the end, only those whose filter lies within them. */
export function samplesOut(samplesIn: number, finished: boolean, { from, to, cutoff, zeros }: RateChange): number {
  const ticks = (from * to) / gcd(from, to);
  const held = finished ? 0 : Math.floor((zeros / (2 * cutoff)) * ticks);
  const interval = samplesIn * (ticks / from) - held;
  return interval <= 0 ? 0 : Math.ceil(interval / (ticks / to));
}

/** All samples at the other rate. */
export function changeRate(x: Float64Array, change: RateChange): Float64Array {
  const base = gcd(change.from, change.to);
  const [unitIn, unitOut] = [change.from / base, change.to / base];
  const table = Array.from({ length: unitOut }, (_, i) => weightsAt(i / change.to, change.from, change));
  return Float64Array.from({ length: samplesOut(x.length, true, change) }, (_, n) =>
    weighted(x, table[n % unitOut], Math.floor(n / unitOut) * unitIn),
  );
}
