// The cases held to PyTorch: those of the conformance tables whose op is differentiable, and special points of our own. All
// of them run on the CPU in float64.
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { CASES, type ConformanceCase } from "../../../packages/core/conformance/index.js";
import { NOT_DIFFERENTIABLE } from "../../../packages/core/conformance/not-differentiable.js";
import { hasGradient, invoke, layOut, makeInput, tensorsOf } from "../../../packages/core/conformance/run-case.js";
import * as core from "../../../packages/core/src/index.js";
import type { Tensor, TypedArray } from "../../../packages/core/src/index.js";
import * as ops from "../../../packages/core/src/ops/index.js";
import { pointCases } from "./points.js";

const TABLES = resolve(import.meta.dirname, "../../../packages/core/conformance");

const exported = ops as Readonly<Record<string, unknown>>;
const without = new Set(Object.values(NOT_DIFFERENTIABLE).flat());

/** Public ops with a gradient, by name. */
export const DIFFERENTIABLE_OPS: readonly string[] = Object.keys(exported)
  .filter((name) => typeof exported[name] === "function" && !without.has(name))
  .sort();

/** Every name of the function that is exported as `op`: sigmoid is expit. */
export const namesOf = (op: string): string[] => DIFFERENTIABLE_OPS.filter((name) => exported[name] === exported[op]);

/** More numbers than this in its inputs make a case too large to store; smaller ones check the same. */
const LARGEST = 500;
const sizeOfCase = ({ inputs }: ConformanceCase): number =>
  inputs.reduce((sum, { shape, dtype }) => sum + core.sizeOf(shape) * core.slotsOf(dtype ?? "float32"), 0);

const isHeld = (c: ConformanceCase): boolean =>
  DIFFERENTIABLE_OPS.includes(c.op) && c.inputs.some(hasGradient) && sizeOfCase(c) <= LARGEST;

/** By family: the name of the table, without its ending. */
export async function torchFamilies(): Promise<Map<string, ConformanceCase[]>> {
  const families = new Map<string, ConformanceCase[]>();
  for (const file of readdirSync(TABLES)
    .filter((name) => name.endsWith(".cases.ts"))
    .sort()) {
    const module = (await import(resolve(TABLES, file))) as Readonly<Record<string, unknown>>;
    const cases = new Set(Object.values(module).flat());
    families.set(file.replace(".cases.ts", ""), CASES.filter((c) => cases.has(c) && isHeld(c))); // prettier-ignore
  }
  families.set("points", pointCases.filter(isHeld));
  return families;
}

/** Vectors that are only known up to a factor of size 1: what is compared is the size of their elements. */
const UP_TO_A_FACTOR = new Set(["svd", "eigh", "eig"]);
export const isAbsolute = (c: ConformanceCase): boolean => c.magnitudes === true || UP_TO_A_FACTOR.has(c.op);

export const isFloating = (x: Tensor): boolean => !core.isIntegral(x.dtype);

export const inputsOf = (c: ConformanceCase): Tensor[] => c.inputs.map((spec, i) => makeInput(spec, 100 + i, "double"));

export async function outputsOf(c: ConformanceCase, inputs: readonly Tensor[]): Promise<Tensor[]> {
  const outs = tensorsOf(await invoke(c, inputs.map((x, i) => layOut(x, c.inputs[i])))); // prettier-ignore
  return isAbsolute(c) ? outs.map((y) => (isFloating(y) ? y.abs() : y)) : outs;
}

/** The gradient that each output is given; null for one of whole numbers. */
export const seedsOf = (outs: readonly Tensor[]): (Tensor | null)[] =>
  outs.map(
    (y, i) =>
    isFloating(y) ? makeInput({ shape: y.shape, dtype: core.isComplex(y.dtype) ? "complex64" : "float32" }, 900 + i, "double") : null, // prettier-ignore
  );

/** JSON of arguments, where numbers without a sign in JSON are text. */
export const argumentsAsJson = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) => (typeof v === "number" && !Number.isFinite(v) ? `#${v}` : v));

export const bytesOf = (x: TypedArray): string => Buffer.from(x.buffer, x.byteOffset, x.byteLength).toString("base64");

/** Changes with the case, its numbers and the gradients it is given. */
export async function keyOf(
  c: ConformanceCase,
  inputs: readonly Tensor[],
  seeds: readonly (Tensor | null)[],
): Promise<string> {
  // prettier-ignore
  const { name: _, tolerance: __, gradient: ___, notDifferentiable: ____, ...call } = c;
  const bytes = await Promise.all([...inputs, ...seeds].map(async (x) => (x ? bytesOf(await x.data()) : "")));
  return createHash("sha256")
    .update(argumentsAsJson([call, bytes]))
    .digest("hex")
    .slice(0, 12);
}

export interface TorchRun {
  readonly key: string;
  readonly outputs: readonly TypedArray[];
  readonly shapes: readonly (readonly number[])[];
  /** One per input; null where no gradient reaches it. */
  readonly gradients: readonly (TypedArray | null)[];
  /** Why there are no gradients, where the op refuses them. */
  readonly refusal: string | null;
}

/** The case run by us, forward and backward. */
export async function runForTorch(c: ConformanceCase): Promise<TorchRun> {
  const inputs = inputsOf(c);
  inputs.forEach((x, i) => (x.requiresGrad = hasGradient(c.inputs[i])));
  const outs = await outputsOf(c, inputs);
  const seeds = seedsOf(outs);
  const roots = outs.flatMap((y, i) => (y.requiresGrad ? [i] : []));
  const wanted = inputs.filter((x) => x.requiresGrad);
  let found: (Tensor | null)[] = [];
  let refusal: string | null = null;
  try {
    if (roots.length > 0)
      found = core.grad(roots.map((i) => outs[i]), wanted, { gradOutputs: roots.map((i) => seeds[i]!), allowUnused: true }); // prettier-ignore
  } catch (error) {
    refusal = String(error);
  }
  const gradients = inputs.map((x) => (x.requiresGrad ? (found[wanted.indexOf(x)] ?? null) : null));
  return {
    key: await keyOf(c, inputs, seeds),
    outputs: await Promise.all(outs.map((y) => y.data())),
    shapes: outs.map((y) => y.shape),
    gradients: await Promise.all(gradients.map((g) => (g ? g.data() : null))),
    refusal,
  };
}
