// The counts at both sizes, as `pnpm counts` prints them.
import { overBudget, sizeDependent, type WorkCounts } from "./budget.js";
import { countCalls, type Counts } from "./call-counter.js";
import { countWorks, SIZES, type Counted, type Sizes } from "./count-works.js";

export interface CountReport extends WorkCounts {
  /** At another batch and size. */
  readonly second: WorkCounts;
}

export interface Checked {
  readonly report: CountReport;
  /** Sentences on what is wrong; none: the budget holds. */
  readonly wrong: readonly string[];
}

/** Counts at both sizes and holds the counts to the budget and to each other. */
export async function countBoth(count: (sizes: Sizes) => Promise<Counted>): Promise<Checked> {
  const first = await count(SIZES[0]);
  const second = await count(SIZES[1]);
  const at = (where: string) => (line: string) => `${where}, ${line}`;
  return {
    report: { ...first.counts, second: second.counts },
    wrong: [
      ...[...first.wrong, ...overBudget(first.counts)].map(at("first size")),
      ...[...second.wrong, ...overBudget(second.counts)].map(at("second size")),
      ...sizeDependent(first.counts, second.counts),
    ],
  };
}

/** Counts in this process, on Dawn. @throws BackendError  there is no WebGPU */
export async function countInNode(): Promise<Checked> {
  const [{ useWebGPU }, { globals }] = await Promise.all([import("@sonograd/webgpu"), import("webgpu")]);
  await useWebGPU();
  const read: () => Counts = countCalls(globals);
  return countBoth((sizes) => countWorks(sizes, read));
}
