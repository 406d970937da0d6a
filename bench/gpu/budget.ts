// What a step may cost. Counts do not depend on how busy a machine is, so they can fail a build where times cannot.
import { COUNTED, type Counts } from "./call-counter.js";

/** Pieces of work that are counted. */
export const WORKS = ["trainStep", "inference", "logMel", "logMelTopDb"] as const;
export type Work = (typeof WORKS)[number];
export type WorkCounts = Readonly<Record<Work, Counts>>;

/** Dispatches of one step at most. */
const DISPATCHES: Readonly<Record<Work, number>> = { trainStep: 32, inference: 32, logMel: 1, logMelTopDb: 2 };

/** Of each step, whatever it does: one submit, nothing created. */
const FIXED = { submits: 1, bindGroups: 0, buffers: 0, pipelines: 0 } as const;

/** Sentences on what is over the budget; none: it is met. */
export function overBudget(counts: WorkCounts): string[] {
  return WORKS.flatMap((work) => {
    const limits: Counts = { dispatches: DISPATCHES[work], ...FIXED };
    return COUNTED.filter((name) => !(counts[work][name] <= limits[name])).map(
      (name) => `${work}: ${counts[work][name]} ${name} in a step, at most ${limits[name]} allowed.`,
    );
  });
}

/** Sentences on counts that depend on the batch or the size. */
export function sizeDependent(counts: WorkCounts, second: WorkCounts): string[] {
  return WORKS.flatMap((work) =>
    COUNTED.filter((name) => counts[work][name] !== second[work][name]).map(
      (name) =>
        `${work}: ${counts[work][name]} ${name} in a step at the first size, ${second[work][name]} at the second.`,
    ),
  );
}
