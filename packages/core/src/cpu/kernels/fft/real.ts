// Transforms between n real samples and floor(n / 2) + 1 complex bins. Even lengths take one complex transform of
// half the length: sample pairs are its complex numbers.
import { compiledRealPlanOf } from "./compiled.js";
import { planOf } from "./plan.js";
import { rootsOfUnity } from "./stages.js";

/** Fill `samples`, `run`, read `bins` as interleaved pairs. */
export interface RealFftPlan {
  readonly samples: Float64Array;
  readonly bins: Float64Array;
  run(): void;
  /** Quick ways for float32 signals cut into frames, where there are any. */
  readonly single?: SingleFrames;
}

export interface SingleFrames {
  /** Fill it before the first `load`. */
  readonly window: Float64Array;
  /** Makes `samples` of n numbers of x times the window. */
  load(x: Float32Array, from: number): void;
  /** Writes `bins` into a float32 array. */
  store(into: Float32Array, at: number): void;
  /** Writes the magnitudes of `bins`, or their squares, into a float32 array. */
  storeMagnitudes(into: Float32Array, at: number, power: 1 | 2): void;
  /** The squares of the magnitudes of `bins`; read them before the next run. */
  powers(): Float64Array;
}

const CACHE_SIZE = 32;
const forward = new Map<number, RealFftPlan>();
const inverse = new Map<number, RealFftPlan>();

/** Samples to bins: Σ_j samples[j] · exp(−2πi·j·k / n). */
export const realPlanOf = (n: number): RealFftPlan =>
  compiledRealPlanOf(n) ?? cached(forward, n, n % 2 === 0 ? evenForward : oddForward);

/** Bins to samples, without the factor 1/n; imaginary parts of bins 0 and n/2 are ignored. `bins` is destroyed. */
export const inverseRealPlanOf = (n: number): RealFftPlan => cached(inverse, n, n % 2 === 0 ? evenInverse : oddInverse);

function cached(plans: Map<number, RealFftPlan>, n: number, make: (n: number) => RealFftPlan): RealFftPlan {
  const plan = plans.get(n) ?? make(n);
  plans.delete(n);
  plans.set(n, plan);
  if (plans.size > CACHE_SIZE) plans.delete(plans.keys().next().value!);
  return plan;
}

/** Even lengths, put together in JavaScript. */
export function evenForward(n: number): RealFftPlan {
  const half = n / 2;
  const plan = planOf(half);
  const roots = rootsOfUnity(n, half + 1);
  const bins = new Float64Array(2 * half + 2);
  // X_k = (Z_k + Z*_{h−k}) / 2 − i·w^k·(Z_k − Z*_{h−k}) / 2, and X_{h−k} from the same four numbers
  const run = (): void => {
    const z = plan.run();
    bins[0] = z[0] + z[1];
    bins[1] = 0;
    bins[n] = z[0] - z[1];
    bins[n + 1] = 0;
    for (let k = 2, j = n - 2; k <= j; k += 2, j -= 2) {
      const evenR = (z[k] + z[j]) / 2;
      const evenI = (z[k + 1] - z[j + 1]) / 2;
      const oddR = (z[k + 1] + z[j + 1]) / 2;
      const oddI = (z[j] - z[k]) / 2;
      const turnedR = oddR * roots[k] - oddI * roots[k + 1];
      const turnedI = oddR * roots[k + 1] + oddI * roots[k];
      bins[k] = evenR + turnedR;
      bins[k + 1] = evenI + turnedI;
      bins[j] = evenR - turnedR;
      bins[j + 1] = turnedI - evenI;
    }
  };
  return { samples: plan.input, bins, run };
}

function oddForward(n: number): RealFftPlan {
  const plan = planOf(n);
  const samples = new Float64Array(n);
  const bins = new Float64Array(n + 1);
  const run = (): void => {
    for (let i = 0; i < n; i++) {
      plan.input[2 * i] = samples[i];
      plan.input[2 * i + 1] = 0;
    }
    bins.set(plan.run().subarray(0, n + 1));
    bins[1] = 0;
  };
  return { samples, bins, run };
}

function evenInverse(n: number): RealFftPlan {
  const half = n / 2;
  const plan = planOf(half);
  const roots = rootsOfUnity(n, half + 1);
  const bins = new Float64Array(2 * half + 2);
  const samples = new Float64Array(n);
  // Z_k = (X_k + X*_{h−k}) + i·w^−k·(X_k − X*_{h−k}); re and im go in swapped: the inverse of half the length
  const run = (): void => {
    bins[1] = 0;
    bins[n + 1] = 0;
    for (let k = 0, j = n; k < n; k += 2, j -= 2) {
      const difR = bins[k] - bins[j];
      const difI = bins[k + 1] + bins[j + 1];
      plan.input[k + 1] = bins[k] + bins[j] + difR * roots[k + 1] - difI * roots[k];
      plan.input[k] = bins[k + 1] - bins[j + 1] + difR * roots[k] + difI * roots[k + 1];
    }
    const z = plan.run();
    for (let i = 0; i < n; i += 2) {
      samples[i] = z[i + 1];
      samples[i + 1] = z[i];
    }
  };
  return { samples, bins, run };
}

function oddInverse(n: number): RealFftPlan {
  const plan = planOf(n);
  const samples = new Float64Array(n);
  const bins = new Float64Array(n + 1);
  const run = (): void => {
    plan.input[1] = bins[0];
    plan.input[0] = 0;
    for (let k = 2; k < n; k += 2) {
      plan.input[k + 1] = plan.input[2 * n - k + 1] = bins[k];
      plan.input[k] = bins[k + 1];
      plan.input[2 * n - k] = -bins[k + 1];
    }
    const z = plan.run();
    for (let i = 0; i < n; i++) samples[i] = z[2 * i + 1];
  };
  return { samples, bins, run };
}
