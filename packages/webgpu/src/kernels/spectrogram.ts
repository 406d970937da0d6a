// Spectrogram: padding, framing and window in the first pass of the transform, magnitude in the last; then the mel bank.
import { sizeOf, type PrimitiveCall, type SpectrogramAttrs, type View } from "@sonograd/core";
import { cutSink, type Sink, type Source } from "./fft/ends.js";
import { transform } from "./fft/transform.js";
import { coordinates, KernelBuilder, type Kernel, type LowerContext, unravel } from "./kernel.js";
import { EXP_LOG_FUNCTIONS, REAL_FUNCTIONS } from "./real-functions.js";
import { coalesceBatch, range, reshaped } from "./views.js";
import { requireFloat32 } from "./wgsl-types.js";

export function spectrogram(call: PrimitiveCall<"spectrogram">, context: LowerContext): void {
  const { attrs } = call;
  requireFloat32("spectrogram", call.inputs);
  const [samples, window, bank]: (View | undefined)[] = [...call.inputs];
  const { views, rank } = coalesceBatch([call.outputs[0], samples], [2, 1]);
  const [out, x] = views;
  const frames = out.shape[rank + 1];
  const batch = [...out.shape.slice(0, rank), frames];
  const byFrame = swapLast(out);
  const options = { n: attrs.nFft, inverse: false, scale: 1, batch };
  const source = frameSource(x, window, rank, attrs);
  if (!bank) {
    transform(
      options,
      source,
      attrs.output === "complex" ? cutSink(byFrame) : powerSink(byFrame, attrs.power),
      context,
    );
    return;
  }
  const bins = Math.floor(attrs.nFft / 2) + 1;
  const powers = context.temporary("float32", [...batch, bins]);
  transform(options, source, powerSink(powers, attrs.power), context);
  const bands = context.temporary("int32", [bank.shape[0], 2]);
  context.emit(bandsKernel(bank, bands));
  context.emit(melKernel(powers, bank, bands, byFrame, attrs));
}

/** [..., rows, frames] seen as [..., frames, rows]. */
function swapLast(view: View): View {
  const axes = range(view.shape.length);
  const order = [...axes.slice(0, -2), axes.length - 1, axes.length - 2];
  return reshaped(view, order.map((a) => view.shape[a]), order.map((a) => view.strides[a])); // prettier-ignore
}

// The sample at position i of the padded signal, −1 for a zero.
const PADDED_INDEX: Record<SpectrogramAttrs["padMode"], string> = {
  constant: "return -1;",
  edge: "return clamp(i, 0, length - 1);",
  wrap: "return ((i % length) + length) % length;",
  reflect: `let period = max(1, 2 * (length - 1));
  let folded = ((i % period) + period) % period;
  return select(period - folded, folded, folded < length);`,
};

const frameSource = (x: View, window: View, rank: number, { hopLength, pad, padMode }: SpectrogramAttrs): Source => ({
  declare: (builder) => {
    const params = range(rank)
      .map((axis) => `b${axis}: u32`)
      .join(", ");
    builder.u32("hop", hopLength).i32("pad", pad).i32("length", x.shape[rank]).read("x", x).read("window", window);
    builder.include(`fn padded_index(i: i32, length: i32) -> i32 {
  if (i >= 0 && i < length) { return i; }
  ${PADDED_INDEX[padMode]}
}
fn frame_sample(${params}, frame: u32, k: u32) -> vec2<f32> {
  let at = padded_index(i32(frame * p.hop + k) - p.pad, p.length);
  return vec2<f32>(select(0.0, x_get(${coordinates("b", rank)}, u32(max(at, 0))) * window_get(k), at >= 0), 0.0);
}`);
  },
  load: (line, k) => `frame_sample(${line}, ${k})`,
});

const powerSink = (view: View, power: number): Sink => ({
  declare: (builder) => {
    builder
      .write("out", view)
      .u32("kept", view.shape.at(-1)!)
      .f32("half_power", power / 2);
    if (power !== 1 && power !== 2) builder.include(REAL_FUNCTIONS);
    const square = "dot(v, v)";
    builder.include(
      `fn magnitude(v: vec2<f32>) -> f32 { return ${power === 2 ? square : power === 1 ? `sqrt(${square})` : `pow_f(${square}, p.half_power)`}; }`,
    );
  },
  store: (line, k, value) => `if (${k} < p.kept) { out_set(${line}, ${k}, magnitude(${value})); }`,
});

// First and one past the last bin of each filter: mel filters are zero almost everywhere.
function bandsKernel(bank: View, bands: View): Kernel {
  const builder = new KernelBuilder("mel:bands").u32("bins", bank.shape[1]).read("bank", bank).write("bands", bands);
  return builder.build(
    bank.shape[0],
    `  var first = p.bins;
  var end = 0u;
  for (var k = 0u; k < p.bins; k++) {
    if (bank_get(i, k) != 0.0) { first = min(first, k); end = k + 1u; }
  }
  bands_set(i, 0u, i32(first));
  bands_set(i, 1u, i32(end));`,
  );
}

function melKernel(powers: View, bank: View, bands: View, out: View, { output, amin }: SpectrogramAttrs): Kernel {
  const rank = out.shape.length - 1;
  const builder = new KernelBuilder(`mel:${output}`)
    .extents("n", out.shape)
    .f32("amin", amin)
    .include(EXP_LOG_FUNCTIONS);
  builder.read("powers", powers).read("bank", bank).read("bands", bands).write("out", out);
  const line = coordinates("c", rank);
  const value = output === "logMel" ? "10.0 * log10_f(max_f(p.amin, sum))" : "sum";
  return builder.build(
    sizeOf(out.shape),
    `${unravel("i", rank + 1, "c", "n")}
  var sum = 0.0;
  for (var k = u32(bands_get(c${rank}, 0u)); k < u32(bands_get(c${rank}, 1u)); k++) {
    sum = sum + bank_get(c${rank}, k) * powers_get(${line}, k);
  }
  out_set(${line}, c${rank}, ${value});`,
  );
}
