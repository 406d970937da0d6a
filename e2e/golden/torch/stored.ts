// What PyTorch made of the cases, from generated/, and the comparison with what we make of them.
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { ConformanceCase } from "../../../packages/core/conformance/index.js";
import type { TypedArray } from "../../../packages/core/src/index.js";
import { hasGradient } from "../../../packages/core/conformance/run-case.js";
import type { TorchRun } from "./torch-cases.js";

/** NaN and infinities are text, complex numbers pairs. */
type Written = number | string | readonly (number | string)[];

export interface StoredCase {
  readonly key: string;
  readonly outputs: readonly (readonly [shape: readonly number[], values: readonly Written[]])[];
  /** One per input. Absent where PyTorch refuses. */
  readonly gradients?: readonly (readonly Written[] | null)[];
  /** Why PyTorch has no gradients. */
  readonly refusal?: string;
}

const FOLDER = resolve(import.meta.dirname, "generated");

/** All of them by name. */
export function storedCases(): Map<string, StoredCase> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
  return new Map(
    files.flatMap((name) =>
      Object.entries(JSON.parse(readFileSync(resolve(FOLDER, name), "utf8")) as Record<string, StoredCase>),
    ),
  );
}

/** Whether PyTorch's gradient of one input at least is there. */
export const hasStoredGradient = ({ gradients }: StoredCase): boolean => gradients?.some((g) => g !== null) ?? false;

export interface Bounds {
  readonly rtol: number;
  readonly atol: number;
}

export interface TorchDifference {
  /** Where, as "output 0" or "gradient 1". */
  readonly array: string;
  /** Which element, where it is one. */
  readonly element: number | null;
  readonly message: string;
}

/** Differences of one array; a missing gradient is one of zeros. */
function* elements(
  array: string,
  own: TypedArray | null,
  written: readonly Written[] | null,
  { rtol, atol }: Bounds,
): Generator<TorchDifference> {
  // prettier-ignore
  const parts = written?.some(Array.isArray) ? 2 : 1;
  const expected = (written ?? []).flat().map(Number);
  const count = Math.max(expected.length, own?.length ?? 0);
  if (own && written && own.length !== expected.length)
    return yield { array, element: null, message: `${own.length} numbers, PyTorch ${expected.length}` };
  for (let i = 0; i < count; i++) {
    const [a, e] = [Number(own?.[i] ?? 0), expected[i] ?? 0];
    if (a === e || (Number.isNaN(a) && Number.isNaN(e)) || Math.abs(a - e) <= atol + rtol * Math.abs(e)) continue;
    yield { array, element: Math.floor(i / parts), message: `${a}, PyTorch ${e}` };
  }
}

/** Where our run of a case differs from PyTorch's. */
export function differencesFromTorch(
  c: ConformanceCase,
  run: TorchRun,
  stored: StoredCase,
  bounds: Bounds,
): TorchDifference[] {
  // prettier-ignore
  const found: TorchDifference[] = [];
  const whole = (array: string, message: string): void => void found.push({ array, element: null, message });
  const shapes = stored.outputs.map(([shape]) => shape);
  if (JSON.stringify(run.shapes) !== JSON.stringify(shapes))
    whole("outputs", `shapes ${JSON.stringify(run.shapes)}, PyTorch ${JSON.stringify(shapes)}`);
  stored.outputs.forEach(([, values], i) => found.push(...elements(`output ${i}`, run.outputs[i] ?? null, values, bounds))); // prettier-ignore
  if (!stored.gradients) return found;
  if (run.refusal !== null) whole("gradients", `refused: ${run.refusal}`);
  else stored.gradients.forEach((g, i) => hasGradient(c.inputs[i]) && found.push(...elements(`gradient ${i}`, run.gradients[i], g, bounds))); // prettier-ignore
  return found;
}
