// What the nodes of a float32 program do, and pairs and triples of them that one loop does in less time.
import type { MapOp } from "../../../backend/index.js";
import { whereLess, whereUpTo } from "./float32-choices.js";
import { normalize, type Float32Loop } from "./float32-ops.js";

/** One loop over the values of other nodes. */
export interface Work {
  readonly loop: Float32Loop;
  /** Null for what stands for several. */
  readonly op: MapOp | null;
  readonly args: readonly number[];
}

/** For every node that is needed, how many distinct ones read it; a result has one reader more, so its place is kept. */
export function countUses(works: readonly (Work | null)[], results: ReadonlySet<number>): number[] {
  const uses = works.map((_, i) => +results.has(i));
  for (let i = works.length - 1; i >= 0; i--) if (uses[i] > 0) for (const arg of new Set(works[i]?.args)) uses[arg]++;
  return uses;
}

/** Joins (a − b) · c + d, and comparisons with what chooses by them, where nothing else reads what is between. */
export function fuseWorks(works: (Work | null)[], results: ReadonlySet<number>): void {
  const uses = countUses(works, results);
  const own = (position: number, op: MapOp): Work | null => {
    const work = works[position];
    return work?.op === op && uses[position] === 1 ? work : null;
  };
  works.forEach((work, i) => {
    if (work?.op === "add") works[i] = asNormalize(work, own) ?? work;
    if (work?.op === "where") works[i] = asComparison(work, own) ?? work;
  });
}

/** The work at a position if it is `op` and read once. */
type Own = (position: number, op: MapOp) => Work | null;

function asNormalize({ args }: Work, own: Own): Work | null {
  const product = args.findIndex((arg) => own(arg, "mul"));
  if (product < 0) return null;
  const factors = own(args[product], "mul")!.args;
  const difference = factors.findIndex((arg) => own(arg, "sub"));
  if (difference < 0) return null;
  const [a, b] = own(factors[difference], "sub")!.args;
  return { loop: normalize, op: null, args: [a, b, factors[1 - difference], args[1 - product]] };
}

/** The loop of where(a ? b, …), and whether a and b change places. */
const CHOOSE_BY: Record<"lt" | "le" | "gt" | "ge", readonly [Float32Loop, isTurned: boolean]> = {
  lt: [whereLess, false],
  le: [whereUpTo, false],
  gt: [whereLess, true],
  ge: [whereUpTo, true],
};

function asComparison({ args: [condition, c, d] }: Work, own: Own): Work | null {
  for (const op of ["lt", "le", "gt", "ge"] as const) {
    const comparison = own(condition, op);
    if (!comparison) continue;
    const [loop, isTurned] = CHOOSE_BY[op];
    const [a, b] = isTurned ? comparison.args.toReversed() : comparison.args;
    return { loop, op: null, args: [a, b, c, d] };
  }
  return null;
}
