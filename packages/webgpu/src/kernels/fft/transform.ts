// The discrete Fourier transform of many lines: Stockham passes through global memory, one dispatch per radix, and
// Bluestein's convolution for lengths with large prime factors.
import { sizeOf } from "@sonograd/core";
import { coordinates, KernelBuilder, type Kernel, type LowerContext, unravel } from "../kernel.js";
import { butterfly } from "./butterflies.js";
import { complexSink, complexSource, type Sink, type Source } from "./ends.js";
import { chirpSpectrum, chirpTable, radicesOf, twiddleTable } from "./tables.js";

export interface TransformOptions {
  readonly n: number;
  readonly inverse: boolean;
  readonly scale: number;
  /** Extents of the lines' batch axes. */
  readonly batch: readonly number[];
}

/** Transforms every line of `source` into `sink`. */
export function transform(options: TransformOptions, source: Source, sink: Sink, context: LowerContext): void {
  const radices = radicesOf(options.n);
  if (radices) passes(options, radices, source, sink, context);
  else bluestein(options, source, sink, context);
}

function passes(
  options: TransformOptions,
  radices: readonly number[],
  source: Source,
  sink: Sink,
  context: LowerContext,
): void {
  const { n, batch } = options;
  let from = source;
  let span = 1;
  radices.forEach((radix, k) => {
    const isLast = k === radices.length - 1;
    const between = isLast ? undefined : context.temporary("complex64", [...batch, n]);
    context.emit(
      passKernel(
        { ...options, scale: isLast ? options.scale : 1 },
        radix,
        span,
        from,
        between ? complexSink(between) : sink,
        context,
      ),
    );
    if (between) from = complexSource(between);
    span *= radix;
  });
}

const PRODUCT =
  "fn mul_c(a: vec2<f32>, b: vec2<f32>) -> vec2<f32> { return vec2<f32>(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x); }";

// Butterfly j takes elements j, j + n/r, …, turns them by their twiddles and leaves them where the next pass, whose
// span is r times as long, finds them: the result comes out in order.
function passKernel(
  options: TransformOptions,
  radix: number,
  span: number,
  source: Source,
  sink: Sink,
  context: LowerContext,
): Kernel {
  const { n, batch, inverse, scale } = options;
  const rank = batch.length;
  const builder = new KernelBuilder(`fft:${radix}`).extents("n", batch);
  builder
    .u32("size", n)
    .u32("butterflies", n / radix)
    .u32("span", span)
    .u32("step", n / (span * radix));
  builder
    .f32("sign", inverse ? -1 : 1)
    .f32("scale", scale)
    .read("table", twiddleTable(context, n));
  source.declare(builder);
  sink.declare(builder);
  builder.include(PRODUCT).include("fn twiddle(k: u32) -> vec2<f32> { return table_get(k) * vec2<f32>(1.0, p.sign); }");
  const line = coordinates("b", rank);
  const { load, result } = butterfly(radix);
  return builder.build(
    sizeOf(batch) * (n / radix),
    `  let j = i % p.butterflies;
${unravel("i / p.butterflies", rank, "b", "n")}
  let k = j % p.span;
${load((t) => source.load(line, t))}
  let base = (j / p.span) * p.span * ${radix}u + k;
${result((q, value) => sink.store(line, `base + ${q} * p.span`, `${value} * p.scale`))}`,
  );
}

// X_k = c_k Σ_j (x_j c_j) c*_(k−j) with the chirp c: a circular convolution of a length that is easy.
function bluestein(options: TransformOptions, source: Source, sink: Sink, context: LowerContext): void {
  const { n, batch, inverse, scale } = options;
  const m = 2 ** Math.ceil(Math.log2(2 * n - 1));
  const chirped = context.temporary("complex64", [...batch, m]);
  const sign = inverse ? "-1.0" : "1.0";
  const chirp = chirpTable(context, n);
  const withChirp = (builder: KernelBuilder): void => {
    builder.u32("chirp_length", n).read("chirp", chirp);
    builder.include(`fn turned_chirp(k: u32) -> vec2<f32> { return chirp_get(k) * vec2<f32>(1.0, ${sign}); }`);
  };
  const turned: Source = {
    declare: (builder) => {
      source.declare(builder);
      withChirp(builder);
    },
    // The index stays inside the line, the value outside is replaced.
    load: (line, k) => {
      const inside = `min(${k}, p.chirp_length - 1u)`;
      return `select(vec2<f32>(), mul_c(${source.load(line, inside)}, turned_chirp(${inside})), ${k} < p.chirp_length)`;
    },
  };
  const spectrum = chirpSpectrum(context, n, m);
  const multiplied: Sink = {
    declare: (builder) => void builder.read("spectrum", spectrum).write("out", chirped),
    store: (line, k, value) => `out_set(${line}, ${k}, mul_c(${value}, spectrum_get(${k}) * vec2<f32>(1.0, ${sign})));`,
  };
  const turnedBack: Sink = {
    declare: (builder) => {
      sink.declare(builder);
      withChirp(builder);
    },
    store: (line, k, value) =>
      `if (${k} < p.chirp_length) { ${sink.store(line, k, `mul_c(${value}, turned_chirp(${k}))`)} }`,
  };
  const inner = { n: m, batch, inverse: false, scale: 1 };
  transform(inner, turned, multiplied, context);
  transform({ ...inner, inverse: true, scale }, complexSource(chirped), turnedBack, context);
}
