// Large products on hardware, from tiles in workgroup memory.
import { sizeOf, type View } from "@sonograd/core";
import { coordinates, type Kernel, KernelBuilder, unravel } from "../kernel.js";
import { buildTiles, tileFor } from "../tiled-product.js";
import { range } from "../views.js";

export function tiledMatmul(y: View, a: View, b: View, rank: number): Kernel {
  const [m, n] = y.shape.slice(rank);
  const batch = sizeOf(y.shape.slice(0, rank));
  const tile = tileFor(m, n, batch);
  const [rowTiles, columnTiles] = [Math.ceil(m / tile), Math.ceil(n / tile)];
  const builder = new KernelBuilder(`matmul:tiled${tile}`);
  builder
    .extents("n", y.shape.slice(0, rank))
    .u32("rows", m)
    .u32("columns", n)
    .u32("inner", a.shape[rank + 1])
    .u32("row_tiles", rowTiles)
    .u32("column_tiles", columnTiles);
  builder.read("a", a).read("b", b).write("y", y);
  const at = coordinates("c", rank);
  return buildTiles(builder, {
    tile,
    workgroups: batch * rowTiles * columnTiles,
    setup: `  let column0 = (group_index % p.column_tiles) * ${tile}u;
  let row0 = ((group_index / p.column_tiles) % p.row_tiles) * ${tile}u;
${unravel("group_index / (p.column_tiles * p.row_tiles)", rank, "c", "n")}
  let depth = p.inner;`,
    a: {
      alongDepth: a.strides[rank] !== 1,
      decode: "",
      element: (j) => `a_get(${at}, min(at + ${j}u, p.rows - 1u), k)`,
    },
    b: {
      alongDepth: b.strides[rank + 1] !== 1,
      decode: "",
      element: (j) => `b_get(${at}, k, min(at + ${j}u, p.columns - 1u))`,
    },
    store: (r) =>
      range(4)
        .map(
          (c) =>
            `  if (row0 + my_row + ${r}u < p.rows && column0 + my_column + ${c}u < p.columns) { y_set(${at}, row0 + my_row + ${r}u, column0 + my_column + ${c}u, acc${r}[${c}]); }`,
        )
        .join("\n"),
  });
}
