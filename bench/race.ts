// Timing: candidates take turns, so that whatever else the machine does falls on all of them alike.

export interface Timing {
  /** Milliseconds of the middle round, the fastest and the slowest. */
  readonly median: number;
  readonly fastest: number;
  readonly slowest: number;
  readonly rounds: number;
}

export interface RaceOptions {
  /** Milliseconds after which no new round is started (default 3000). */
  readonly budget?: number;
  /** At least and at most so many rounds, the budget apart (default [5, 50]). */
  readonly rounds?: readonly [least: number, most: number];
  /** Milliseconds that each candidate may run beforehand, at least once, to be compiled (default 300). */
  readonly warmUp?: number;
}

/** The times of each of `runs`, which take turns. */
export function race(
  runs: readonly (() => unknown)[],
  { budget = 3000, rounds: [least, most] = [5, 50], warmUp = 300 }: RaceOptions = {},
): Timing[] {
  for (const run of runs) for (let spent = 0; spent < warmUp;) spent += time(run);
  const times: number[][] = runs.map(() => []);
  const start = performance.now();
  for (let round = 0; round < most && (round < least || performance.now() - start < budget); round++)
    for (const [i, run] of runs.entries()) times[i].push(time(run));
  return times.map(summarize);
}

function time(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function summarize(times: readonly number[]): Timing {
  const sorted = times.toSorted((a, b) => a - b);
  const rounds = sorted.length;
  return { median: sorted[rounds >> 1], fastest: sorted[0], slowest: sorted[rounds - 1], rounds };
}
