// The side of a race that runs in the page: entrants of all libraries, compared before they are timed, and the peers' counts.
import { difference, type Counts } from "./call-counter.js";
import type { Contender, Entrant } from "./contender.js";
import type { Clips } from "./log-mel.js";
import type { BatchSize } from "./network.js";
import { loadSonograd } from "./sonograd.js";

export type Race =
  { readonly work: "training"; readonly size: BatchSize } | { readonly work: "log-mel"; readonly clips: Clips };

export interface PreparedRace {
  readonly labels: string[];
  time(entrant: number): Promise<number>;
}

let loaded: Promise<readonly Contender[]> | undefined;
const peers = (): Promise<readonly Contender[]> =>
  (loaded ??= (async () => {
    const [{ loadTfjs }, { loadJaxJs }] = await Promise.all([
      import("../peers/tfjs-webgpu.js"),
      import("../peers/jax-js-webgpu.js"),
    ]);
    return [await loadTfjs(), await loadJaxJs()];
  })());

/** Losses that are compared: they go down only where all of backward and Adam is right. */
const COMPARED_STEPS = 4;
/** Of the largest element. The peers' Fourier transforms take sines from the shader, which has three digits less of them. */
const TOLERANCE = { training: 1e-3, "log-mel": 5e-3 } as const;

function requireSame(label: string, found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  const scale = Array.from(expected).reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  if (found.length !== expected.length)
    throw new Error(`${label} has ${found.length} elements instead of ${expected.length}.`);
  for (let i = 0; i < found.length; i++)
    if (!(Math.abs(found[i] - expected[i]) <= tolerance * scale))
      throw new Error(`${label} has ${found[i]} at ${i} instead of ${expected[i]}.`);
}

async function resultOf({ run }: Entrant, race: Race): Promise<ArrayLike<number>> {
  if (race.work === "log-mel") return run();
  const losses: number[] = [];
  for (let i = 0; i < COMPARED_STEPS; i++) losses.push((await run())[0]);
  return losses;
}

/** @throws Error  a library disagrees with ours, or none of the losses went down */
export async function prepareRace(race: Race): Promise<PreparedRace> {
  const contenders = [await loadSonograd(), ...(await peers())];
  const entrants = contenders.flatMap((c) => (race.work === "training" ? [c.training(race.size)] : c.logMels(race.clips))); // prettier-ignore
  const expected = await resultOf(entrants[0], race);
  if (race.work === "training" && !(expected[COMPARED_STEPS - 1] < expected[0]))
    throw new Error(`${entrants[0].label}: the loss went from ${expected[0]} to ${expected[COMPARED_STEPS - 1]}.`);
  for (const entrant of entrants.slice(1))
    requireSame(entrant.label, await resultOf(entrant, race), expected, TOLERANCE[race.work]);
  return {
    labels: entrants.map(({ label }) => label),
    async time(entrant) {
      const start = performance.now();
      await entrants[entrant].run();
      return performance.now() - start;
    },
  };
}

const [WARM_UP, STEPS] = [2, 4];

/** Costs of a warm training step of each peer, a mean over some where its steps differ. */
export async function countPeers(size: BatchSize, read: () => Counts): Promise<Record<string, Counts>> {
  const counts: Record<string, Counts> = {};
  for (const peer of await peers()) {
    read();
    const { run } = peer.training(size);
    for (let i = 0; i < WARM_UP; i++) await run();
    const before = read();
    for (let i = 0; i < STEPS; i++) await run();
    const spent = Object.entries(difference(read(), before));
    counts[peer.library] = Object.fromEntries(spent.map(([name, n]) => [name, n / STEPS])) as unknown as Counts;
  }
  return counts;
}
