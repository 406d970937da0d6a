// `compile(fn)`: the first call with arguments of a kind records what `fn` computes, later ones run the recording.
import { isCapturing } from "../backend/index.js";
import { ParameterError } from "../errors/index.js";
import { needFunction } from "../tensor/index.js";
import { firstDifference, readArguments, type CallArguments, type Fact } from "./arguments.js";
import { Captured, record, surroundings, type Trial } from "./captured.js";
import type { PlanStatistics } from "./statistics.js";

export interface CompileOptions {
  /** For messages (default: the function's own name). */
  readonly name?: string;
  /** Recordings kept at most; further kinds of calls run as written (default 8). */
  readonly cacheLimit?: number;
}

/** A recording, for people and for tests. */
export interface CompiledPlan {
  stats(): PlanStatistics;
  /** One line per kernel: the primitives that it stands for. */
  describe(): string;
}

export interface Compiled<A extends unknown[], R> {
  (...args: A): R;
  /** The plan of the last call; null before the first one and after one that ran as written. */
  readonly plan: CompiledPlan | null;
  readonly plans: readonly CompiledPlan[];
  /**
   * Records for calls like this one and prepares the recording, so that the first such call does not wait: shaders compile
   * side by side and off the thread. Computes nothing; the first call after it uses the numbers found here.
   */
  warmup(...args: A): Promise<void>;
  /** Forgets all recordings. */
  reset(): void;
}

interface Entry {
  readonly facts: readonly Fact[];
  numbers: readonly number[];
  readonly captured: Captured;
  readonly plan: CompiledPlan;
}

const planOf = ({ program, backward }: Captured): CompiledPlan => ({
  stats: () => program.statistics,
  describe: () => [...program.description, ...(backward ? ["backward:", ...backward.description] : [])].join("\n"),
});

class Cache<A extends unknown[], R> {
  readonly entries: Entry[] = [];
  last: CompiledPlan | null = null;
  /** How often each guard was what kept a call from using a recording. */
  private readonly failures = new Map<string, number>();
  private warned = false;

  constructor(
    private readonly fn: (...args: A) => R,
    private readonly name: string,
    private readonly limit: number,
  ) {}

  call(args: A): R {
    const given = readArguments(args);
    const entry = this.entryFor(args, given);
    this.last = entry?.plan ?? null;
    return entry ? (entry.captured.run(given) as R) : this.fn(...args);
  }

  async warmup(args: A): Promise<void> {
    await this.entryFor(args, readArguments(args))?.captured.warmup();
  }

  /** The recording for a call; null where no more are made. */
  private entryFor(args: A, given: CallArguments): Entry | null {
    const facts = [...given.facts, ...surroundings()];
    let failed: string | null = null;
    const fitting = this.entries.filter((entry) => {
      const broken = firstDifference(facts, entry.facts)?.label ?? entry.captured.brokenGuard(given);
      failed = broken ?? failed;
      return broken === null;
    });
    const exact = fitting.find((e) => e.numbers.every((n, i) => Object.is(n, given.numbers[i])));
    if (exact) return exact;
    if (fitting.length > 0) {
      const trial = this.record(args, given);
      const entry = fitting.find((e) => e.captured.takeNumbers(trial));
      if (entry) {
        entry.numbers = given.numbers;
        return entry;
      }
      const at = given.numbers.findIndex((n, i) => !Object.is(n, fitting[0].numbers[i]));
      return this.add(trial, facts, given, `${given.numberLabels[at] ?? "a number"} (a number that shapes depend on)`);
    }
    if (this.entries.length >= this.limit) {
      this.warn(failed);
      return null;
    }
    return this.add(this.record(args, given), facts, given, failed);
  }

  private record(args: A, given: CallArguments): Trial {
    return record(this.name, this.fn as (...args: never[]) => unknown, args, given);
  }

  private add(trial: Trial, facts: readonly Fact[], given: CallArguments, failed: string | null): Entry {
    if (failed) this.failures.set(failed, (this.failures.get(failed) ?? 0) + 1);
    const captured = new Captured(trial);
    const entry: Entry = { facts, numbers: given.numbers, captured, plan: planOf(captured) };
    if (this.entries.length >= this.limit) {
      this.warn(failed);
      this.entries.shift();
    }
    this.entries.push(entry);
    return entry;
  }

  private warn(failed: string | null): void {
    if (this.warned) return;
    this.warned = true;
    const worst = [...this.failures].sort((a, b) => b[1] - a[1])[0]?.[0] ?? failed ?? "the arguments";
    console.warn(
      `compile: "${this.name}" was recorded ${this.limit} times and calls still differ: the guard that keeps failing is ${worst}. ` +
        "Calls of further kinds run as written. Keep it the same (pad to one shape, pass numbers as tensors), or raise cacheLimit.",
    );
  }
}

/**
 * `fn` recorded once and replayed: its primitives without dead code, fused into fewer kernels, on memory planned
 * beforehand. The results are those of `fn`, as are random numbers, parameters, running statistics and `.grad`. Gradients that
 * `fn` makes anew for parameters have one place for all runs, as PyTorch's have under `zero_grad(set_to_none=False)`: clone one to keep it.
 *
 * A recording holds for calls with arguments of the same structure, shapes, dtypes, strides and device, under the same gradient mode,
 * and while the modules that it runs are as they were (train or eval, settings, which tensors are their parameters).
 * Other calls are recorded anew. Numbers may differ from call to call: `fn` is then gone through again without computing,
 * so pass what changes in every call as a tensor.
 *
 * @param fn  synchronous, of tensors, numbers, modules, and arrays and plain objects of them. It must not read values
 *   (`item()`, `data()`) nor use functions whose result's shape depends on them
 * @returns a function with the same signature; `plan.stats()` counts what its last call cost
 * @throws CaptureError when `fn` reads values or returns a promise; ParameterError for a typed array as an argument
 * @source torch.compile, torch.cuda.CUDAGraph
 * @example
 * const step = compile((x: Tensor, y: Tensor) => x.sub(y).square().mean());
 * step(ones([4]), zeros([4])).itemSync(); // 1
 * step.plan!.stats().kernels; // 1
 */
export function compile<A extends unknown[], R>(fn: (...args: A) => R, options: CompileOptions = {}): Compiled<A, R> {
  needFunction("compile", fn);
  const { name = fn.name || "anonymous function", cacheLimit = 8 } = options;
  if (!Number.isInteger(cacheLimit) || cacheLimit < 1)
    throw new ParameterError(`compile: cacheLimit=${cacheLimit} must be an integer ≥ 1.`);
  const cache = new Cache(fn, name, cacheLimit);
  // Inside another captured function the calls belong to that one.
  const compiled = (...args: A): R => (isCapturing() ? fn(...args) : cache.call(args));
  return Object.defineProperties(compiled, {
    plan: { get: () => cache.last },
    plans: { get: () => cache.entries.map((entry) => entry.plan) },
    warmup: { value: (...args: A) => cache.warmup(args) },
    reset: {
      value: () => {
        cache.entries.length = 0;
        cache.last = null;
      },
    },
  }) as unknown as Compiled<A, R>;
}
