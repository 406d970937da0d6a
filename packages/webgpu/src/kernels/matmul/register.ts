// A team keeps a 4 × 4 tile of the product in registers. A team is one thread where there are tiles enough; few tiles with a long
// sum (matrix times vector, thin matrices) get several lanes each.
import { sizeOf, type View } from "@sonograd/core";
import { coordinates, isStored, type Kernel, KernelBuilder, type LowerContext, unravel } from "../kernel.js";
import { buildSplitSum, splitSum, type SplitSumText } from "../split-sum.js";
import { range } from "../views.js";
import { valueType, zero } from "../wgsl-types.js";
import { writtenOnce } from "../written-once.js";

/** Steps of the sum that are written out. */
const UNROLL = 4;

export function registerMatmul(y: View, a: View, b: View, rank: number, context: LowerContext): Kernel {
  const [m, n] = y.shape.slice(rank);
  const inner = a.shape[rank + 1];
  const rows = m >= 4 ? 4 : 1;
  const columns = n >= 4 ? 4 : 1;
  const [rowTiles, columnTiles] = [Math.ceil(m / rows), Math.ceil(n / columns)];
  const teams = sizeOf(y.shape.slice(0, rank)) * rowTiles * columnTiles;
  const builder = new KernelBuilder(`matmul:${rows}x${columns}`);
  builder
    .extents("n", y.shape.slice(0, rank))
    .u32("rows", m)
    .u32("columns", n)
    .u32("inner", inner)
    .u32("row_tiles", rowTiles)
    .u32("column_tiles", columnTiles);
  builder.read("a", a).read("b", b).write("y", y);
  return buildSplitSum(builder, {
    ...splitSum(teams, inner, context),
    teams,
    type: valueType(y.dtype),
    // Neighbours read neighbouring columns where those lie side by side, else neighbouring steps of the sum.
    interleaved: b.strides[rank + 1] === 1 && columnTiles >= 8,
    text: texts([y.dtype, rows, columns, rank, isStored(a), isStored(b)].join(), () =>
      write(y.dtype, rows, columns, rank, isStored(a), isStored(b)),
    ),
  });
}

const texts = writtenOnce<SplitSumText>();

function write(
  dtype: View["dtype"],
  rows: number,
  columns: number,
  rank: number,
  aIsStored: boolean,
  bIsStored: boolean,
): SplitSumText {
  const at = coordinates("c", rank);
  const type = valueType(dtype);
  const tile = range(rows).flatMap((r) => range(columns).map((c) => [r, c] as const));
  const locate = `  let column = (team % p.column_tiles) * ${columns}u;
  let row = ((team / p.column_tiles) % p.row_tiles) * ${rows}u;
${unravel("team / (p.column_tiles * p.row_tiles)", rank, "c", "n")}`;
  // Rows and columns past the edge read the last one and are not stored.
  const edges = [
    ...range(rows).map((r) => `  let row${r} = min(row + ${r}u, p.rows - 1u);`),
    ...range(columns).map((c) => `  let column${c} = min(column + ${c}u, p.columns - 1u);`),
    ...(aIsStored ? range(rows).map((r) => `  let from_a${r} = a_at(${at}, row${r}, 0u);`) : []),
    ...(bIsStored ? range(columns).map((c) => `  let from_b${c} = b_at(${at}, 0u, column${c});`) : []),
  ];
  const elementA = (r: number): string => (aIsStored ? `a[from_a${r} + along_a]` : `a_get(${at}, row${r}, at_k)`);
  const elementB = (c: number): string => (bIsStored ? `b[from_b${c} + along_b]` : `b_get(${at}, at_k, column${c})`);
  const step = (k: string): string => `    {
      let at_k = ${k};
      ${aIsStored ? `let along_a = at_k * p.a_s${rank + 1};` : ""}
      ${bIsStored ? `let along_b = at_k * p.b_s${rank};` : ""}
${range(rows)
  .map((r) => `      let a${r} = ${elementA(r)};`)
  .join("\n")}
${range(columns)
  .map((c) => `      let b${c} = ${elementB(c)};`)
  .join("\n")}
${tile.map(([r, c]) => `      acc_${r}_${c} = ${multiplyAdd(dtype, `acc_${r}_${c}`, `a${r}`, `b${c}`)};`).join("\n")}
    }`;
  return {
    cells: tile.map(([r, c]) => `acc_${r}_${c}`),
    sum: `${locate}
${edges.join("\n")}
${tile.map(([r, c]) => `  var acc_${r}_${c}: ${type} = ${zero(dtype)};`).join("\n")}
  var k = split;
  for (; k + ${UNROLL - 1}u * splits < p.inner; k += ${UNROLL}u * splits) {
${range(UNROLL)
  .map((u) => step(`k + ${u}u * splits`))
  .join("\n")}
  }
  for (; k < p.inner; k += splits) {
${step("k")}
  }`,
    storeOwn: tile
      .map(
        ([r, c]) =>
          `  if (row + ${r}u < p.rows && column + ${c}u < p.columns) { y_set(${at}, row + ${r}u, column + ${c}u, acc_${r}_${c}); }`,
      )
      .join("\n"),
    store: `fn store(team: u32, cell: u32, total: ${type}) {
${locate}
  let r = row + cell / ${columns}u;
  let c = column + cell % ${columns}u;
  if (r < p.rows && c < p.columns) { y_set(${at}, r, c, total); }
}`,
  };
}

const multiplyAdd = (dtype: View["dtype"], acc: string, a: string, b: string): string =>
  dtype === "complex64"
    ? `${acc} + vec2<f32>(${a}.x * ${b}.x - ${a}.y * ${b}.y, ${a}.x * ${b}.y + ${a}.y * ${b}.x)`
    : `${acc} + ${a} * ${b}`;
