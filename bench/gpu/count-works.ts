// The pieces of work of the budget, each run until it is warm and then counted. Runs in Node and in a page.
import { compile, noGrad, scope, type Tensor } from "@sonograd/core";
import { type Work, type WorkCounts, WORKS } from "./budget.js";
import { COUNTED, countSteps, type Counts, type Step } from "./call-counter.js";
import { clipsOf, makeLogMel, type Clips } from "./log-mel.js";
import { makeModel, makeTrainStep, tensorsOf, type BatchSize } from "./network.js";
import { differsFromCpu } from "./same-training.js";

export interface Sizes {
  readonly images: BatchSize;
  readonly clips: Clips;
}

/** Two of each, so that counts that depend on the size show. */
export const SIZES: readonly [first: Sizes, second: Sizes] = [
  { images: { batch: 8, size: 32 }, clips: { batch: 4, samples: 16000 } },
  { images: { batch: 3, size: 24 }, clips: { batch: 2, samples: 12345 } },
];

const [WARM_UP, STEPS] = [2, 4];

/** What a work costs, and what is wrong with how it ran. */
export interface Counted {
  readonly counts: WorkCounts;
  /** Sentences; none: nothing. */
  readonly wrong: readonly string[];
}

const isSame = (a: Counts, b: Counts): boolean => COUNTED.every((name) => a[name] === b[name]);
const most = (each: readonly Counts[]): Counts =>
  Object.fromEntries(COUNTED.map((name) => [name, Math.max(...each.map((counts) => counts[name]))])) as Counts;

function logMelStep(clips: Clips, topDb: number | null): Step {
  const logMel = makeLogMel(topDb);
  return (i) => scope(() => void logMel(clipsOf(clips, i, "webgpu")));
}

/**
 * Counts every work on device "webgpu", which must be registered. Each step has a batch of its own, uploaded within it. Wrong
 * are warm steps that differ in cost (the largest counts are given then) and a device that trains otherwise than the CPU.
 *
 * @param read  the counts so far
 */
export async function countWorks({ images, clips }: Sizes, read: () => Counts): Promise<Counted> {
  const model = makeModel(images).to("webgpu");
  const train = compile(makeTrainStep(model), { name: "training step" });
  const infer = compile((x: Tensor) => noGrad(() => model(x)), { name: "inference" });
  // In scopes, as the trainer's: what a step leaves over goes back to the pool at once.
  const steps: Readonly<Record<Work, Step>> = {
    trainStep: (i) => scope(() => void train(...tensorsOf(images, i, "webgpu"))),
    inference: (i) => scope(() => void infer(tensorsOf(images, i, "webgpu")[0])),
    logMel: logMelStep(clips, null),
    logMelTopDb: logMelStep(clips, 80),
  };
  const counts: Partial<Record<Work, Counts>> = {};
  const wrong: string[] = [];
  for (const work of WORKS) {
    model.train(work === "trainStep");
    const each = await countSteps(read, steps[work], { warmUp: WARM_UP, steps: STEPS });
    counts[work] = most(each);
    const odd = each.find((other) => !isSame(other, each[0]));
    if (odd) wrong.push(`${work}: warm steps differ, ${JSON.stringify(each[0])} and ${JSON.stringify(odd)}.`);
    if (work === "trainStep") wrong.push(...(await differsFromCpu(model, images, WARM_UP + STEPS)));
  }
  return { counts: counts as WorkCounts, wrong };
}
