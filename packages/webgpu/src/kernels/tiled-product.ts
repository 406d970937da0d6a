// The matrix product behind matmul and convolution on hardware: a workgroup computes a square tile of the result, 4 × 4 per
// thread, from slices of both operands in workgroup memory. What a row, a column and a step of the sum mean is the caller's.
import { foldGrid, type Kernel, type KernelBuilder } from "./kernel.js";
import { range } from "./views.js";

/** Steps of the sum per slice. */
const DEPTH = 16;
/** Steps, a power of two, after which a sum starts anew: sums of sums round less than one long one. */
const FOLD_AFTER = 256;

/** Edge of a tile. 64: 256 threads and 8 KiB of workgroup memory; 32: 64 threads and 4 KiB. */
export type TileSize = 32 | 64;

export interface Operand {
  /** Neighbouring threads load neighbouring steps of one row (or column), not neighbouring rows of one step. */
  readonly alongDepth: boolean;
  /** WGSL that decodes step `k`, which is below `depth`. */
  readonly decode: string;
  /** WGSL expression: element j of the four from `at` on at step `k`. Past the edge it may be anything but a fault. */
  readonly element: (j: number) => string;
}

export interface TiledProduct {
  readonly tile: TileSize;
  readonly workgroups: number;
  /**
   * WGSL that declares, from `group_index`, uniformly: `row0`, `column0` (the tile's corner) and `depth` (steps of the sum);
   * `my_row` and `my_column` (the thread's corner within the tile) are there.
   */
  readonly setup: string;
  readonly a: Operand;
  readonly b: Operand;
  /** WGSL that stores row r of the four, a vec4 `acc${r}`. */
  readonly store: (r: number) => string;
  /** WGSL before each slice, per step with the four values `av` of a, and after the last store. */
  readonly beforeSlice?: string;
  readonly perStep?: string;
  readonly finish?: string;
}

export function buildTiles(builder: KernelBuilder, product: TiledProduct): Kernel {
  const { tile, workgroups, setup, a, b, store, beforeSlice = "", perStep = "", finish = "" } = product;
  const quads = tile / 4;
  const threads = quads * quads;
  builder.u32("workgroups", workgroups);
  return builder.assemble(
    foldGrid(workgroups),
    `var<workgroup> a_tile: array<vec4<f32>, ${DEPTH * quads}>;
var<workgroup> b_tile: array<vec4<f32>, ${DEPTH * quads}>;
@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) wg_id: vec3<u32>, @builtin(num_workgroups) wg_count: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let group_index = wg_id.y * wg_count.x + wg_id.x;
  if (group_index >= p.workgroups) { return; }
  let my_row = (lane / ${quads}u) * 4u;
  let my_column = (lane % ${quads}u) * 4u;
${setup}
${range(4)
  .map((r) => `  var acc${r} = vec4<f32>();\n  var sum${r} = vec4<f32>();`)
  .join("\n")}
  for (var slice = 0u; slice < depth; slice += ${DEPTH}u) {
    if (slice % ${FOLD_AFTER}u == 0u) {
${range(4)
  .map((r) => `      acc${r} = acc${r} + sum${r};\n      sum${r} = vec4<f32>();`)
  .join("\n")}
    }
${beforeSlice}
${fill("a_tile", "row0", a, quads)}
${fill("b_tile", "column0", b, quads)}
    workgroupBarrier();
    for (var step = 0u; step < ${DEPTH}u; step++) {
      let av = a_tile[step * ${quads}u + my_row / 4u];
      let bv = b_tile[step * ${quads}u + my_column / 4u];
${range(4)
  .map((r) => `      sum${r} = sum${r} + av[${r}] * bv;`)
  .join("\n")}
${perStep}
    }
    workgroupBarrier();
  }
${range(4)
  .map((r) => `  acc${r} = acc${r} + sum${r};`)
  .join("\n")}
${range(4).map(store).join("\n")}
${finish}
}`,
  );
}

// Steps past the end count as zeros on both sides, so that nothing stray meets a NaN.
function fill(memory: string, corner: string, { alongDepth, decode, element }: Operand, quads: number): string {
  const threads = quads * quads;
  return range((DEPTH * quads) / threads)
    .map((slot) => {
      const step = alongDepth ? `lane % ${DEPTH}u` : `lane / ${quads}u + ${(slot * threads) / quads}u`;
      const quad = alongDepth ? `lane / ${DEPTH}u + ${(slot * threads) / DEPTH}u` : `lane % ${quads}u`;
      return `    {
      let step = ${step};
      let quad = ${quad};
      let at = ${corner} + quad * 4u;
      var four = vec4<f32>();
      let k = slice + step;
      if (k < depth) {
${decode}
        four = vec4<f32>(${range(4).map(element).join(", ")});
      }
      ${memory}[step * ${quads}u + quad] = four;
    }`;
    })
    .join("\n");
}

/** The large tile where it fills the device, else the small one. */
export const tileFor = (rows: number, columns: number, batch: number): TileSize => {
  const large = batch * Math.ceil(rows / 64) * Math.ceil(columns / 64);
  return rows > 32 && columns > 32 && large >= 64 ? 64 : 32;
};
