// A kernel that holds lines of complex numbers and works on each as a whole. Two kinds: "solo", a thread per line without
// barriers, for devices that emulate them; "team", a few threads per line with the elements in workgroup memory.
import { sizeOf } from "@sonograd/core";
import { foldGrid, type Kernel, type KernelBuilder, type LowerContext, unravel } from "../kernel.js";
import { range } from "../views.js";

/** Complex elements of a workgroup's 16 KiB. */
const TEAM_ELEMENTS = 2048;
/** Longer lines are better shared among threads. */
const SOLO_ELEMENTS = 4096;
/** Complex elements that solo kernels spread out in memory at most: groups beyond wait for their turn. */
const SCRATCH_ELEMENTS = 2 ** 20;
/** Lines of a group lie interleaved, so that neighbouring threads reach neighbouring elements. */
const SOLO_GROUP = 8;

/** Complex elements a line may have. */
export const lineLimit = ({ barriers }: LowerContext): number => (barriers ? TEAM_ELEMENTS : SOLO_ELEMENTS);

/** What the body of such a kernel is written with. */
export interface Line {
  readonly team: boolean;
  /** Batch coordinates, as WGSL names. */
  readonly coordinates: readonly string[];
  /** WGSL of element `slot`. */
  element(slot: string): string;
  /** WGSL that runs `body` for each `name` below `count`. */
  each(name: string, count: number | string, body: string): string;
  /** WGSL for each pair of `outer` and `inner` index; `shared` depends on the outer one only. */
  pairs(outer: readonly [string, number], inner: readonly [string, number], shared: string, body: string): string;
  /** WGSL: from here on the line's threads see what the others wrote. */
  readonly sync: string;
}

export interface LineKernel {
  /** Elements of a line. */
  readonly size: number;
  /** Extents of the lines' batch axes. */
  readonly batch: readonly number[];
  /** Module-scope WGSL besides the builder's. */
  readonly declarations?: string;
  readonly body: (line: Line) => string;
}

/** Lines that a workgroup holds at a time. */
export function linesPerGroup(size: number, { barriers }: LowerContext): number {
  if (!barriers) return SOLO_GROUP;
  return Math.max(1, Math.min(Math.floor(TEAM_ELEMENTS / size), Math.floor(64 / threadsPerLine(size))));
}

/** One for eight elements, a power of two. */
const threadsPerLine = (size: number): number => Math.min(256, 2 ** Math.ceil(Math.log2(Math.max(size / 8, 1))));

/** The kernel; `builder` has what the body reads and writes. */
export const lineKernel = (kernel: LineKernel, builder: KernelBuilder, context: LowerContext): Kernel =>
  (context.barriers ? teamKernel : soloKernel)(kernel, builder, context);

const coordinatesOf = ({ batch }: LineKernel): string[] => range(batch.length).map((axis) => `b${axis}`);

const ENTRY =
  "fn main(@builtin(workgroup_id) wg_id: vec3<u32>, @builtin(num_workgroups) wg_count: vec3<u32>, @builtin(local_invocation_index) wg_lane: u32)";

// Elements lie in device memory: WGSL clears a thread's own arrays, and software devices spell that out element by element,
// which takes seconds to compile.
function soloKernel(kernel: LineKernel, builder: KernelBuilder, context: LowerContext): Kernel {
  const { size, batch, declarations = "" } = kernel;
  const code = kernel.body({
    team: false,
    coordinates: coordinatesOf(kernel),
    element: (slot) => `held[first + (${slot}) * ${SOLO_GROUP}u]`,
    each: loop,
    pairs: ([outer, outerCount], [inner, innerCount], shared, body) =>
      loop(outer, outerCount, `${shared}\n${loop(inner, innerCount, body)}`),
    sync: "",
  });
  const count = sizeOf(batch);
  const room = Math.max(16, Math.floor(SCRATCH_ELEMENTS / (size * SOLO_GROUP)));
  const groups = Math.min(Math.ceil(count / SOLO_GROUP), room, 65535);
  const usesElements = code.includes("held[");
  if (usesElements) builder.write("held", context.temporary("complex64", [groups * SOLO_GROUP * size]));
  builder.u32("lines", count).extents("batch", batch);
  return builder.assemble(
    [Math.max(groups, 1), 1, 1],
    `${declarations}
@compute @workgroup_size(${SOLO_GROUP})
${ENTRY} {
${usesElements ? `  let first = p.held_offset + wg_id.x * ${SOLO_GROUP * size}u + wg_lane;` : ""}
  for (var i = wg_id.x * ${SOLO_GROUP}u + wg_lane; i < p.lines; i += wg_count.x * ${SOLO_GROUP}u) {
${unravel("i", batch.length, "b", "batch")}
${code}
  }
}`,
  );
}

function teamKernel(kernel: LineKernel, builder: KernelBuilder, context: LowerContext): Kernel {
  const { size, batch, body, declarations = "" } = kernel;
  const threads = threadsPerLine(size);
  const perGroup = linesPerGroup(size, context);
  // Lines past the last one start behind the end of every loop, so that all threads meet at the barriers.
  const each = (name: string, count: number | string, text: string): string =>
    `  for (var ${name} = select(${bound(count)}, lane, is_line); ${name} < ${bound(count)}; ${name} += ${threads}u) {\n${text}\n  }`;
  const code = body({
    team: true,
    coordinates: coordinatesOf(kernel),
    element: (slot) => `held[first + ${slot}]`,
    each,
    pairs: ([outer, outerCount], [inner, innerCount], shared, text) =>
      each(
        "pair",
        outerCount * innerCount,
        `  let ${outer} = pair % ${outerCount}u;\n  let ${inner} = pair / ${outerCount}u;\n${shared}\n${text}`,
      ),
    sync: "  workgroupBarrier();",
  });
  const count = sizeOf(batch);
  builder.u32("lines", count).extents("batch", batch);
  return builder.assemble(
    foldGrid(Math.ceil(count / perGroup)),
    `var<workgroup> held: array<vec2<f32>, ${size * perGroup}>;
${declarations}
@compute @workgroup_size(${threads * perGroup})
${ENTRY} {
  let group = wg_id.y * wg_count.x + wg_id.x;
  let i = group * ${perGroup}u + wg_lane / ${threads}u;
  let is_line = i < p.lines;
  let lane = wg_lane % ${threads}u;
  let first = (wg_lane / ${threads}u) * ${size}u;
${unravel("min(i, p.lines - 1u)", batch.length, "b", "batch")}
${code}
}`,
  );
}

const loop = (name: string, count: number | string, body: string): string =>
  count === 1
    ? `  {\n  let ${name} = 0u;\n${body}\n  }`
    : `  for (var ${name} = 0u; ${name} < ${bound(count)}; ${name}++) {\n${body}\n  }`;

const bound = (count: number | string): string => (typeof count === "number" ? `${count}u` : count);
