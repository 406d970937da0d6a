// Recursive filters in direct form II transposed. A filter of order k is linear in its k delays, so that few long lines are cut
// into chunks: each chunk's delays at its end if it began at rest, then the chain of all beginnings, then the chunks in earnest.
import { sizeOf, type PrimitiveCall, type View } from "@sonograd/core";
import { PAIR_FUNCTIONS } from "./float-pairs.js";
import { coordinates, KernelBuilder, type Kernel, type LowerContext, unravel } from "./kernel.js";
import { NAN_FUNCTIONS } from "./real-functions.js";
import { coalesceBatch } from "./views.js";
import { requireFloat32 } from "./wgsl-types.js";

const LONG_LINE = 512;
/** The step over a chunk is a matrix of order × order in registers. */
const LARGEST_ORDER = 16;

interface Filter {
  readonly x: View;
  readonly y: View;
  readonly state: View;
  readonly newState: View;
  readonly b: View;
  readonly a: View;
  readonly order: number;
  readonly chunk: number;
}

export function iirFilter(call: PrimitiveCall<"iirFilter">, context: LowerContext): void {
  const [b, a] = call.inputs.slice(1, 3);
  requireFloat32("iirFilter", call.inputs);
  const { views, rank } = coalesceBatch(
    [call.inputs[0], call.outputs[0], call.inputs[3], call.outputs[1]],
    [1, 1, 1, 1],
  );
  const [x, y, state, newState] = views;
  const order = a.shape[0] - 1;
  const count = x.shape[rank];
  const batch = x.shape.slice(0, rank);
  const lines = sizeOf(batch);
  const whole: Filter = { x, y, state, newState, b, a, order, chunk: Math.max(count, 1) };
  // Chunks take twice the work and more: they pay where lines alone leave the device idle.
  const enough = context.barriers ? 1024 : 4;
  if (lines >= enough || count < LONG_LINE || order === 0 || order > LARGEST_ORDER) {
    context.emit(filterKernel(whole));
    return;
  }
  const one = { ...whole, chunk: Math.max(LONG_LINE / 8, Math.ceil(Math.sqrt(count))) };
  const chunks = Math.ceil(count / one.chunk);
  const ends = context.temporary("float32", [...batch, chunks, order]);
  const power = context.temporary("float32", [order, order, 2]);
  // The last column of a line's first row says whether its chunks are doubtful.
  const starts = context.temporary("float32", [...batch, chunks, order + 1]);
  context.emit(endsKernel(one, ends));
  context.emit(powerKernel(one, power));
  context.emit(chainKernel(one, ends, power, starts));
  context.emit(filterKernel(one, starts));
}

const chunksOf = ({ x, chunk }: Filter): number => Math.ceil(x.shape.at(-1)! / chunk);
const batchOf = ({ x }: Filter): readonly number[] => x.shape.slice(0, -1);

function begin(label: string, one: Filter, reads: Partial<Record<"x" | "b", View>>): KernelBuilder {
  const builder = new KernelBuilder(`iir_filter${label}`).extents("n", batchOf(one));
  builder.u32("count", one.x.shape.at(-1)!).u32("chunk", one.chunk).u32("chunks", chunksOf(one));
  if (reads.x) builder.read("x", reads.x);
  if (reads.b) builder.read("b", reads.b);
  return builder.read("a", one.a);
}

/** `delays` has one zero more than the filter has states, which ends the shift. */
const declareFilter = (order: number): string => `
  var feedforward: array<f32, ${order + 1}>;
  var feedback: array<f32, ${order + 1}>;
  var delays: array<f32, ${order + 1}>;
  for (var k = 0u; k <= ${order}u; k++) {
    feedforward[k] = b_get(k) / a_get(0u);
    feedback[k] = a_get(k) / a_get(0u);
  }`;

/** One step with input `value`; gives `result`. */
const filterStep = (order: number): string => `
    let result = feedforward[0] * value + delays[0];
    for (var k = 0u; k < ${order}u; k++) {
      delays[k] = feedforward[k + 1u] * value - feedback[k + 1u] * result + delays[k + 1u];
    }`;

const comma = (line: string): string => (line ? `${line}, ` : "");

/** All lines, or all chunks from `starts`; of a doubtful line one thread filters everything. */
function filterKernel(one: Filter, starts?: View): Kernel {
  const { order } = one;
  const builder = begin(starts ? ":chunks" : "", one, one);
  if (starts) builder.read("starts", starts);
  else builder.read("state", one.state);
  builder.write("y", one.y).write("new_state", one.newState);
  const rank = batchOf(one).length;
  const line = coordinates("c", rank);
  const isSplit = starts !== undefined;
  return builder.build(
    sizeOf(batchOf(one)) * (isSplit ? chunksOf(one) : 1),
    `${unravel(isSplit ? "i / p.chunks" : "i", rank, "c", "n")}
  ${isSplit ? `let part = i % p.chunks;\n  let is_whole = starts_get(${comma(line)}0u, ${order}u) != 0.0;\n  if (is_whole && part > 0u) { return; }` : ""}
  let first = ${isSplit ? "part * p.chunk" : "0u"};
  let end = ${isSplit ? "select(min(first + p.chunk, p.count), p.count, is_whole)" : "p.count"};
${declareFilter(order)}
  for (var k = 0u; k < ${order}u; k++) {
    delays[k] = ${isSplit ? `starts_get(${comma(line)}part, k)` : `state_get(${comma(line)}k)`};
  }
  for (var t = first; t < end; t++) {
    let value = x_get(${comma(line)}t);
${filterStep(order)}
    y_set(${comma(line)}t, result);
  }
  if (end == p.count) { for (var k = 0u; k < ${order}u; k++) { new_state_set(${comma(line)}k, delays[k]); } }`,
  );
}

function endsKernel(one: Filter, ends: View): Kernel {
  const rank = batchOf(one).length;
  const line = comma(coordinates("c", rank));
  const builder = begin(":ends", one, one).write("ends", ends);
  return builder.build(
    sizeOf(batchOf(one)) * chunksOf(one),
    `${unravel("i / p.chunks", rank, "c", "n")}
  let part = i % p.chunks;
${declareFilter(one.order)}
  for (var t = part * p.chunk; t < min((part + 1u) * p.chunk, p.count); t++) {
    let value = x_get(${line}t);
${filterStep(one.order)}
  }
  for (var k = 0u; k < ${one.order}u; k++) { ends_set(${line}part, k, delays[k]); }`,
  );
}

// Column i is what becomes of a one in delay i over a silent chunk. With poles close to the unit circle the columns grow and
// their sums cancel, so that this and the chain are computed with twice the digits.
function powerKernel(one: Filter, power: View): Kernel {
  const { order } = one;
  return begin(":power", one, {})
    .u32("zero", 0)
    .include(PAIR_FUNCTIONS)
    .write("power", power)
    .build(
      order,
      `  var feedback: array<f32, ${order + 1}>;
  var delays: array<vec2<f32>, ${order + 1}>;
  for (var k = 0u; k <= ${order}u; k++) { feedback[k] = -(a_get(k) / a_get(0u)); }
  delays[i] = vec2<f32>(1.0, 0.0);
  for (var t = 0u; t < p.chunk; t++) {
    let result = delays[0];
    for (var k = 0u; k < ${order}u; k++) {
      delays[k] = pair_sum(pair_product(result, vec2<f32>(feedback[k + 1u], 0.0)), delays[k + 1u]);
    }
  }
  for (var k = 0u; k < ${order}u; k++) {
    power_set(k, i, 0u, delays[k].x);
    power_set(k, i, 1u, delays[k].y);
  }`,
    );
}

// Where a chunk overflows (a filter that is not stable, infinite or missing samples), cutting could turn a number into NaN.
function chainKernel(one: Filter, ends: View, power: View, starts: View): Kernel {
  const { order } = one;
  const rank = batchOf(one).length;
  const line = coordinates("c", rank);
  const builder = begin(":chain", one, {}).u32("zero", 0).include(NAN_FUNCTIONS).include(PAIR_FUNCTIONS);
  builder.include("fn is_doubtful(x: f32) -> bool { return is_inf(x) || is_nan(x); }");
  builder.read("ends", ends).read("power", power).read("state", one.state);
  builder.write("starts", starts);
  return builder.build(
    sizeOf(batchOf(one)),
    `${unravel("i", rank, "c", "n")}
  var step: array<vec2<f32>, ${order * order}>;
  var delays: array<vec2<f32>, ${order}>;
  var doubts = false;
  for (var k = 0u; k < ${order}u; k++) {
    delays[k] = vec2<f32>(state_get(${comma(line)}k), 0.0);
    for (var j = 0u; j < ${order}u; j++) {
      step[k * ${order}u + j] = vec2<f32>(power_get(k, j, 0u), power_get(k, j, 1u));
      doubts = doubts || is_doubtful(power_get(k, j, 0u));
    }
  }
  for (var part = 0u; part < p.chunks; part++) {
    var next: array<vec2<f32>, ${order}>;
    for (var k = 0u; k < ${order}u; k++) {
      starts_set(${comma(line)}part, k, delays[k].x);
      var sum = vec2<f32>(ends_get(${comma(line)}part, k), 0.0);
      for (var j = 0u; j < ${order}u; j++) { sum = pair_sum(sum, pair_product(step[k * ${order}u + j], delays[j])); }
      next[k] = sum;
      // The last chunk's end is of no use: it may be shorter than the step.
      doubts = doubts || (part + 1u < p.chunks && is_doubtful(sum.x));
    }
    delays = next;
  }
  starts_set(${comma(line)}0u, ${order}u, select(0.0, 1.0, doubts));`,
  );
}
