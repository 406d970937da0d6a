// Transforms of a line in place: each stage's butterflies read and write elements of their own, so that one array and one
// barrier per stage do. Elements come in digit-reversed order (decimation in time) or leave in it (in frequency).
import { range } from "../views.js";
import { butterfly } from "./butterflies.js";
import type { Line } from "./lines.js";

export interface Stages {
  /** Their product is the length of the line. */
  readonly radices: readonly number[];
  /** Entries of `table`, the roots of one; a multiple of the line's length. */
  readonly roots: number;
}

/** WGSL of the product of two complex numbers, and of a conjugate. */
export const COMPLEX_FUNCTIONS = /* wgsl */ `
fn times_c(a: vec2<f32>, b: vec2<f32>) -> vec2<f32> { return vec2<f32>(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x); }
fn conj_c(a: vec2<f32>) -> vec2<f32> { return vec2<f32>(a.x, -a.y); }`;

type Load = (index: string) => string;
type Store = (index: string, value: string) => string;

const product = (values: readonly number[]): number => values.reduce((a, b) => a * b, 1);

/** Position in natural order of what stands, or is to stand, at `slot`. */
export function reversedIndex(slot: number, radices: readonly number[]): number {
  let [rest, index, weight] = [slot, 0, product(radices)];
  for (const radix of radices) {
    weight /= radix;
    index += (rest % radix) * weight;
    rest = Math.floor(rest / radix);
  }
  return index;
}

// The same in WGSL, for slots whose first digit is 0 and counted without it.
function reversedFrom(slot: string, radices: readonly number[]): string {
  let weight = product(radices.slice(1));
  const code = [`  var rest = ${slot};`, "  var source = 0u;"];
  radices.slice(1).forEach((radix, k, all) => {
    weight /= radix;
    if (k === all.length - 1) code.push(`  source += rest * ${weight}u;`);
    else code.push(`  source += rest % ${radix}u * ${weight}u;`, `  rest = rest / ${radix}u;`);
  });
  return code.join("\n");
}

/** Loads the line in digit-reversed order, transforms it and stores the result in natural order; `store` may write to the element of its index. */
export function decimateInTime(line: Line, stages: Stages, load: Load, store: Store): string {
  const size = product(stages.radices);
  const radix = stages.radices[0];
  const first = line.each(
    "b",
    size / radix,
    [
      reversedFrom("b", stages.radices),
      ...range(radix).map((t) => `  let v${t} = ${load(t === 0 ? "source" : `source + ${(t * size) / radix}u`)};`),
      butterfly(named("v", radix), "y"),
      stages.radices.length === 1 ? storeAll(store, "0u", 1, radix) : storeAll(into(line), `b * ${radix}u`, 1, radix),
    ].join("\n"),
  );
  return [first, laterStages(line, stages, store)].join("\n");
}

/** The stages of decimation in time behind the first, which left the elements of its butterflies side by side. */
export function laterStages(line: Line, stages: Stages, store: Store): string {
  const size = product(stages.radices);
  let span = stages.radices[0];
  return stages.radices
    .slice(1)
    .map((radix, k, all) => {
      const isLast = k === all.length - 1;
      const code = line.pairs(
        ["k", span],
        ["g", size / (span * radix)],
        twiddles(stages, radix, span),
        [
          `  let at = g * ${span * radix}u + k;`,
          ...range(radix).map((t) => `  let v${t} = ${twiddled(line.element(offset("at", t * span)), t)};`),
          butterfly(named("v", radix), "y"),
          storeAll(isLast ? store : into(line), isLast ? "k" : "at", span, radix),
        ].join("\n"),
      );
      span *= radix;
      return `${line.sync}\n${code}`;
    })
    .join("\n");
}

/**
 * Transforms what `load` gives in natural order (it is told how small the index can be). `last` finishes the last
 * butterflies: their results y0, y1, … belong to the slots from `at` on, in digit-reversed order.
 */
export function decimateInFrequency(
  line: Line,
  stages: Stages,
  load: (index: string, least: number) => string,
  last: (at: string) => string,
): string {
  const size = product(stages.radices);
  let span = size;
  return [...stages.radices]
    .reverse()
    .map((radix, k, all) => {
      const source = k === 0 ? load : (slot: string) => line.element(slot);
      const [isLast, block] = [k === all.length - 1, span];
      span /= radix;
      const code = line.pairs(
        ["k", span],
        ["g", size / block],
        isLast ? "" : twiddles(stages, radix, span),
        [
          `  let at = g * ${block}u + k;`,
          ...range(radix).map((t) => `  let v${t} = ${source(offset("at", t * span), t * span)};`),
          butterfly(named("v", radix), "y"),
          isLast ? last("at") : storeAll(into(line), "at", span, radix, twiddled),
        ].join("\n"),
      );
      return k === 0 ? code : `${line.sync}\n${code}`;
    })
    .join("\n");
}

const named = (prefix: string, count: number): string[] => range(count).map((t) => `${prefix}${t}`);
const offset = (at: string, by: number): string => (by === 0 ? at : `${at} + ${by}u`);
const into =
  (line: Line): Store =>
  (index, value) =>
    `${line.element(index)} = ${value};`;

const twiddles = ({ roots }: Stages, radix: number, span: number): string =>
  range(radix)
    .slice(1)
    .map((t) => `  let w${t} = table_get(k * ${(t * roots) / (span * radix)}u);`)
    .join("\n");
const twiddled = (value: string, t: number): string => (t === 0 ? value : `times_c(${value}, w${t})`);

const storeAll = (
  store: Store,
  at: string,
  span: number,
  radix: number,
  change: (value: string, q: number) => string = (value) => value,
): string =>
  range(radix)
    .map((q) => `  ${store(offset(at, q * span), change(`y${q}`, q))}`)
    .join("\n");
