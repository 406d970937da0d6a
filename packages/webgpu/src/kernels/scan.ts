// Running results along an axis. A thread goes along a short line. A longer one is a workgroup's: on hardware in blocks that
// are scanned in workgroup memory, elsewhere in one chunk per lane. Very long ones are first cut into parts.
import { sizeOf, type PrimitiveAttrs, type PrimitiveCall, type View } from "@sonograd/core";
import { coordinates, KernelBuilder, type Kernel, type LowerContext, unravel } from "./kernel.js";
import { NAN_FUNCTIONS } from "./real-functions.js";
import { combine, START } from "./reduce.js";
import { linesAlong } from "./views.js";
import { castExpr, valueType } from "./wgsl-types.js";

type Kind = PrimitiveAttrs["scan"]["kind"];

const SHORT_LINE = 32;
/** A chunk's product may leave the numbers where the running one does not: products take chunks only when they must. */
const SHORT_PRODUCT = 256;
const ENOUGH_LINES = 2048;
const LONG_LINE = 1 << 16;
const MOST_PARTS = 1024;
const LANES = 64;

interface Scan {
  readonly kind: Kind;
  readonly reverse: boolean;
  readonly x: View;
  readonly out: View;
  /** Elements of a part of a line; one part where it is the whole line. */
  readonly part: number;
  /** The running result at the end of every part, where there are several. */
  readonly ends?: View;
}

export function scan(call: PrimitiveCall<"scan">, context: LowerContext): void {
  const { kind, dim, reverse } = call.attrs;
  const { views, rank } = linesAlong([call.outputs[0], call.inputs[0]], dim);
  const [out, x] = views;
  const batch = out.shape.slice(0, rank);
  const count = out.shape[rank];
  const lines = sizeOf(batch);
  const whole: Scan = { kind, reverse, x, out, part: Math.max(count, 1) };
  if (
    count <= (kind === "prod" ? SHORT_PRODUCT : SHORT_LINE) ||
    (lines >= ENOUGH_LINES && !isAlongMemory(x, context))
  ) {
    context.emit(threadKernel(whole));
    return;
  }
  if (count <= LONG_LINE || lines >= LANES) {
    context.emit(teamKernel(whole, context));
    return;
  }
  const part = Math.max(LONG_LINE / 4, Math.ceil(count / MOST_PARTS));
  const parts = Math.ceil(count / part);
  const totals = context.temporary(out.dtype, [...batch, parts]);
  const ends = context.temporary(out.dtype, [...batch, parts]);
  context.emit(totalsKernel({ ...whole, out: totals, part }));
  context.emit(teamKernel({ kind, reverse: false, x: totals, out: ends, part: parts }, context));
  context.emit(teamKernel({ ...whole, part, ends }, context));
}

/** Whether lanes side by side along a line read memory side by side, which only hardware rewards. */
const isAlongMemory = (x: View, { barriers }: LowerContext): boolean => barriers && Math.abs(x.strides.at(-1)!) === 1;

const partsOf = ({ x, part }: Scan): number => Math.ceil(x.shape.at(-1)! / part);
const linesOf = ({ x }: Scan): number => sizeOf(x.shape.slice(0, -1));

/** Texts of a scan's kernels. A part goes from place `first` to before `end`; `value(k)` is its k-th element, converted. */
function begin(label: string, one: Scan) {
  const { kind, reverse, x, out } = one;
  const rank = x.shape.length - 1;
  const builder = new KernelBuilder(`scan:${kind}${label}`)
    .extents("n", x.shape.slice(0, rank))
    .u32("count", x.shape[rank])
    .u32("part", one.part)
    .u32("parts", partsOf(one))
    .include(NAN_FUNCTIONS)
    .read("x", x)
    .write("out", out);
  const line = coordinates("c", rank);
  const place = (k: string): string => (reverse ? `p.count - 1u - ${k}` : k);
  return {
    builder,
    line,
    type: valueType(out.dtype),
    start: START[kind](out.dtype),
    lines: `  let part = i % p.parts;
${unravel("i / p.parts", rank, "c", "n")}
  let first = part * p.part;
  let end = min(first + p.part, p.count);`,
    value: (k: string): string => castExpr(x.dtype, out.dtype, `x_get(${line}, ${place(k)})`),
    store: (k: string, value: string): string => `out_set(${line}, ${place(k)}, ${value});`,
    both: (a: string, b: string): string => combine(kind, out.dtype, a, b),
  };
}

function threadKernel(one: Scan): Kernel {
  const { builder, type, start, lines, value, store, both } = begin("", one);
  return builder.build(
    linesOf(one),
    `${lines}
  var acc: ${type} = ${start};
  for (var k = first; k < end; k++) {
    let value = ${value("k")};
    acc = ${both("acc", "value")};
    ${store("k", "acc")}
  }`,
  );
}

// All four kinds commute, so lanes take every 64th element; the order is fixed.
function totalsKernel(one: Scan): Kernel {
  const { builder, line, type, start, lines, value, both } = begin(":totals", one);
  return builder.team(
    linesOf(one) * partsOf(one),
    LANES,
    `var<workgroup> totals: array<${type}, ${LANES}>;`,
    `${lines}
  var acc: ${type} = ${start};
  for (var k = first + lane; k < end; k += ${LANES}u) {
    let value = ${value("k")};
    acc = ${both("acc", "value")};
  }
  totals[lane] = acc;
  workgroupBarrier();
  if (lane != 0u) { return; }
  for (var l = 1u; l < ${LANES}u; l++) {
    let value = totals[l];
    acc = ${both("acc", "value")};
  }
  out_set(${line}, part, acc);`,
  );
}

const teamKernel = (one: Scan, { barriers }: LowerContext): Kernel => (barriers ? blockKernel(one) : chunkKernel(one));

/** What stands in front of a part: the end of the part before. */
const carryOf = ({ ends }: Scan, line: string, type: string, start: string): string =>
  `  var carry: ${type} = ${start};
  ${ends ? `if (part > 0u) { carry = ends_get(${line}, part - 1u); }` : ""}`;

// Every lane has a chunk. It goes over it twice: for its total, and with what all chunks before came to. One barrier.
function chunkKernel(one: Scan): Kernel {
  const { builder, line, type, start, lines, value, store, both } = begin(":chunks", one);
  if (one.ends) builder.read("ends", one.ends);
  return builder.team(
    linesOf(one) * partsOf(one),
    LANES,
    `var<workgroup> totals: array<${type}, ${LANES}>;`,
    `${lines}
  let chunk = (end - first + ${LANES - 1}u) / ${LANES}u;
  let begin = min(first + lane * chunk, end);
  let stop = min(begin + chunk, end);
  var acc: ${type} = ${start};
  for (var k = begin; k < stop; k++) {
    let value = ${value("k")};
    acc = ${both("acc", "value")};
  }
  totals[lane] = acc;
  workgroupBarrier();
${carryOf(one, line, type, start)}
  for (var l = 0u; l < lane; l++) {
    let value = totals[l];
    carry = ${both("carry", "value")};
  }
  acc = ${start};
  for (var k = begin; k < stop; k++) {
    let value = ${value("k")};
    acc = ${both("acc", "value")};
    ${store("k", both("carry", "acc"))}
  }`,
  );
}

// Blocks of four elements per lane: the lanes' totals are scanned in workgroup memory, to and fro between two halves.
function blockKernel(one: Scan): Kernel {
  const { builder, line, type, start, lines, value, store, both } = begin(":blocks", one);
  if (one.ends) builder.read("ends", one.ends);
  const lanes = one.part <= 4 * LANES ? LANES : 4 * LANES;
  return builder.team(
    linesOf(one) * partsOf(one),
    lanes,
    `var<workgroup> totals: array<${type}, ${2 * lanes}>;`,
    `${lines}
${carryOf(one, line, type, start)}
  for (var block = first; block < end; block += ${4 * lanes}u) {
    var running: array<${type}, 4>;
    var acc: ${type} = ${start};
    for (var j = 0u; j < 4u; j++) {
      let k = block + 4u * lane + j;
      if (k < end) {
        let value = ${value("k")};
        acc = ${both("acc", "value")};
      }
      running[j] = acc;
    }
    totals[lane] = acc;
    workgroupBarrier();
    var half = 0u;
    for (var reach = 1u; reach < ${lanes}u; reach *= 2u) {
      var sum = totals[half + lane];
      if (lane >= reach) {
        let value = totals[half + lane - reach];
        sum = ${both("value", "sum")};
      }
      half = ${lanes}u - half;
      totals[half + lane] = sum;
      workgroupBarrier();
    }
    var before = carry;
    if (lane > 0u) {
      let value = totals[half + lane - 1u];
      before = ${both("carry", "value")};
    }
    for (var j = 0u; j < 4u; j++) {
      let k = block + 4u * lane + j;
      let value = running[j];
      if (k < end) { ${store("k", both("before", "value"))} }
    }
    let all = totals[half + ${lanes - 1}u];
    carry = ${both("carry", "all")};
    workgroupBarrier();
  }`,
  );
}
