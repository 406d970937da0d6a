// Memory stays flat without a dispose in user code: what the process holds after 2,000 steps it still holds after 10,000.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, it } from "vitest";

const STEPS = 10_000;
const MEBIBYTE = 2 ** 20;

interface Sample {
  readonly step: number;
  readonly heap: number;
  readonly arrayBuffers: number;
  readonly rss: number;
}

it.each(["train", "train-eager", "infer"])(
  `%s: ${STEPS.toLocaleString("en")} steps keep memory flat`,
  (kind) => {
    const script = resolve(import.meta.dirname, "memory-run.ts");
    const node = ["--expose-gc", "--conditions=@sonograd/source", "--import", "tsx", script, kind, String(STEPS)];
    const { stdout, stderr, status } = spawnSync(process.execPath, node, { encoding: "utf8" });
    expect(status, stderr).toBe(0);
    const { last, samples } = JSON.parse(stdout) as { last: number; samples: Sample[] };
    expect(Number.isFinite(last)).toBe(true);
    // The least of three: a collection may come late, a leak does not go away.
    const least = (part: readonly Sample[], size: (s: Sample) => number): number => Math.min(...part.map(size));
    const growth = (size: (s: Sample) => number): number => least(samples.slice(-3), size) - least(samples.slice(1, 4), size); // prettier-ignore
    const shown = samples.map((s) => `${s.step}: ${(s.heap / MEBIBYTE).toFixed(1)} + ${(s.arrayBuffers / MEBIBYTE).toFixed(1)}, resident ${(s.rss / MEBIBYTE).toFixed(0)} MiB`); // prettier-ignore
    console.log(`memory of ${kind} (heap + arrays):\n  ${shown.join("\n  ")}`);
    // A leak of one small tensor a step would be 6,000 of them: 1 MiB at the very least.
    expect(growth((s) => s.heap + s.arrayBuffers)).toBeLessThan(MEBIBYTE);
    expect(growth((s) => s.rss)).toBeLessThan(32 * MEBIBYTE);
  },
  300_000,
);
