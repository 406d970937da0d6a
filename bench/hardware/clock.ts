// Time on a GPU, from outside: many runs are handed over without waiting, then all are waited for.
export interface ClockOptions {
  /** Seconds that one turn lasts at least. */
  readonly turnSeconds: number;
  readonly turns: number;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Seconds until the GPU has done what it was handed. */
async function secondsUntilDone(gpu: GPUDevice, work: () => void, runs: number): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < runs; i++) work();
  // What is recorded one call at a time is submitted at the end of the turn.
  await Promise.resolve();
  await gpu.queue.onSubmittedWorkDone();
  return (performance.now() - start) / 1000;
}

/** Seconds of one run of `work`: the median over turns, each so long that waiting for its end hardly counts. */
export async function secondsOf(
  gpu: GPUDevice,
  work: () => void,
  { turnSeconds, turns }: ClockOptions,
): Promise<number> {
  for (let i = 0; i < 3; i++) await secondsUntilDone(gpu, work, 1);
  let runs = 1;
  while ((await secondsUntilDone(gpu, work, runs)) < turnSeconds) runs *= 2;
  const times: number[] = [];
  for (let i = 0; i < turns; i++) times.push((await secondsUntilDone(gpu, work, runs)) / runs);
  return median(times);
}
