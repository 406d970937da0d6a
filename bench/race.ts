// Timing: candidates take turns, so that whatever else the machine does falls on all of them alike.
export interface Timing {
  /** Milliseconds of the middle run, the fastest and the slowest. */
  readonly median: number;
  readonly fastest: number;
  readonly slowest: number;
  readonly runs: number;
}

export interface RaceOptions {
  /** Milliseconds after which no new round is started (default 6000). */
  readonly budget?: number;
  /** At least and at most so many rounds, the budget apart (default [3, 20]). */
  readonly rounds?: readonly [least: number, most: number];
  /** Milliseconds that each candidate may run beforehand, at least once, to be compiled (default 300). */
  readonly warmUp?: number;
}

/**
 * Milliseconds at the beginning of a turn that do not count: until then the garbage that the one before has left is cleared
 * up. A candidate that takes longer for one run has no need of it.
 */
const SETTLING = 80;
/** Runs that count in each turn, as long as they take no more than so many milliseconds in all. */
const [RUNS, TURN] = [5, 150];

/** The times of each of `candidates`, which take turns. */
export function race(
  candidates: readonly (() => unknown)[],
  { budget = 6000, rounds: [least, most] = [3, 20], warmUp = 300 }: RaceOptions = {},
): Timing[] {
  for (const run of candidates) for (let spent = 0; spent < warmUp;) spent += time(run);
  const times: number[][] = candidates.map(() => []);
  const start = performance.now();
  for (let round = 0; round < most && (round < least || performance.now() - start < budget); round++)
    for (const [i, run] of candidates.entries()) times[i].push(...turn(run, times[i].at(-1) ?? 0));
  return times.map(summarize);
}

function turn(run: () => unknown, before: number): number[] {
  if (before < SETTLING) for (let spent = 0; spent < SETTLING;) spent += time(run);
  const times: number[] = [];
  for (let spent = 0; times.length === 0 || (times.length < RUNS && spent < TURN);) {
    times.push(time(run));
    spent += times.at(-1)!;
  }
  return times;
}

function time(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function summarize(times: readonly number[]): Timing {
  const sorted = times.toSorted((a, b) => a - b);
  const runs = sorted.length;
  return { median: sorted[runs >> 1], fastest: sorted[0], slowest: sorted[runs - 1], runs };
}
