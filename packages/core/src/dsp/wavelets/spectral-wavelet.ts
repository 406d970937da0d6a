// Wavelets that are given by their spectrum, and the numbers that follow from it: peak, energy, admissibility, reach in time.
import { ParameterError } from "../../errors/index.js";

/**
 * A wavelet by its name, or its name with parameters: Morlet's (ω₀ = 6), Paul's (m = 4), the derivative of a Gaussian "dog"
 * (m = 2), the generalised Morse wavelet (β = 20, γ = 3) and the bump (μ = 5, σ = 0.6).
 */
export type SpectralWavelet =
  | "morlet"
  | "paul"
  | "dog"
  | "morse"
  | "bump"
  | readonly [name: "morlet", omega0: number]
  | readonly [name: "paul", m: number]
  | readonly [name: "dog", m: number]
  | readonly [name: "morse", beta: number, gamma: number]
  | readonly [name: "bump", mu: number, sigma: number];

/** How scales compare: "L2" unit energy at every scale, "L1" a sinusoid's amplitude at its frequency. */
export type WaveletNorm = "L1" | "L2";

/** A resolved wavelet. `u` is scale times angular frequency. */
export interface Spectrum {
  /** The size at u > 0, 1 at the peak. */
  readonly shape: (u: number) => number;
  readonly peak: number;
  /** Order of a real wavelet that has negative frequencies too; undefined where there are none. */
  readonly derivative?: number;
  /** scale · frequency (radians per sample) where the response to a sinusoid is largest, by norm. */
  readonly factor: Readonly<Record<WaveletNorm, number>>;
  /** (1 / 2π) ∫ shape² du over all frequencies */
  readonly energy: number;
  /** ∫ shape / u du over positive frequencies */
  readonly admissibility: number;
  /** Samples per scale after which the power of a discontinuity has dropped by e⁻². */
  readonly efold: number;
}

type Basics = Pick<Spectrum, "shape" | "peak" | "derivative"> & { readonly l2: number; readonly efold?: number };

const DEFAULTS: Readonly<Record<string, readonly number[]>> = {
  morlet: [6],
  paul: [4],
  dog: [2],
  morse: [20, 3],
  bump: [5, 0.6],
};

function basicsOf(name: string, [a, b]: readonly number[]): Basics {
  switch (name) {
    case "morlet":
      return {
        shape: (u) => Math.exp(-((u - a) ** 2) / 2),
        peak: a,
        l2: (a + Math.sqrt(a * a + 2)) / 2,
        efold: Math.SQRT2,
      };
    case "paul":
      return { shape: (u) => Math.exp(a * Math.log(u / a) - (u - a)), peak: a, l2: a + 0.5, efold: Math.SQRT1_2 };
    case "dog":
      return {
        shape: (u) => Math.exp((a * Math.log((u * u) / a) - (u * u - a)) / 2),
        peak: Math.sqrt(a),
        derivative: a,
        l2: Math.sqrt(a + 0.5),
        efold: Math.SQRT2,
      };
    case "morse": {
      const peak = (a / b) ** (1 / b);
      return {
        shape: (u) => Math.exp(a * Math.log(u / peak) - (u ** b - peak ** b)),
        peak,
        l2: ((a + 0.5) / b) ** (1 / b),
      };
    }
    default: {
      const shape = (u: number): number => {
        const w = (u - a) / b;
        return Math.abs(w) < 1 ? Math.exp(1 - 1 / (1 - w * w)) : 0;
      };
      // ½·ln u + ln shape is concave on the bump: its slope changes sign once.
      let [low, high] = [a, a + b];
      for (let i = 0; i < 60; i++) {
        const u = (low + high) / 2;
        const w = (u - a) / b;
        if (0.5 / u > (2 * w) / (b * (1 - w * w) ** 2)) low = u;
        else high = u;
      }
      return { shape, peak: a, l2: low };
    }
  }
}

/** @throws ParameterError */
function checkSpec(op: string, name: string, numbers: readonly number[]): void {
  const wanted = DEFAULTS[name];
  if (!wanted) throw new ParameterError(`${op}: wavelet="${name}" must be one of ${Object.keys(DEFAULTS).join(", ")}.`);
  const written = `["${name}", ${numbers.join(", ")}]`;
  if (numbers.length !== wanted.length || !numbers.every((v) => v > 0 && Number.isFinite(v)))
    throw new ParameterError(
      `${op}: wavelet=${written} needs ${wanted.length} numbers > 0. Write for example ["${name}", ${wanted.join(", ")}].`,
    );
  if ((name === "paul" || name === "dog") && !Number.isInteger(numbers[0]))
    throw new ParameterError(`${op}: wavelet=${written} must have a whole order m.`);
  if (name === "morlet" && numbers[0] < 4)
    throw new ParameterError(
      `${op}: wavelet=${written} must have ω₀ ≥ 4: below, the wavelet has a mean that is not negligible.`,
    );
  if (name === "bump" && numbers[1] >= numbers[0])
    throw new ParameterError(`${op}: wavelet=${written} must have σ < μ: frequencies must be positive.`);
}

const resolved = new Map<string, Spectrum>();

/** The wavelet of a name, its numbers computed once. @throws ParameterError */
export function spectrumOf(op: string, wavelet: SpectralWavelet): Spectrum {
  const [name, ...given] = (Array.isArray(wavelet) ? wavelet : [wavelet]) as [string, ...number[]];
  const numbers = given.length === 0 ? (DEFAULTS[name] ?? []) : given;
  const key = `${name} ${numbers.join(" ")}`;
  let spectrum = resolved.get(key);
  if (!spectrum) {
    checkSpec(op, name, numbers);
    resolved.set(key, (spectrum = complete(basicsOf(name, numbers))));
  }
  return spectrum;
}

function complete({ l2, efold, ...basics }: Basics): Spectrum {
  const { shape, peak, derivative } = basics;
  let end = 2 * peak;
  while (shape(end) > 1e-20) end *= 1.25;
  // Sums over ln u of functions that vanish smoothly at both ends: the trapezoid rule converges exponentially.
  const points = 8192;
  const start = Math.log(1e-6 * peak);
  const step = (Math.log(end) - start) / points;
  let [energy, admissibility] = [0, 0];
  for (let i = 0; i <= points; i++) {
    const u = Math.exp(start + i * step);
    const value = shape(u);
    energy += value * value * u * step;
    admissibility += value * step;
  }
  return {
    ...basics,
    factor: { L1: peak, L2: l2 },
    energy: (energy * (derivative === undefined ? 1 : 2)) / (2 * Math.PI),
    admissibility,
    efold: efold ?? envelopeReach(shape, end),
  };
}

/** Where |ψ(t)|² of the inverse Fourier transform first falls below e⁻² of its middle. */
function envelopeReach(shape: (u: number) => number, end: number): number {
  const points = 2048;
  const du = end / points;
  const values = Float64Array.from({ length: points }, (_, i) => shape((i + 0.5) * du));
  const size = (t: number): number => {
    let [re, im] = [0, 0];
    for (let i = 0; i < points; i++) {
      const angle = (i + 0.5) * du * t;
      re += values[i] * Math.cos(angle);
      im += values[i] * Math.sin(angle);
    }
    return Math.hypot(re, im);
  };
  const limit = size(0) / Math.E;
  // An envelope cannot be narrower than one radian of the highest frequency.
  let high = 1 / end;
  while (size(high) > limit) high *= 1.2;
  let low = high / 1.2;
  for (let i = 0; i < 40; i++) {
    const t = (low + high) / 2;
    if (size(t) > limit) low = t;
    else high = t;
  }
  return high;
}
