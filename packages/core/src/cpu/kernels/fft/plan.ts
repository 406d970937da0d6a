// Complex transforms of any length in float64. Lengths made of primes up to 13 go through mixed-radix passes, all
// others through Bluestein's convolution. Powers of two take the compiled passes where there are any.
import { compiledPlanOf } from "./compiled.js";
import { makeStage, rootsOfUnity, runStage } from "./stages.js";

/** A forward transform: fill `input` with n interleaved pairs, `run`, read the array it returns before the next run. */
export interface FftPlan {
  readonly n: number;
  readonly input: Float64Array;
  /** Σ_j input[j] · exp(−2πi·j·k / n), interleaved. The inverse: swap re and im of both sides. */
  run(): Float64Array;
}

const RADICES = [4, 2, 3, 5, 7, 11, 13];
const CACHE_SIZE = 32;
const plans = new Map<number, FftPlan>();

/** The plan for length n; the least recently used ones are forgotten. */
export function planOf(n: number): FftPlan {
  const compiled = compiledPlanOf(n);
  if (compiled) return compiled;
  const plan = plans.get(n) ?? makePlan(n);
  plans.delete(n);
  plans.set(n, plan);
  if (plans.size > CACHE_SIZE) plans.delete(plans.keys().next().value!);
  return plan;
}

/** A plan of its own, in JavaScript. */
export function makePlan(n: number): FftPlan {
  const radices = factors(n);
  return radices ? mixedRadixPlan(n, radices) : bluesteinPlan(n);
}

function factors(n: number): number[] | undefined {
  const found: number[] = [];
  let rest = n;
  for (const radix of RADICES) for (; rest % radix === 0; rest /= radix) found.push(radix);
  return rest === 1 ? found : undefined;
}

function mixedRadixPlan(n: number, radices: readonly number[]): FftPlan {
  const input = new Float64Array(2 * n);
  const other = new Float64Array(2 * n);
  let done = 1;
  const stages = radices.map((radix) => {
    const stage = makeStage(radix, n / done / radix, done);
    done *= radix;
    return stage;
  });
  return {
    n,
    input,
    run: () => {
      let [from, to] = [input, other];
      for (const stage of stages) {
        runStage(stage, from, to);
        [from, to] = [to, from];
      }
      return from;
    },
  };
}

/**
 * Bluestein: with j·k = (j² + k² − (k − j)²) / 2 the transform is a convolution with the chirp exp(πi·j² / n),
 * done by transforms whose length is a power of two.
 */
function bluesteinPlan(n: number): FftPlan {
  const size = 2 ** Math.ceil(Math.log2(2 * n - 1));
  // The squares are reduced mod 2n as integers: the angle would lose its digits otherwise.
  const chirp = rootsOfUnity(2 * n, n, (k) => (k % (2 * n)) * k);
  const inner = planOf(size);
  inner.input.fill(0); // others use it, too
  inner.input[0] = chirp[0];
  inner.input[1] = -chirp[1];
  for (let k = 1; k < n; k++) {
    inner.input[2 * k] = inner.input[2 * (size - k)] = chirp[2 * k];
    inner.input[2 * k + 1] = inner.input[2 * (size - k) + 1] = -chirp[2 * k + 1];
  }
  const filter = inner.run().slice();
  const input = new Float64Array(2 * n);
  const output = new Float64Array(2 * n);
  const work = inner.input;
  const run = (): Float64Array => {
    work.fill(0);
    for (let i = 0; i < 2 * n; i += 2) {
      work[i] = input[i] * chirp[i] - input[i + 1] * chirp[i + 1];
      work[i + 1] = input[i] * chirp[i + 1] + input[i + 1] * chirp[i];
    }
    const spectrum = inner.run();
    for (let i = 0; i < 2 * size; i += 2) {
      const re = spectrum[i] * filter[i] - spectrum[i + 1] * filter[i + 1];
      const im = spectrum[i] * filter[i + 1] + spectrum[i + 1] * filter[i];
      work[i] = im; // swapped: the way back
      work[i + 1] = re;
    }
    const back = inner.run();
    for (let i = 0; i < 2 * n; i += 2) {
      const re = back[i + 1] / size;
      const im = back[i] / size;
      output[i] = re * chirp[i] - im * chirp[i + 1];
      output[i + 1] = re * chirp[i + 1] + im * chirp[i];
    }
    return output;
  };
  return { n, input, run };
}
