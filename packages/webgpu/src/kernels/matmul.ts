// Batched matrix product. A thread keeps a small tile of the result in registers; without workgroup memory it needs no
// barrier, which software adapters emulate slowly. Hardware gets the tiled kernel for large products.
import { sizeOf, type PrimitiveCall, type View } from "@sonograd/core";
import { coordinates, foldGrid, type Kernel, KernelBuilder, type LowerContext, unravel } from "./kernel.js";
import { range, coalesceBatch } from "./views.js";
import { valueType, zero } from "./wgsl-types.js";

export function matmul(call: PrimitiveCall<"matmul">, context: LowerContext): void {
  const { views, rank } = coalesceBatch([call.outputs[0], call.inputs[0], call.inputs[1]], [2, 2, 2]);
  const [y, a, b] = views;
  const [m, n] = y.shape.slice(rank);
  const large = m >= TILE && n >= TILE && a.shape[rank + 1] >= TILE && y.dtype === "float32";
  context.emit(context.barriers && large ? tiledMatmul(y, a, b, rank) : registerMatmul(y, a, b, rank));
}

const multiplyAdd = (dtype: View["dtype"], acc: string, a: string, b: string): string =>
  dtype === "complex64"
    ? `${acc} + vec2<f32>(${a}.x * ${b}.x - ${a}.y * ${b}.y, ${a}.x * ${b}.y + ${a}.y * ${b}.x)`
    : `${acc} + ${a} * ${b}`;

function registerMatmul(y: View, a: View, b: View, rank: number): Kernel {
  const [m, n] = y.shape.slice(rank);
  const rows = m >= 4 ? 4 : 1;
  const columns = n >= 4 ? 4 : 1;
  const rowTiles = Math.ceil(m / rows);
  const columnTiles = Math.ceil(n / columns);
  const builder = new KernelBuilder(`matmul:${rows}x${columns}`);
  builder.extents("n", y.shape.slice(0, rank));
  builder
    .u32("rows", m)
    .u32("columns", n)
    .u32("inner", a.shape[rank + 1])
    .u32("row_tiles", rowTiles)
    .u32("column_tiles", columnTiles);
  builder.read("a", a).read("b", b).write("y", y);
  const at = coordinates("c", rank);
  const type = valueType(y.dtype);
  const tile = range(rows).flatMap((r) => range(columns).map((c) => [r, c] as const));
  // Rows and columns past the edge read the last one and are not stored.
  const body = `
  let column = (i % p.column_tiles) * ${columns}u;
  let row = ((i / p.column_tiles) % p.row_tiles) * ${rows}u;
${unravel("i / (p.column_tiles * p.row_tiles)", rank, "c", "n")}
${range(rows)
  .map((r) => `  var at_a${r} = a_at(${at}, min(row + ${r}u, p.rows - 1u), 0u);`)
  .join("\n")}
${range(columns)
  .map((c) => `  var at_b${c} = b_at(${at}, 0u, min(column + ${c}u, p.columns - 1u));`)
  .join("\n")}
${tile.map(([r, c]) => `  var acc_${r}_${c}: ${type} = ${zero(y.dtype)};`).join("\n")}
  for (var k = 0u; k < p.inner; k++) {
${range(rows)
  .map((r) => `    let a${r} = a[at_a${r}];\n    at_a${r} += p.a_s${rank + 1};`)
  .join("\n")}
${range(columns)
  .map((c) => `    let b${c} = b[at_b${c}];\n    at_b${c} += p.b_s${rank};`)
  .join("\n")}
${tile.map(([r, c]) => `    acc_${r}_${c} = ${multiplyAdd(y.dtype, `acc_${r}_${c}`, `a${r}`, `b${c}`)};`).join("\n")}
  }
${tile.map(([r, c]) => `  if (row + ${r}u < p.rows && column + ${c}u < p.columns) { y_set(${at}, row + ${r}u, column + ${c}u, acc_${r}_${c}); }`).join("\n")}`;
  return builder.build(sizeOf(y.shape.slice(0, rank)) * rowTiles * columnTiles, body);
}

const TILE = 64;
const DEPTH = 16;

// 64 × 64 results per workgroup of 256, 4 × 4 per thread; 8 KiB of workgroup memory.
function tiledMatmul(y: View, a: View, b: View, rank: number): Kernel {
  const [m, n] = y.shape.slice(rank);
  const rowTiles = Math.ceil(m / TILE);
  const columnTiles = Math.ceil(n / TILE);
  const batch = sizeOf(y.shape.slice(0, rank));
  const groups = batch * rowTiles * columnTiles;
  const builder = new KernelBuilder("matmul:tiled");
  builder.extents("n", y.shape.slice(0, rank));
  builder
    .u32("rows", m)
    .u32("columns", n)
    .u32("inner", a.shape[rank + 1])
    .u32("row_tiles", rowTiles)
    .u32("column_tiles", columnTiles);
  builder.u32("tiles", groups).read("a", a).read("b", b).write("y", y);
  const at = coordinates("c", rank);
  return builder.assemble(
    foldGrid(groups),
    `var<workgroup> a_tile: array<f32, ${TILE * DEPTH}>;
var<workgroup> b_tile: array<f32, ${TILE * DEPTH}>;
@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>, @builtin(local_invocation_index) local: u32) {
  let tile = group.y * groups.x + group.x;
  if (tile >= p.tiles) { return; }
  let column = (tile % p.column_tiles) * ${TILE}u;
  let row = ((tile / p.column_tiles) % p.row_tiles) * ${TILE}u;
${unravel("tile / (p.column_tiles * p.row_tiles)", rank, "c", "n")}
  let my_row = (local / 16u) * 4u;
  let my_column = (local % 16u) * 4u;
  var acc: array<vec4<f32>, 4>;
  for (var start = 0u; start < p.inner; start += ${DEPTH}u) {
    for (var item = local; item < ${TILE * DEPTH}u; item += 256u) {
      let r = row + item / ${DEPTH}u;
      let ka = start + item % ${DEPTH}u;
      a_tile[(item % ${DEPTH}u) * ${TILE}u + item / ${DEPTH}u] = select(0.0, a_get(${at}, min(r, p.rows - 1u), min(ka, p.inner - 1u)), r < p.rows && ka < p.inner);
      let q = column + item % ${TILE}u;
      let kb = start + item / ${TILE}u;
      b_tile[item] = select(0.0, b_get(${at}, min(kb, p.inner - 1u), min(q, p.columns - 1u)), q < p.columns && kb < p.inner);
    }
    workgroupBarrier();
    for (var k = 0u; k < ${DEPTH}u; k++) {
      let at_b = k * ${TILE}u + my_column;
      let at_a = k * ${TILE}u + my_row;
      let v = vec4<f32>(b_tile[at_b], b_tile[at_b + 1u], b_tile[at_b + 2u], b_tile[at_b + 3u]);
      for (var r = 0u; r < 4u; r++) { acc[r] = acc[r] + a_tile[at_a + r] * v; }
    }
    workgroupBarrier();
  }
  for (var r = 0u; r < 4u; r++) {
    for (var c = 0u; c < 4u; c++) {
      if (row + my_row + r < p.rows && column + my_column + c < p.columns) {
        y_set(${at}, row + my_row + r, column + my_column + c, acc[r][c]);
      }
    }
  }
}`,
  );
}
