// Runs a case as written and compiled, forward and gradient, on the same inputs: the results have to be the same bits.
import * as core from "../src/index.js";
import { Tensor, type Compiled, type Device, type TypedArray } from "../src/index.js";
import type { ConformanceCase } from "./case.js";
import {
  hasGradient,
  invoke,
  isDifferentiable,
  layOut,
  makeInput,
  tensorsOf,
  wantsGradient,
  type CaseRun,
} from "./run-case.js";

interface Results {
  readonly outs: readonly Tensor[];
  readonly grads: readonly (Tensor | null)[];
}
type CaseFunction = (inputs: readonly Tensor[], seeds: readonly Tensor[]) => Results;

/** The case as a synchronous function of its stored inputs and of the gradients of its differentiable results. */
function caseFunction(testCase: ConformanceCase): CaseFunction {
  return (inputs, seeds) => {
    const laidOut = inputs.map((x, i) => layOut(x, testCase.inputs[i]));
    const result = invoke(testCase, laidOut);
    if (result instanceof Promise) return result as never;
    const outs = tensorsOf(result);
    const roots = outs.filter(isDifferentiable);
    const wanted = inputs.filter((x) => x.requiresGrad);
    const grads = seeds.length === 0 ? [] : core.grad(roots, wanted, { gradOutputs: seeds, allowUnused: true });
    return { outs: outs.map((t) => t.detach()), grads };
  };
}

function inputsOf(testCase: ConformanceCase, round: number): Tensor[] {
  return testCase.inputs.map((spec, i) => {
    const x = makeInput(spec, 100 + i + 1000 * round, "single");
    x.requiresGrad = wantsGradient(testCase) && hasGradient(spec);
    return x;
  });
}

/** What was asked for is a promise: its shape depends on values. */
export const isAsynchronous = (testCase: ConformanceCase): boolean => {
  const result = caseFunction(testCase)(inputsOf(testCase, 0), []);
  if (!((result as unknown) instanceof Promise)) return false;
  (result as unknown as Promise<unknown>).catch(() => {});
  return true;
};

const compiledCase = (testCase: ConformanceCase): Compiled<Parameters<CaseFunction>, Results> =>
  core.compile(caseFunction(testCase), { name: testCase.name });

/** Calls the compiled case once. */
export const callCompiled = (testCase: ConformanceCase): Results => compiledCase(testCase)(inputsOf(testCase, 0), []);

/**
 * Runs a case compiled on a device, forward and backward with the gradients that `runCase` sends. The function is recorded
 * with other numbers first, so that what comes out is a replay.
 */
export async function runCompiled(testCase: ConformanceCase, device: Device): Promise<CaseRun> {
  const compiled = compiledCase(testCase);
  const at = (t: Tensor): Tensor => {
    const moved = t.to(device);
    moved.requiresGrad = t.requiresGrad;
    return moved;
  };
  // What is differentiable, and of what shape, shows in a run that keeps the tape.
  const stored = inputsOf(testCase, 0);
  const probe = tensorsOf(invoke(testCase, stored.map((x, i) => layOut(x, testCase.inputs[i])))).filter(isDifferentiable); // prettier-ignore
  const seedsFor = (round: number): Tensor[] =>
    stored.some((x) => x.requiresGrad)
      ? probe.map((y, i) =>
          makeInput({ shape: y.shape, dtype: core.isComplex(y.dtype) ? "complex64" : "float32" }, 900 + i + round, "single").to(device),
        ) // prettier-ignore
      : [];
  compiled(inputsOf(testCase, 1).map(at), seedsFor(1));
  const inputs = inputsOf(testCase, 0).map(at);
  const { outs, grads } = compiled(inputs, seedsFor(0));
  const wanted = inputs.filter((x) => x.requiresGrad);
  const gradients = inputs.map((x) => (x.requiresGrad && grads.length > 0 ? grads[wanted.indexOf(x)] : null));
  return {
    outputs: await Promise.all(outs.map((t) => t.data())),
    shapes: outs.map((t) => t.shape),
    gradients: await Promise.all(gradients.map((g) => (g ? g.data() : null))),
  };
}

const bits = (t: Tensor | null | undefined): TypedArray | null => (t ? t.dataSync() : null);

/** The first difference between written and compiled in `rounds` calls with other numbers each, or null. */
export function compiledDifference(testCase: ConformanceCase, rounds = 3): string | null {
  const fn = caseFunction(testCase);
  const compiled = compiledCase(testCase);
  for (let round = 0; round < rounds; round++) {
    const seedsFor = (outs: readonly Tensor[]): Tensor[] =>
      outs
        .filter(isDifferentiable)
        .map((y, i) =>
          makeInput(
            { shape: y.shape, dtype: core.isComplex(y.dtype) ? "complex64" : "float32" },
            900 + i + round,
            "single",
          ),
        );
    // Which results are differentiable shows in a run that keeps the tape.
    const stored = inputsOf(testCase, round);
    const probe = tensorsOf(invoke(testCase, stored.map((x, i) => layOut(x, testCase.inputs[i])))); // prettier-ignore
    const seeds = stored.some((x) => x.requiresGrad) ? seedsFor(probe) : [];
    // A function that writes into its argument needs one of its own.
    const expected = fn(inputsOf(testCase, round), seeds);
    const actual = compiled(inputsOf(testCase, round), seeds);
    for (const part of ["outs", "grads"] as const)
      for (const [i, t] of expected[part].entries()) {
        const [a, b] = [bits(actual[part][i]), bits(t)];
        if (a === null && b === null) continue;
        const shape = core.formatShape(t!.shape);
        if (!a || !b || !core.sameShape(actual[part][i]!.shape, t!.shape))
          return `${part}[${i}] in call ${round + 1}: shape ${a ? core.formatShape(actual[part][i]!.shape) : "none"}, expected ${shape}`;
        const at = a.findIndex((v, k) => v !== b[k] && !(Number.isNaN(v) && Number.isNaN(b[k])));
        if (at >= 0) return `${part}[${i}][${at}] in call ${round + 1}: ${a[at]}, expected ${b[at]}`;
      }
  }
  return null;
}
