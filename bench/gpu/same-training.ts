// Whether a device trains the network as the CPU does. Counts of a step that computes something else are worth nothing.
import { type Tensor } from "@sonograd/core";
import type { Sequential } from "@sonograd/nn";
import { makeModel, makeTrainStep, tensorsOf, type BatchSize } from "./network.js";

/** How far a parameter may end from where the CPU brings it, as a share of the way that it went. */
const TOLERANCE = 1e-3;
/** Shorter ways come from rounding alone: a bias before a batch normalisation has no gradient. Others go 20 times as far. */
const STILL = 5e-4;

const norm = (values: Float32Array): number => Math.hypot(...values);
const minus = (a: ArrayLike<number>, b: ArrayLike<number>): Float32Array =>
  Float32Array.from({ length: a.length }, (_, i) => a[i] - b[i]);

async function valuesOf(model: Sequential): Promise<Map<string, Float32Array>> {
  const entries = Object.entries(model.stateDict() as Record<string, Tensor>);
  return new Map(await Promise.all(entries.map(async ([name, t]) => [name, Float32Array.from((await t.data()) as ArrayLike<number>)] as const))); // prettier-ignore
}

/**
 * Compares a network that was trained on batches 0…steps − 1 with one that the CPU trains on them, as written.
 *
 * @returns sentences on what differs; none: they agree
 */
export async function differsFromCpu(trained: Sequential, size: BatchSize, steps: number): Promise<string[]> {
  const model = makeModel(size);
  const start = await valuesOf(makeModel(size));
  const step = makeTrainStep(model);
  for (let i = 0; i < steps; i++) step(...tensorsOf(size, i, "cpu"));
  const [expected, found] = await Promise.all([valuesOf(model), valuesOf(trained)]);
  return [...expected].flatMap(([name, values]) => {
    const [way, error] = [norm(minus(values, start.get(name)!)), norm(minus(found.get(name)!, values))];
    if (error <= Math.max(TOLERANCE * way, STILL)) return [];
    return [`trainStep: ${name} changes by ${way} on the CPU, and ends ${error} away from there (at most ${TOLERANCE} of the way is rounding).`]; // prettier-ignore
  });
}
