// Transforms of powers of two through the compiled passes. There are few such lengths, so that their plans are kept for good.
import { passMemory, type PassMemory } from "../../wasm/passes.js";
import type { FftPlan } from "./plan.js";
import type { RealFftPlan } from "./real.js";
import { rootsOfUnity } from "./stages.js";

/** Below, the calls cost more than the passes; above, the plans would need much memory. */
const [SHORTEST, LONGEST] = [16, 32768];

const isCompiled = (n: number): boolean => n >= SHORTEST && n <= LONGEST && (n & (n - 1)) === 0;

interface CompiledPlan extends FftPlan {
  /** Address of the result of `run`. */
  readonly result: number;
}

const plans = new Map<number, CompiledPlan>();
const realPlans = new Map<number, RealFftPlan>();

/** The plan of n complex numbers, or undefined where the passes are not for it. */
export function compiledPlanOf(n: number): FftPlan | undefined {
  const memory = isCompiled(n) ? passMemory() : null;
  return memory ? planIn(memory, n) : undefined;
}

/** The plan of n real samples, or undefined where the passes are not for it. */
export function compiledRealPlanOf(n: number): RealFftPlan | undefined {
  const memory = isCompiled(n) && isCompiled(n / 2) ? passMemory() : null;
  if (!memory) return undefined;
  const plan = realPlans.get(n) ?? makeReal(memory, n);
  realPlans.set(n, plan);
  return plan;
}

function planIn(memory: PassMemory, n: number): CompiledPlan {
  const plan = plans.get(n) ?? makeComplex(memory, n);
  plans.set(n, plan);
  return plan;
}

/** Roots as the passes take them: (re, re, -im, im). */
function spread(memory: PassMemory, roots: Float64Array): number {
  const rows = memory.doubles(2 * roots.length);
  for (let i = 0; i < roots.length; i += 2) rows.set([roots[i], roots[i], -roots[i + 1], roots[i + 1]], 2 * i);
  return rows.byteOffset;
}

function makeComplex(memory: PassMemory, n: number): CompiledPlan {
  const { passes } = memory;
  const input = memory.doubles(2 * n);
  const other = memory.doubles(2 * n);
  const steps: (() => void)[] = [];
  let [from, to] = [input, other];
  for (let stride = 1; stride < n; [from, to] = [to, from]) {
    const [x, y, width] = [from.byteOffset, to.byteOffset, stride];
    const radix = (n / stride) % 4 === 0 ? 4 : 2;
    const m = n / stride / radix;
    const twiddles =
      m > 1
        ? spread(
            memory,
            rootsOfUnity(4 * m, 3 * m, (i) => Math.floor(i / 3) * ((i % 3) + 1)),
          )
        : 0;
    if (m > 1) steps.push(() => passes.radix4(x, y, m, width, twiddles));
    else if (radix === 4) steps.push(() => passes.radix4Last(x, y, width));
    else steps.push(() => passes.radix2Last(x, y, width));
    stride *= radix;
  }
  const result = from;
  const run = (): Float64Array => {
    for (const step of steps) step();
    return result;
  };
  return { n, input, result: result.byteOffset, run };
}

function makeReal(memory: PassMemory, n: number): RealFftPlan {
  const { passes } = memory;
  const half = planIn(memory, n / 2);
  const count = n / 2 + 1;
  const bins = memory.doubles(n + 4); // room for an even number of bins
  const roots = spread(memory, rootsOfUnity(n, n / 4 + 1).subarray(2));
  const window = memory.doubles(n);
  const powers = memory.doubles(count + 1);
  const singles = memory.floats(n + 4);
  const run = (): void => {
    half.run();
    passes.untangle(half.result, bins.byteOffset, roots, n);
  };
  return {
    samples: half.input,
    bins: bins.subarray(0, n + 2),
    run,
    single: {
      window,
      load(x, from) {
        singles.set(x.subarray(from, from + n));
        passes.taper(singles.byteOffset, window.byteOffset, half.input.byteOffset, n);
      },
      store(into, at) {
        passes.narrow(bins.byteOffset, singles.byteOffset, n + 2);
        into.set(singles.subarray(0, n + 2), at);
      },
      storeMagnitudes(into, at, power) {
        if (power === 1) passes.magnitudes(bins.byteOffset, singles.byteOffset, count);
        else {
          passes.squares(bins.byteOffset, powers.byteOffset, count);
          passes.narrow(powers.byteOffset, singles.byteOffset, count);
        }
        into.set(singles.subarray(0, count), at);
      },
      powers() {
        passes.squares(bins.byteOffset, powers.byteOffset, count);
        return powers;
      },
    },
  };
}
