// Libraries that disagree on a result are not doing the same work.
import type { Benchmark, Candidate } from "./benchmark.js";

/** Runs each candidate once and compares it with the first. @throws Error that names the element */
export function requireAgreement({ name, tolerance }: Benchmark, candidates: readonly Candidate[]): void {
  const [expected, ...others] = candidates.map(({ run, arrange }) => {
    const result = run();
    return arrange ? arrange(result) : result;
  });
  const scale = largest(expected);
  for (const [k, result] of others.entries()) {
    const label = `${name}: ${candidates[k + 1].library}`;
    if (result.length !== expected.length)
      throw new Error(`${label} has ${result.length} elements instead of ${expected.length}.`);
    for (let i = 0; i < result.length; i++)
      if (!(Math.abs(result[i] - expected[i]) <= tolerance * scale))
        throw new Error(`${label} has ${result[i]} at ${i} instead of ${expected[i]}.`);
  }
}

function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return most;
}
