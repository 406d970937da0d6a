// Whether a result is the expected one, by the manifest's rules. Knows no files and no tensors.
import type { Tolerance } from "./adapter.js";

/** What a value is, apart from its width: a float32 may stand for a float64, a bool not for an integer. */
export type Kind = "bool" | "integer" | "float" | "complex" | "string";

/** A value on the host. `data` is row-major; complex numbers are interleaved pairs. */
export interface HostValue {
  readonly kind: Kind;
  readonly shape: readonly number[];
  readonly data: ArrayLike<number> | readonly string[];
}

export interface Comparison {
  readonly ok: boolean;
  /** Largest |actual - expected| over the finite elements. */
  readonly worst: number;
  /** Why it is not the expected value. */
  readonly reason?: string;
}

const bad = (reason: string, worst = Number.NaN): Comparison => ({ ok: false, worst, reason });

const formatShape = (shape: readonly number[]): string => `[${shape.join(", ")}]`;

/** Position of a flat index, for messages. */
function positionOf(index: number, shape: readonly number[]): string {
  const position: number[] = [];
  let rest = index;
  for (const extent of [...shape].reverse()) {
    position.unshift(rest % extent);
    rest = Math.floor(rest / extent);
  }
  return formatShape(position);
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((size, extent) => size * extent, 1);

/** The difference of two elements; NaN where one of them is NaN or infinite and the other is not the same. */
function difference(a: number, b: number): number {
  if (Number.isNaN(a) && Number.isNaN(b)) return 0;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return a === b ? 0 : Number.NaN;
  return Math.abs(a - b);
}

/**
 * Compares a result with the expected array.
 *
 * NaN must meet NaN and infinities must be equal; a complex number is held by its modulus, its parts to the same
 * rules about NaN and infinity.
 */
export function compare(actual: HostValue, expected: HostValue, tolerance: Tolerance): Comparison {
  if (actual.shape.length !== expected.shape.length || actual.shape.some((n, i) => n !== expected.shape[i]))
    return bad(`shape ${formatShape(actual.shape)}, expected ${formatShape(expected.shape)}`);
  if (actual.kind !== expected.kind) return bad(`${actual.kind} values, expected ${expected.kind}`);
  const count = sizeOf(expected.shape);
  const step = expected.kind === "complex" ? 2 : 1;
  if (actual.data.length !== count * step || expected.data.length !== count * step)
    return bad(`${actual.data.length} values, expected ${count * step}`);
  return expected.kind === "string"
    ? compareStrings(actual.data as readonly string[], expected.data as readonly string[])
    : compareNumbers(
        actual.data as ArrayLike<number>,
        expected.data as ArrayLike<number>,
        step,
        expected.shape,
        tolerance,
      );
}

function compareStrings(actual: readonly string[], expected: readonly string[]): Comparison {
  const at = expected.findIndex((text, i) => text !== actual[i]);
  return at === -1 ? { ok: true, worst: 0 } : bad(`"${actual[at]}" at [${at}], expected "${expected[at]}"`);
}

function compareNumbers(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  step: number,
  shape: readonly number[],
  tolerance: Tolerance,
): Comparison {
  const exact = "exact" in tolerance;
  const rtol = exact ? 0 : tolerance.rtol;
  const atol = exact ? 0 : tolerance.atol;
  let worst = 0;
  // The element that is furthest beyond what is allowed, and how many are.
  let failures = 0;
  let furthest = -1;
  let furthestExcess = 0;
  for (let i = 0; i < expected.length; i += step) {
    let diff = difference(actual[i], expected[i]);
    let size = Math.abs(expected[i]);
    if (step === 2) {
      diff = Math.hypot(diff, difference(actual[i + 1], expected[i + 1]));
      size = Math.hypot(expected[i], expected[i + 1]);
    }
    // An infinite size allows nothing more: its difference is 0 or NaN.
    const allowed = Number.isFinite(size) ? atol + rtol * size : 0;
    if (diff > worst) worst = diff;
    if (diff <= allowed) continue;
    failures++;
    const excess = Number.isNaN(diff) ? Infinity : diff / allowed;
    if (furthest === -1 || excess > furthestExcess) {
      furthest = i / step;
      furthestExcess = excess;
    }
  }
  if (failures === 0) return { ok: true, worst };
  const show = (data: ArrayLike<number>): string =>
    step === 2
      ? `${data[2 * furthest]}${data[2 * furthest + 1] < 0 ? "" : "+"}${data[2 * furthest + 1]}i`
      : `${data[furthest]}`;
  return bad(
    `${failures} of ${expected.length / step} differ, most at ${positionOf(furthest, shape)}: ` +
      `${show(actual)}, expected ${show(expected)}`,
    worst,
  );
}
