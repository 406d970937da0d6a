// The CPU backend beside TensorFlow.js on its CPU backend, jax-js on WebAssembly and fft.js, in turn in one run:
// `pnpm bench [part of a name]`. Times are for reading: nothing fails because of them.
import { requireAgreement } from "./agree.js";
import type { Benchmark } from "./benchmark.js";
import { BENCHMARKS } from "./cases/index.js";
import { race } from "./race.js";
import { describeMachine, head, lostTo, row, type Result } from "./report.js";

function run(benchmark: Benchmark): Result {
  const candidates = benchmark.candidates();
  requireAgreement(benchmark, candidates);
  const timings = race(candidates.map((candidate) => candidate.run));
  return { name: benchmark.name, timings: new Map(candidates.map(({ library }, i) => [library, timings[i]])) };
}

const filter = process.argv[2] ?? "";
const chosen = BENCHMARKS.filter(({ name }) => name.includes(filter));
if (chosen.length === 0) {
  console.error(
    `bench: "${filter}" is part of no name. There are:\n${BENCHMARKS.map(({ name }) => `  ${name}`).join("\n")}`,
  );
  process.exit(1);
}

console.log(`${describeMachine()}\n\n${head()}`);
const results = chosen.map((benchmark) => {
  const result = run(benchmark);
  console.log(row(result));
  return result;
});

for (const peer of ["TF.js CPU", "jax-js Wasm", "fft.js"] as const) {
  const lost = lostTo(peer, results);
  const count = results.filter(({ timings }) => timings.has(peer)).length;
  if (count > 0)
    console.log(`\nslower than ${peer} in ${lost.length} of ${count}${lost.map((name) => `\n  ${name}`).join("")}`);
}
