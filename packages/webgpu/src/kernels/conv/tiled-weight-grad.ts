// The weight gradient of large convolutions on hardware, as a matrix product from tiles in workgroup memory: rows are output
// channels, columns input channels times taps, and the sum runs over images times output positions.
import type { View } from "@sonograd/core";
import { type Kernel, KernelBuilder } from "../kernel.js";
import { buildTiles } from "../tiled-product.js";
import { range } from "../views.js";
import { declareGeometry, type Geometry } from "./geometry.js";

const TILE = 64;
/** Tiles that fill a device. */
const WANTED = 48;

const columnsOf = ({ axes, inChannels }: Geometry): number =>
  axes.reduce((product, { kernel }) => product * kernel, inChannels);

const tilesOf = (geometry: Geometry): number =>
  geometry.groups * Math.ceil(geometry.outChannels / TILE) * Math.ceil(columnsOf(geometry) / TILE);

/** Whether there are tiles enough, and full ones. */
export const weightSuitsTiles = (geometry: Geometry): boolean =>
  geometry.outChannels >= TILE && columnsOf(geometry) >= TILE && tilesOf(geometry) >= WANTED;

export function tiledWeightGrad(geometry: Geometry, gradBias: View | undefined): Kernel {
  const { axes, x, w, y, outChannels } = geometry;
  const columns = columnsOf(geometry);
  const builder = new KernelBuilder("conv:weight_grad:tiled");
  declareGeometry(builder, geometry);
  builder
    .u32("columns", columns)
    .u32(
      "steps",
      y.shape.slice(2).reduce((product, extent) => product * extent, y.shape[0]),
    )
    .u32("row_tiles", Math.ceil(outChannels / TILE))
    .u32("column_tiles", Math.ceil(columns / TILE));
  builder.read("g", y).read("x", x).write("out", w);
  if (gradBias) builder.write("bias", gradBias);
  const inner = [...axes].reverse();
  const decodeStep = `      var rest_k = k;
${inner.map(({ name }) => `      let at_${name} = rest_k % p.y_${name};\n      rest_k = rest_k / p.y_${name};`).join("\n")}`;
  return buildTiles(builder, {
    tile: TILE,
    workgroups: tilesOf(geometry),
    setup: `  var rest = group_index;
  let column0 = (rest % p.column_tiles) * ${TILE}u;
  rest = rest / p.column_tiles;
  let row0 = (rest % p.row_tiles) * ${TILE}u;
  let group = rest / p.row_tiles;
  let depth = p.steps;
  let loaded = column0 + lane / 16u * 4u;
${range(4)
  .map((j) => decodeColumn(inner, `min(loaded + ${j}u, p.columns - 1u)`, `${j}`))
  .join("\n")}
  var bias_sum = vec4<f32>();
  var bias_part = vec4<f32>();`,
    a: {
      alongDepth: true,
      decode: decodeStep,
      element: (j) =>
        `g_get(rest_k, group * p.out_channels + min(at + ${j}u, p.out_channels - 1u)${axes.map(({ name }) => `, at_${name}`).join("")})`,
    },
    b: {
      alongDepth: true,
      decode: `${decodeStep}
${range(4)
  .flatMap((j) =>
    axes.map(
      ({ name, stride }) => `      let place_${name}${j} = i32(at_${name}) * ${stride} + shift_${name}${j};
      let inside_${name}${j} = place_${name}${j} >= 0 && place_${name}${j} < i32(p.x_${name});
      let spot_${name}${j} = u32(clamp(place_${name}${j}, 0, i32(p.x_${name}) - 1));`,
    ),
  )
  .join("\n")}`,
      element: (j) => {
        const inside = axes.map(({ name }) => `inside_${name}${j}`).join(" && ");
        return `select(0.0, x_get(rest_k, group * p.in_channels + channel${j}${axes.map(({ name }) => `, spot_${name}${j}`).join("")}), ${inside})`;
      },
    },
    store: (r) => `  if (row0 + my_row + ${r}u < p.out_channels) {
${range(4)
  .map((c) => storeWeight(axes, inner, r, c))
  .join("\n")}
  }`,
    // Short sums of short sums here too.
    ...(gradBias && {
      beforeSlice: "    bias_sum = bias_sum + bias_part;\n    bias_part = vec4<f32>();",
      perStep: "      bias_part = bias_part + av;",
      finish: `  if (column0 == 0u && my_column == 0u) {
    let total = bias_sum + bias_part;
${range(4)
  .map(
    (r) =>
      `    if (row0 + my_row + ${r}u < p.out_channels) { bias_set(group * p.out_channels + row0 + my_row + ${r}u, total[${r}]); }`,
  )
  .join("\n")}
  }`,
    }),
  });
}

type Axes = Geometry["axes"];

// Input channel of a column and how far its tap reaches.
const decodeColumn = (inner: Axes, column: string, j: string): string => `  var rest${j} = ${column};
${inner
  .map(
    ({ name, kernel, dilation }) => `  let tap_${name}${j} = rest${j} % ${kernel}u;
  rest${j} = rest${j} / ${kernel}u;
  let shift_${name}${j} = i32(tap_${name}${j}) * ${dilation} - p.pad_${name};`,
  )
  .join("\n")}
  let channel${j} = rest${j};`;

function storeWeight(axes: Axes, inner: Axes, r: number, c: number): string {
  const j = `_${r}${c}`;
  return `    if (column0 + my_column + ${c}u < p.columns) {
${decodeColumn(inner, `column0 + my_column + ${c}u`, j)}
      out_set(group * p.out_channels + row0 + my_row + ${r}u, channel${j}${axes.map(({ name }) => `, tap_${name}${j}`).join("")}, acc${r}[${c}]);
    }`;
}
