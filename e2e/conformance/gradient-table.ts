// The gradient table, from the code as it is: every public op, the rules its gradient goes through, and who holds them.
import { cat, type GradNode, type Tensor } from "@sonograd/core";
import { CASES, wantsGradient, type ConformanceCase } from "../../packages/core/conformance/index.js";
import { GRADIENT_FUNCTIONS, type GradientFunction } from "../../packages/core/conformance/gradient-functions.js";
import { NOT_DIFFERENTIABLE } from "../../packages/core/conformance/not-differentiable.js";
import { hasGradient, invoke, layOut, makeInput, tensorsOf } from "../../packages/core/conformance/run-case.js";
import * as ops from "../../packages/core/src/ops/index.js";

/** A check of a gradient. */
export interface GradientCase {
  readonly name: string;
  /** In float64; those with requiresGrad are to be moved. */
  readonly inputs: readonly Tensor[];
  /** The results with gradient, in one row. */
  readonly run: (...inputs: Tensor[]) => Tensor | Promise<Tensor>;
  /** Who runs it: the table of cases, or nobody else because the op answers with a promise or is no case. */
  readonly kind: "case" | "waits" | "function";
  /** Names on the tape. */
  readonly rules: readonly string[];
}

export interface GradientRow {
  readonly op: string;
  /** Why it has no gradient; null where it has one. */
  readonly reason: string | null;
  /** Names on the tape of its cases, sorted. */
  readonly rules: readonly string[];
  /** The smallest first. */
  readonly cases: readonly GradientCase[];
}

/** Functions and classes that core exports as ops. */
export const PUBLIC_OPS: readonly string[] = Object.entries(ops)
  .filter(([, value]) => typeof value === "function")
  .map(([name]) => name)
  .sort();

/** Names of the nodes that lead to `outs`. */
function rulesOf(outs: readonly Tensor[]): string[] {
  const seen = new Set<GradNode>();
  const open = outs.flatMap((y) => y.gradNode ?? []);
  for (let node = open.pop(); node; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    for (const source of node.sources) if (source && !source.node.leaf) open.push(source.node);
  }
  return [...seen].map((node) => node.name);
}

const inOneRow = (outs: readonly Tensor[]): Tensor =>
  outs.length === 1 ? outs[0] : cat(outs.map((y) => y.reshape([-1]))); // prettier-ignore

/** The case ready for a check; null where there is no gradient to check. */
async function examine(testCase: ConformanceCase): Promise<GradientCase | null> {
  if (!wantsGradient(testCase)) return null;
  const inputs = testCase.inputs.map((spec, i) => makeInput(spec, 100 + i, "double"));
  inputs.forEach((x, i) => (x.requiresGrad = hasGradient(testCase.inputs[i])));
  const call = (xs: readonly Tensor[]): unknown => invoke(testCase, xs.map((x, i) => layOut(x, testCase.inputs[i]))); // prettier-ignore
  const first = call(inputs);
  const waits = first instanceof Promise;
  // Cases of ops that wait are marked as not differentiable, because others cannot wait for them.
  if (testCase.notDifferentiable && !waits) return null;
  const outs = tensorsOf(await first);
  const carrying = outs.flatMap((y, i) => (y.requiresGrad ? [i] : []));
  if (carrying.length === 0 || inputs.every((x) => !x.requiresGrad || x.numel === 0)) return null;
  const select = (result: unknown): Tensor => inOneRow(carrying.map((i) => tensorsOf(result)[i]));
  const run = (...xs: Tensor[]): Tensor | Promise<Tensor> => (waits ? (call(xs) as Promise<unknown>).then(select) : select(call(xs))); // prettier-ignore
  return { name: testCase.name, inputs, run, kind: waits ? "waits" : "case", rules: rulesOf(outs) };
}

const sizeOfCheck = ({ inputs }: GradientCase): number => inputs.reduce((sum, x) => sum + (x.requiresGrad ? x.numel : 0), 0); // prettier-ignore

function examineFunction({ name, inputs, run }: GradientFunction): GradientCase {
  const xs = inputs();
  return { name, inputs: xs, run, kind: "function", rules: rulesOf([run(...xs)]) };
}

/** The name under which the function of an op stands first: expit is sigmoid. */
function firstName(op: string): string {
  const value = (ops as Readonly<Record<string, unknown>>)[op];
  return PUBLIC_OPS.find((name) => (ops as Readonly<Record<string, unknown>>)[name] === value)!;
}

export interface GradientTable {
  /** By name; other names of one function share their cases. */
  readonly rows: readonly GradientRow[];
  /** What could not be run, and why. */
  readonly failures: readonly string[];
}

/** Runs every case forward, to see whose gradients can be checked. */
export async function gradientTable(): Promise<GradientTable> {
  const reasons = new Map(Object.entries(NOT_DIFFERENTIABLE).flatMap(([reason, names]) => names.map((n) => [n, reason]))); // prettier-ignore
  const found = new Map<string, GradientCase[]>(PUBLIC_OPS.map((op) => [firstName(op), []]));
  const failures: string[] = [];
  const add = async (op: string, name: string, check: () => GradientCase | null | Promise<GradientCase | null>) => {
    if (!PUBLIC_OPS.includes(op)) return;
    try {
      const checked = await check();
      if (checked) found.get(firstName(op))!.push(checked);
    } catch (error) {
      failures.push(`${name}: ${String(error)}`);
    }
  };
  for (const testCase of CASES) await add(testCase.op, testCase.name, () => examine(testCase));
  for (const entry of GRADIENT_FUNCTIONS) await add(entry.op, entry.name, () => examineFunction(entry));
  for (const cases of found.values()) cases.sort((a, b) => sizeOfCheck(a) - sizeOfCheck(b));
  const rows = PUBLIC_OPS.map((op) => {
    const cases = found.get(firstName(op))!;
    return { op, reason: reasons.get(op) ?? null, rules: [...new Set(cases.flatMap((c) => c.rules))].sort(), cases };
  });
  return { rows, failures };
}
