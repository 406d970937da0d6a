// Decibels, and the limit that counts from the largest one: the first kernel leaves the largest level of each of its
// workgroups or threads, every workgroup of the second folds these and raises what lies too low.
import { sizeOf, type SpectrogramAttrs, type View } from "@sonograd/core";
import type { Line } from "../fft/lines.js";
import { coordinates, type Kernel, KernelBuilder, type LowerContext, unravel } from "../kernel.js";
import { NAN_FUNCTIONS } from "../real-functions.js";
import { coalesce } from "../views.js";

/** Whether levels depend on the largest one. */
export const countsFromPeak = ({ output, topDb, ref }: SpectrogramAttrs): boolean =>
  output === "logMel" && (topDb !== null || ref === "max");

/** Unsigned integers in the order of the floats; NaN is the largest, 0 lies below all. */
const ORDERED = /* wgsl */ `
fn ordered(x: f32) -> u32 {
  if (is_nan(x)) { return 0xffffffffu; }
  let bits = bitcast<u32>(x);
  return select(bits | 0x80000000u, ~bits, (bits & 0x80000000u) != 0u);
}
fn from_ordered(word: u32) -> f32 {
  if (word == 0xffffffffu) { return nan_value(); }
  return from_bits(select(~word, word & 0x7fffffffu, (word & 0x80000000u) != 0u));
}`;

/** Declares `level_of(sum)`: the sum itself or, for logMel, its decibels. */
export function declareLevel(builder: KernelBuilder, { output, amin, ref }: SpectrogramAttrs): void {
  const zero = ref === "max" ? 0 : 10 * Math.log10(Math.max(amin, ref));
  builder.f32("amin", amin).f32("zero", zero);
  // The regular case of log10_f without its branches: NaN and infinity stay, an amin that float32 rounds to 0 gives -infinity.
  builder.include(
    output !== "logMel"
      ? "fn level_of(sum: f32) -> f32 { return sum; }"
      : `fn level_of(sum: f32) -> f32 {
  let x = select(max(p.amin, sum), sum, is_nan(sum));
  let s = split_f(x);
  let finite = (log_mantissa(s.mantissa) + s.mantissa) * 0.434294482 + s.exponent * 0.301029996;
  let level = select(select(finite, x, is_nan(x) || is_inf(x)), from_bits(0xff800000u), x == 0.0);
  return 10.0 * level - p.zero;
}`,
  );
}

/** WGSL around the loop over a line's levels that keeps the largest; its declarations, for module scope. */
export interface PeakKeeper {
  readonly declarations: string;
  readonly before: string;
  /** In the loop, for the value named. */
  keep(level: string): string;
  readonly after: string;
}

export const NO_PEAK: PeakKeeper = { declarations: "", before: "", keep: () => "", after: "" };

/** Declares `peaks`, one word for each workgroup of a team kernel or else for each thread `i`. */
export function peakKeeper(builder: KernelBuilder, peaks: View, line: Pick<Line, "team">): PeakKeeper {
  builder.write("peaks", peaks).include(ORDERED);
  return {
    declarations: line.team ? "var<workgroup> group_peak: atomic<u32>;" : "",
    before: "  var peak = 0u;",
    keep: (level) => `  peak = max(peak, ordered(${level}));`,
    after: line.team
      ? `  atomicMax(&group_peak, peak);
  workgroupBarrier();
  if (wg_lane == 0u) { peaks_set(group, bitcast<i32>(atomicLoad(&group_peak))); }`
      : "  peaks_set(i, bitcast<i32>(peak));",
  };
}

const THREADS = 64;
// Each group folds all peaks, so there are not more groups than keep a device busy; barriers cost software devices dearly.
const groupsFor = ({ barriers }: LowerContext): number => (barriers ? 256 : 8);

/** Levels relative to the largest where `ref` asks for it, and none lower than topDb below the largest. */
export function limitKernel(
  levels: View,
  peaks: View,
  result: View,
  { ref, topDb }: SpectrogramAttrs,
  context: LowerContext,
): Kernel {
  const [out, from] = coalesce([result, levels]);
  const count = sizeOf(out.shape);
  const rank = out.shape.length;
  const groups = Math.min(groupsFor(context), Math.max(1, Math.ceil(count / THREADS)));
  const builder = new KernelBuilder("spectrogram:limit").include(NAN_FUNCTIONS).include(ORDERED);
  builder
    .u32("count", count)
    .u32("peak_count", sizeOf(peaks.shape))
    .extents("n", out.shape)
    .f32("top_db", topDb ?? 0);
  builder.read("levels", from).read("peaks", peaks).write("out", out);
  const at = coordinates("c", rank);
  // peak - peak is 0, or NaN where the largest level is no number.
  const [level, largest] =
    ref === "max" ? [`levels_get(${at}) - peak`, "(peak - peak)"] : [`levels_get(${at})`, "peak"];
  return builder.assemble(
    [groups, 1, 1],
    `var<workgroup> found: atomic<u32>;
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) wg_id: vec3<u32>, @builtin(num_workgroups) wg_count: vec3<u32>, @builtin(local_invocation_index) wg_lane: u32) {
  var own = 0u;
  for (var j = wg_lane; j < p.peak_count; j += ${THREADS}u) { own = max(own, bitcast<u32>(peaks_get(j))); }
  atomicMax(&found, own);
  workgroupBarrier();
  let word = atomicLoad(&found);
  let peak = from_ordered(word);
  for (var i = wg_id.x * ${THREADS}u + wg_lane; i < p.count; i += wg_count.x * ${THREADS}u) {
${unravel("i", rank, "c", "n")}
    let level = ${level};
    out_set(${at}, ${topDb === null ? "level" : `max_f(level, ${largest} - p.top_db)`});
  }
}`,
  );
}
