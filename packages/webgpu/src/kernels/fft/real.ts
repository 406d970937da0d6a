// Real signals of even length as complex ones of half the length, and what makes their spectrum from that.
import { KernelBuilder, type LowerContext } from "../kernel.js";
import { complexOf, paired, type Sink, type Source } from "./ends.js";
import { radicesOf } from "./factors.js";
import { type Line, lineKernel, lineLimit } from "./lines.js";
import { COMPLEX_FUNCTIONS, decimateInTime } from "./stages.js";
import { constantTable, roots } from "./tables.js";
import { transform, type TransformOptions } from "./transform.js";

/** The radices for half of n, where a real signal of that length fits into a line so. */
export function halfRadices(n: number, context: LowerContext): number[] | undefined {
  return n % 2 === 0 && n / 2 <= lineLimit(context) ? radicesOf(n / 2) : undefined;
}

type Load = (k: string) => string;
type Store = (k: string, value: string) => string;

/**
 * WGSL for bins 0…m of a real signal of 2m samples, whose pairs `load` gives; the root table has 2m entries. `low` gets
 * bins k up to m / 2, `high` the bins m − k above, each with the two in the same iteration: they may overwrite elements k
 * and m − k.
 */
export function realLine(line: Line, radices: readonly number[], load: Load, low: Store, high: Store): string {
  const half = radices.reduce((a, b) => a * b, 1);
  const stages = { radices, roots: 2 * half };
  const own: Store = (k, value) => `${line.element(k)} = ${value};`;
  return [
    decimateInTime(line, stages, load, own),
    line.sync,
    line.each(
      "k",
      Math.floor(half / 2) + 1,
      `  let z = ${line.element("k")};
  let w = conj_c(${line.element(`select(${half}u - k, 0u, k == 0u)`)});
  let even = (z + w) * 0.5;
  let apart = (z - w) * 0.5;
  let odd = times_c(vec2<f32>(apart.y, -apart.x), table_get(k));
  ${low("k", "(even + odd)")}
  if (2u * k != ${half}u) { ${high(`(${half}u - k)`, "conj_c(even - odd)")} }`,
    ),
  ].join("\n");
}

/** The non-negative frequencies of every line of `source`, which is real, into `sink`. */
export function realTransform(options: TransformOptions, source: Source, sink: Sink, context: LowerContext): void {
  const { n, batch, scale } = options;
  const radices = halfRadices(n, context);
  if (!radices) {
    transform(options, complexOf(source), upTo(sink, Math.floor(n / 2) + 1), context);
    return;
  }
  const builder = new KernelBuilder(`rfft:${n}`)
    .include(COMPLEX_FUNCTIONS)
    .read("table", constantTable(context, [roots(n)]));
  source.declare(builder);
  sink.declare(builder);
  builder.f32("scale", scale);
  const { load } = paired(source);
  const kernel = lineKernel(
    {
      size: n / 2,
      batch,
      body: (line) => {
        const store: Store = (k, value) => sink.store(line.coordinates, k, `(${value} * p.scale)`);
        return realLine(line, radices, (k) => load(line.coordinates, k), store, store);
      },
    },
    builder,
    context,
  );
  context.emit(kernel);
}

/** The first `count` elements of each line. */
export const upTo = (sink: Sink, count: number): Sink => ({
  declare: (builder) => {
    sink.declare(builder);
    builder.u32("kept", count);
  },
  store: (line, k, value) => `if (${k} < p.kept) { ${sink.store(line, k, value)} }`,
});
