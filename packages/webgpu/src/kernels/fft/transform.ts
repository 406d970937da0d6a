// The discrete Fourier transform of many lines. A length that one line kernel holds is one dispatch; a longer one goes
// through a matrix of two lengths (four-step), one with a large prime factor through Bluestein's convolution.
import { KernelBuilder, type LowerContext } from "../kernel.js";
import { type Sink, type Source, viewSource } from "./ends.js";
import { bluesteinLength, bluesteinLine } from "./bluestein.js";
import { radicesOf, splitLength } from "./factors.js";
import { lineKernel, lineLimit } from "./lines.js";
import { COMPLEX_FUNCTIONS, decimateInTime } from "./stages.js";
import { chirps, chirpSpectrum, constantTable, roots } from "./tables.js";

export interface TransformOptions {
  readonly n: number;
  readonly inverse: boolean;
  readonly scale: number;
  /** Extents of the lines' batch axes. */
  readonly batch: readonly number[];
  /** Roots of one in the table of a transform that one kernel holds, a multiple of n (default n). */
  readonly rootCount?: number;
}

/** Transforms every line of `source`, which is complex, into `sink`. */
export function transform(options: TransformOptions, source: Source, sink: Sink, context: LowerContext): void {
  const { n, inverse, scale } = options;
  // The inverse is the forward transform with the conjugate on both sides.
  const from: Source = inverse ? { ...source, load: (line, k) => `conj_c(${source.load(line, k)})` } : source;
  const back: Sink = inverse ? { ...sink, store: (line, k, value) => sink.store(line, k, `conj_c(${value})`) } : sink;
  const to = scale === 1 ? back : scaled(back, scale);
  const radices = radicesOf(n);
  const limit = lineLimit(context);
  if (radices && n <= limit) oneLine(options, radices, from, to, context);
  else if (radices) fourSteps(options, from, to, context);
  else if (bluesteinLength(n) <= limit) bluesteinInOne(options, from, to, context);
  else bluestein(options, from, to, context);
}

const scaled = (sink: Sink, scale: number): Sink => ({
  declare: (builder) => {
    sink.declare(builder);
    builder.f32("scale", scale);
  },
  store: (line, k, value) => sink.store(line, k, `(${value} * p.scale)`),
});

function oneLine(
  { n, batch, rootCount = n }: TransformOptions,
  radices: readonly number[],
  source: Source,
  sink: Sink,
  context: LowerContext,
): void {
  const builder = new KernelBuilder(`fft:${n}`)
    .include(COMPLEX_FUNCTIONS)
    .read("table", constantTable(context, [roots(rootCount)]));
  source.declare(builder);
  sink.declare(builder);
  const kernel = lineKernel(
    {
      size: n,
      batch,
      body: (line) =>
        decimateInTime(
          line,
          { radices, roots: rootCount },
          (k) => source.load(line.coordinates, k),
          (k, value) => sink.store(line.coordinates, k, value),
        ),
    },
    builder,
    context,
  );
  context.emit(kernel);
}

// j = j₁·n₂ + j₂ and k = k₁ + n₁·k₂: transforms over j₁, turns by exp(−2πi j₂k₁/n), transforms over j₂.
function fourSteps({ n, batch }: TransformOptions, source: Source, sink: Sink, context: LowerContext): void {
  const [first, second] = splitLength(n, lineLimit(context));
  const between = context.temporary("complex64", [...batch, first, second]);
  const plain = { inverse: false, scale: 1 };
  transform(
    { n: first, batch: [...batch, second], ...plain },
    {
      declare: (builder) => {
        source.declare(builder);
        builder.u32("second", second);
      },
      load: (line, k) => source.load(line.slice(0, -1), `(${k}) * p.second + ${line.at(-1)!}`),
    },
    {
      declare: (builder) => void builder.read("turns", constantTable(context, [roots(n)])).write("between", between),
      store: (line, k, value) =>
        `between_set(${[...line.slice(0, -1), k, line.at(-1)!].join(", ")}, times_c(${value}, turns_get((${k}) * ${line.at(-1)!})));`,
    },
    context,
  );
  transform(
    { n: second, batch: [...batch, first], ...plain },
    viewSource(between),
    {
      declare: (builder) => {
        sink.declare(builder);
        builder.u32("first", first);
      },
      store: (line, k, value) => sink.store(line.slice(0, -1), `((${k}) * p.first + ${line.at(-1)!})`, value),
    },
    context,
  );
}

function bluesteinInOne({ n, batch }: TransformOptions, source: Source, sink: Sink, context: LowerContext): void {
  const builder = new KernelBuilder(`fft:bluestein:${n}`).include(COMPLEX_FUNCTIONS);
  source.declare(builder);
  sink.declare(builder);
  const { size, constants, body } = bluesteinLine(n);
  builder.read("table", constantTable(context, constants));
  context.emit(
    lineKernel(
      {
        size,
        batch,
        body: (line) =>
          body(
            line,
            (k) => source.load(line.coordinates, k),
            (k, value) => sink.store(line.coordinates, k, value),
          ),
      },
      builder,
      context,
    ),
  );
}

// X_k = c_k Σ_j (x_j c_j) c*_(k−j) with the chirp c: a circular convolution of a length that is easy.
function bluestein({ n, batch }: TransformOptions, source: Source, sink: Sink, context: LowerContext): void {
  const m = bluesteinLength(n);
  const convolved = context.temporary("complex64", [...batch, m]);
  const chirp = constantTable(context, [chirps(n)]);
  const withChirp = (builder: KernelBuilder): void => void builder.u32("chirp_length", n).read("chirp", chirp);
  const chirped: Source = {
    declare: (builder) => {
      source.declare(builder);
      withChirp(builder);
    },
    // The index stays inside the line, the value outside is replaced.
    load: (line, k) => {
      const inside = `min(${k}, p.chirp_length - 1u)`;
      return `select(vec2<f32>(), times_c(${source.load(line, inside)}, chirp_get(${inside})), ${k} < p.chirp_length)`;
    },
  };
  const multiplied: Sink = {
    declare: (builder) =>
      void builder.read("spectrum", constantTable(context, [chirpSpectrum(n, m)])).write("out", convolved),
    store: (line, k, value) => `out_set(${[...line, k].join(", ")}, times_c(${value}, spectrum_get(${k})));`,
  };
  const chirpedBack: Sink = {
    declare: (builder) => {
      sink.declare(builder);
      withChirp(builder);
    },
    store: (line, k, value) =>
      `if (${k} < p.chirp_length) { ${sink.store(line, k, `times_c(${value}, chirp_get(${k}))`)} }`,
  };
  const inner = { n: m, batch, scale: 1 };
  transform({ ...inner, inverse: false }, chirped, multiplied, context);
  transform({ ...inner, inverse: true }, viewSource(convolved), chirpedBack, context);
}
