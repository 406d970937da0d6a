// Spectrogram: padding, framing, window, transform, magnitude, mel bank and decibels in one dispatch, a line per frame.
import { type PrimitiveCall, sizeOf, type SpectrogramAttrs, type View } from "@sonograd/core";
import { bluesteinLength, bluesteinLine } from "./fft/bluestein.js";
import { complexOf, complexSink, paired, type Source } from "./fft/ends.js";
import { radicesOf } from "./fft/factors.js";
import { type Line, lineKernel, lineLimit, linesPerGroup } from "./fft/lines.js";
import { halfRadices, realLine, realTransform } from "./fft/real.js";
import { COMPLEX_FUNCTIONS, decimateInTime } from "./fft/stages.js";
import { type Constants, constantTable, roots } from "./fft/tables.js";
import { coordinates, KernelBuilder, type LowerContext, unravel } from "./kernel.js";
import { frameSource } from "./spectrogram/frames.js";
import { countsFromPeak, declareLevel, limitKernel, NO_PEAK, peakKeeper } from "./spectrogram/levels.js";
import { bandConstants, bandSums, declareMagnitude, magnitudeSink } from "./spectrogram/magnitudes.js";
import { EXP_LOG_FUNCTIONS } from "./real-functions.js";
import { coalesceBatch } from "./views.js";
import { requireFloat32 } from "./wgsl-types.js";

export function spectrogram(call: PrimitiveCall<"spectrogram">, context: LowerContext): void {
  const { attrs, inputs } = call;
  requireFloat32("spectrogram", inputs);
  const [samples, window, bank]: (View | undefined)[] = [...inputs];
  const { views } = coalesceBatch([call.outputs[0], samples], [2, 1]);
  const [out, x] = views;
  const source = frameSource(x, window, attrs);
  if (bank) {
    melSpectrogram(source, bank, out, attrs, context);
    return;
  }
  const options = { n: attrs.nFft, inverse: false, scale: 1, batch: out.shape.slice(0, -1) };
  realTransform(options, source, attrs.output === "complex" ? complexSink(out) : magnitudeSink(out, attrs.power), context); // prettier-ignore
}

function melSpectrogram(source: Source, bank: View, out: View, attrs: SpectrogramAttrs, context: LowerContext): void {
  const batch = out.shape.slice(0, -1);
  const limited = countsFromPeak(attrs);
  const levels = limited ? context.temporary("float32", out.shape) : out;
  const line = powerLine(source, attrs, context);
  const peakCount =
    line && context.barriers ? Math.ceil(sizeOf(batch) / linesPerGroup(line.size, context)) : sizeOf(batch);
  const peaks = limited ? context.temporary("int32", [peakCount]) : null;
  if (line) fusedMel(line, source, bank, levels, peaks, attrs, context);
  else melOfPowers(source, bank, levels, peaks, attrs, context);
  if (peaks) context.emit(limitKernel(levels, peaks, out, attrs, context));
}

/** The powers of a frame's bins within a line kernel. */
interface PowerLine {
  /** Elements of the line; bin k has its power in element k. */
  readonly size: number;
  /** Bin `size` has its power in the imaginary part of element 0. */
  readonly packed: boolean;
  /** What `table` begins with. */
  readonly constants: readonly Constants[];
  body(line: Line): string;
}

/** Undefined where a frame is too long for a line. */
function powerLine(source: Source, { nFft }: SpectrogramAttrs, context: LowerContext): PowerLine | undefined {
  const half = halfRadices(nFft, context);
  if (half)
    return {
      size: nFft / 2,
      packed: true,
      constants: [roots(nFft)],
      body: (line) =>
        realLine(
          line,
          half,
          (k) => paired(source).load(line.coordinates, k),
          (k, value) => `${line.element(k)}.x = magnitude(${value});`,
          (k, value) =>
            `let other = magnitude(${value}); if (k == 0u) { ${line.element("0u")}.y = other; } else { ${line.element(k)}.x = other; }`,
        ),
    };
  const complex = complexOf(source);
  const keep = (line: Line) => (k: string, value: string) =>
    `${line.element(k)} = vec2<f32>(magnitude(${value}), 0.0);`;
  const radices = radicesOf(nFft);
  if (radices && nFft <= lineLimit(context))
    return {
      size: nFft,
      packed: false,
      constants: [roots(nFft)],
      body: (line) =>
        decimateInTime(line, { radices, roots: nFft }, (k) => complex.load(line.coordinates, k), keep(line)),
    };
  if (radices || bluesteinLength(nFft) > lineLimit(context)) return undefined;
  const { size, constants, body } = bluesteinLine(nFft);
  return {
    size,
    packed: false,
    constants,
    body: (line) => body(line, (k) => complex.load(line.coordinates, k), keep(line)),
  };
}

function fusedMel(
  power: PowerLine,
  source: Source,
  bank: View,
  levels: View,
  peaks: View | null,
  attrs: SpectrogramAttrs,
  context: LowerContext,
): void {
  const builder = new KernelBuilder(`spectrogram:${attrs.output}:${attrs.nFft}`).include(COMPLEX_FUNCTIONS);
  builder.read("table", constantTable(context, [...power.constants, bandConstants(attrs.bands)]));
  builder.u32("rows", bank.shape[0]).read("bank", bank);
  source.declare(builder);
  declareMagnitude(builder, attrs.power);
  declareLevel(builder, attrs);
  builder.write("out", levels);
  const keeper = peaks ? peakKeeper(builder, peaks, { team: context.barriers }) : NO_PEAK;
  const body = (line: Line): string =>
    [
      power.body(line),
      line.sync,
      keeper.before,
      bandSums(
        line,
        power.constants.reduce((sum, { length }) => sum + length, 0),
        power.size,
        (k) => `${line.element(k)}.x`,
        power.packed ? `${line.element("0u")}.y` : null,
        (sum) =>
          `  let level = level_of(${sum});\n  out_set(${[...line.coordinates, "r", "level"].join(", ")});\n${keeper.keep("level")}`,
      ),
      keeper.after,
    ].join("\n");
  const { declarations } = keeper;
  context.emit(
    lineKernel({ size: power.size, batch: levels.shape.slice(0, -1), declarations, body }, builder, context),
  );
}

// Frames too long for a line: powers through memory, then a thread per frame.
function melOfPowers(
  source: Source,
  bank: View,
  levels: View,
  peaks: View | null,
  attrs: SpectrogramAttrs,
  context: LowerContext,
): void {
  const batch = levels.shape.slice(0, -1);
  const bins = Math.floor(attrs.nFft / 2) + 1;
  const powers = context.temporary("float32", [...batch, bins]);
  const options = { n: attrs.nFft, inverse: false, scale: 1, batch };
  realTransform(options, source, magnitudeSink(powers, attrs.power), context);
  const builder = new KernelBuilder(`spectrogram:${attrs.output}`).extents("n", batch).read("powers", powers);
  builder.read("table", constantTable(context, [bandConstants(attrs.bands)]));
  builder.u32("rows", bank.shape[0]).read("bank", bank).include(EXP_LOG_FUNCTIONS);
  declareLevel(builder, attrs);
  builder.write("out", levels);
  const keeper = peaks ? peakKeeper(builder, peaks, { team: false }) : NO_PEAK;
  const frame = coordinates("c", batch.length);
  const sums = bandSums(
    { each: (name, count, body) => `  for (var ${name} = 0u; ${name} < ${count}; ${name}++) {\n${body}\n  }` },
    0,
    bins,
    (k) => `powers_get(${frame}, ${k})`,
    null,
    (sum) => `  let level = level_of(${sum});\n  out_set(${frame}, r, level);\n${keeper.keep("level")}`,
  );
  context.emit(
    builder.build(sizeOf(batch), [unravel("i", batch.length, "c", "n"), keeper.before, sums, keeper.after].join("\n")),
  );
}
