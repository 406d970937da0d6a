// Stable sorting: short runs first, then merges of four sorted runs at a time. On hardware a run is a block of 2048, merged by one
// workgroup in its memory; elsewhere it is 128, where every element counts what comes before it.
import { sizeOf, type PrimitiveCall, type View } from "@sonograd/core";
import { coordinates, KernelBuilder, type Kernel, type LowerContext, unravel } from "./kernel.js";
import { keyFunction } from "./sort-keys.js";
import { linesAlong } from "./views.js";

const COUNTED_RUN = 128;
/** With 32-bit keys and two lists of 16-bit places this is 16 KiB of workgroup memory, all that every device has. */
const BLOCK = 2048;
const TOGETHER = 4;

interface Sort {
  readonly x: View;
  readonly values: View;
  readonly positions: View;
  readonly descending: boolean;
}

/** Sorted runs on their way: keys and where they come from, one axis per axis of the lines. */
interface Runs {
  readonly keys: View;
  readonly origins: View;
}

export function sort(call: PrimitiveCall<"sort">, context: LowerContext): void {
  const { dim, descending } = call.attrs;
  const { views } = linesAlong([call.inputs[0], ...call.outputs], dim);
  const [x, values, positions] = views;
  const one: Sort = { x, values, positions, descending };
  const count = x.shape.at(-1)!;
  // Counting needs no barriers, and less of a line than sorting it in workgroup memory while the line is short.
  const isCounted = !context.barriers || count <= COUNTED_RUN / 2;
  const first = isCounted ? COUNTED_RUN : BLOCK;
  const spare = (): Runs => ({
    keys: context.temporary("int32", x.shape),
    origins: context.temporary("int32", x.shape),
  });
  let runs = count > first ? spare() : undefined;
  let other = count > first * TOGETHER ? spare() : undefined;
  context.emit(isCounted ? countKernel(one, runs) : blockKernel(one, runs));
  for (let run = first; run < count; run *= TOGETHER) {
    const target = run * TOGETHER < count ? other : undefined;
    context.emit(mergeKernel(one, runs!, target, run));
    [runs, other] = [target, runs];
  }
}

function begin(label: string, { x, descending }: Sort): { builder: KernelBuilder; line: string; last: number } {
  const last = x.shape.length - 1;
  const builder = new KernelBuilder(label).extents("n", x.shape).read("x", x);
  builder.include(keyFunction(x.dtype, descending));
  return { builder, line: coordinates("c", last), last };
}

/**
 * Declares where the kernel writes, and gives the text that puts element `origin` with `key` at `place`: into runs, or into the
 * results.
 */
function outputs(builder: KernelBuilder, { values, positions }: Sort, runs: Runs | undefined, line: string) {
  const set = (name: string, place: string, value: string): string => `${name}_set(${line}, ${place}, ${value});`;
  if (runs) {
    builder.write("keys_out", runs.keys).write("origins_out", runs.origins);
    return (place: string, origin: string, key: string): string =>
      `${set("keys_out", place, `bitcast<i32>(${key})`)} ${set("origins_out", place, `i32(${origin})`)}`;
  }
  builder.write("values", values).write("positions", positions);
  return (place: string, origin: string): string =>
    `${set("values", place, `x_get(${line}, ${origin})`)} ${set("positions", place, `i32(${origin})`)}`;
}

function countKernel(one: Sort, runs: Runs | undefined): Kernel {
  const { builder, line, last } = begin(runs ? "sort:runs" : "sort:count", one);
  const put = outputs(builder, one, runs, line);
  return builder.build(
    sizeOf(one.x.shape),
    `${unravel("i", last + 1, "c", "n")}
  let key = sort_key(x_get(${line}, c${last}));
  let start = c${last} / ${COUNTED_RUN}u * ${COUNTED_RUN}u;
  var place = start;
  for (var k = start; k < min(start + ${COUNTED_RUN}u, p.n${last}); k++) {
    let other = sort_key(x_get(${line}, k));
    if (other < key || (other == key && k < c${last})) { place++; }
  }
  ${put("place", `c${last}`, "key")}`,
  );
}

/** Workgroup memory and functions of a block's merge: `key_at(half, k)` is the key that stands k-th in a list of places. */
const blockMemory = (size: number): string => `
var<workgroup> keys: array<u32, ${size}>;
var<workgroup> places: array<u32, ${size}>;
fn place_at(half: u32, k: u32) -> u32 {
  return (places[half * ${size / 2}u + k / 2u] >> (16u * (k & 1u))) & 0xffffu;
}
fn key_at(half: u32, k: u32) -> u32 { return keys[place_at(half, k)]; }`;

// A lane has `width` neighbouring outputs of every merge: a binary search finds where they start in both runs.
const MERGE_BLOCK = (size: number, width: number): string => `
  var half = 0u;
  for (var run = ${width}u; run < min(${size}u, filled); run *= 2u) {
    let first = lane * ${width}u / (2u * run) * (2u * run);
    let second = first + run;
    let done = lane * ${width}u - first;
    var low = select(0u, done - run, done > run);
    var high = min(done, run);
    while (low < high) {
      let middle = (low + high) / 2u;
      if (key_at(half, first + middle) <= key_at(half, second + done - 1u - middle)) { low = middle + 1u; } else { high = middle; }
    }
    var a = low;
    var b = done - low;
    var pair = 0u;
    for (var k = 0u; k < ${width}u; k++) {
      var takes_first = b >= run;
      if (!takes_first && a < run) { takes_first = key_at(half, first + a) <= key_at(half, second + b); }
      var place: u32;
      if (takes_first) { place = place_at(half, first + a); a++; } else { place = place_at(half, second + b); b++; }
      if ((k & 1u) == 0u) { pair = place; } else { places[(1u - half) * ${size / 2}u + (lane * ${width}u + k) / 2u] = pair | (place << 16u); }
    }
    half = 1u - half;
    workgroupBarrier();
  }`;

/** Sorts every block of a line; into `runs` where the line has several. What lies past its end has the largest key and comes last. */
function blockKernel(one: Sort, runs: Runs | undefined): Kernel {
  const { x } = one;
  const { builder, line, last } = begin(runs ? "sort:blocks" : "sort:line", one);
  const count = x.shape[last];
  const size = Math.min(BLOCK, 2 ** Math.ceil(Math.log2(count)));
  const lanes = Math.min(size / 2, 256);
  const width = size / lanes;
  const blocks = Math.ceil(count / size);
  const put = outputs(builder, one, runs, line);
  return builder.u32("blocks", blocks).team(
    sizeOf(x.shape.slice(0, last)) * blocks,
    lanes,
    blockMemory(size),
    `${unravel("i / p.blocks", last, "c", "n")}
  let start = (i % p.blocks) * ${size}u;
  let filled = min(${size}u, p.n${last} - start);
  for (var k = lane; k < ${size}u; k += ${lanes}u) {
    var key = 0xffffffffu;
    if (k < filled) { key = sort_key(x_get(${line}, start + k)); }
    keys[k] = key;
  }
  workgroupBarrier();
  var own: array<u32, ${width}>;
  for (var k = 0u; k < ${width}u; k++) {
    let place = lane * ${width}u + k;
    let key = keys[place];
    var hole = k;
    while (hole > 0u) {
      let before = own[hole - 1u];
      if (keys[before] <= key) { break; }
      own[hole] = before;
      hole--;
    }
    own[hole] = place;
  }
  for (var k = 0u; k < ${width}u; k += 2u) { places[(lane * ${width}u + k) / 2u] = own[k] | (own[k + 1u] << 16u); }
  workgroupBarrier();
${MERGE_BLOCK(size, width)}
  for (var k = lane; k < filled; k += ${lanes}u) {
    let origin = start + place_at(half, k);
    ${put("start + k", "origin", "keys[origin - start]")}
  }`,
  );
}

// Of equals the earlier run's come first. The last merge writes the results.
function mergeKernel(one: Sort, from: Runs, to: Runs | undefined, run: number): Kernel {
  const last = one.x.shape.length - 1;
  const line = coordinates("c", last);
  const builder = new KernelBuilder(to ? "sort:merge" : "sort:last").extents("n", one.x.shape).u32("run", run);
  builder.read("sorted", from.keys).read("origins", from.origins);
  if (!to) builder.read("x", one.x);
  const put = outputs(builder, one, to, line);
  return builder.build(
    sizeOf(one.x.shape),
    `${unravel("i", last + 1, "c", "n")}
  let key = bitcast<u32>(sorted_get(${line}, c${last}));
  let own = c${last} / p.run;
  let group = own / ${TOGETHER}u * ${TOGETHER}u;
  var place = group * p.run + c${last} - own * p.run;
  for (var r = group; r < group + ${TOGETHER}u; r++) {
    if (r == own || r * p.run >= p.n${last}) { continue; }
    var low = r * p.run;
    var high = min(low + p.run, p.n${last});
    while (low < high) {
      let middle = (low + high) / 2u;
      let other = bitcast<u32>(sorted_get(${line}, middle));
      if (other < key || (other == key && r < own)) { low = middle + 1u; } else { high = middle; }
    }
    place += low - r * p.run;
  }
  let origin = u32(origins_get(${line}, c${last}));
  ${put("place", "origin", "key")}`,
  );
}
