// The gather as a matrix product (implicit GEMM) from tiles in workgroup memory: rows are result channels, columns images
// times positions, and the sum runs over source channels times taps. Columns of one tile meet the same taps.
import { sizeOf } from "@sonograd/core";
import { type Kernel, KernelBuilder } from "../kernel.js";
import { buildTiles, tileFor } from "../tiled-product.js";
import { range } from "../views.js";
import { declareGeometry, type Geometry } from "./geometry.js";
import type { Gather, GatherAxis } from "./passes.js";

export function tiledConv(geometry: Geometry, gather: Gather): Kernel {
  const { axes, rows, result } = gather;
  const columns = result.shape[0] * axes.reduce((product, { classes }, k) => product * Math.ceil(result.shape[k + 2] / classes), 1); // prettier-ignore
  const classes = axes.reduce((product, axis) => product * axis.classes, 1);
  const tile = tileFor(rows, columns, geometry.groups * classes);
  const rowTiles = Math.ceil(rows / tile);
  const columnTiles = Math.ceil(columns / tile);
  const builder = new KernelBuilder(`${gather.label}:tiled${tile}`);
  declareGeometry(builder, geometry);
  builder.u32("columns", columns).u32("row_tiles", rowTiles).u32("column_tiles", columnTiles);
  builder.read("source", gather.source).read("weight", gather.weight);
  if (gather.bias) builder.read("bias", gather.bias);
  builder.write("result", result);
  const inner = [...axes].reverse();
  const decodeStep = `      var rest_k = k;
${inner.map((axis) => `      let tap_${axis.name} = rest_k % ${tapsOf(axis)};\n      rest_k = rest_k / ${tapsOf(axis)};`).join("\n")}`;
  const taps = axes.map(({ name, tapStep }) => `, first_${name} + tap_${name} * ${tapStep}u`).join("");
  return buildTiles(builder, {
    tile,
    workgroups: geometry.groups * classes * rowTiles * columnTiles,
    setup: `  var rest = group_index;
  let column0 = (rest % p.column_tiles) * ${tile}u;
  rest = rest / p.column_tiles;
  let row0 = (rest % p.row_tiles) * ${tile}u;
  rest = rest / p.row_tiles;
  let g = rest % p.groups;
  rest = rest / p.groups;
${axes.map((axis) => locateClass(axis)).join("\n")}
  let depth = ${[gather.sourceChannels, ...axes.map(tapsOf)].join(" * ")};
${range(4)
  .map((j) => decodeColumn(inner, j))
  .join("\n")}`,
    a: {
      alongDepth: true,
      decode: decodeStep,
      element: (j) =>
        `weight_get(${gather.weightAt(`min(at + ${j}u, ${gather.resultChannels} - 1u)`, "rest_k").join(", ")}${taps})`,
    },
    b: {
      alongDepth: false,
      decode: `${decodeStep}
      let channel = g * ${gather.sourceChannels} + rest_k;
${range(4)
  .map((j) => axes.map((axis) => placeOf(axis, j)).join("\n"))
  .join("\n")}`,
      element: (j) => {
        const inside = axes.map(({ name }) => `inside_${name}${j}`).join(" && ");
        return `select(0.0, source_get(n${j}, channel${axes.map(({ name }) => `, spot_${name}${j}`).join("")}), ${inside})`;
      },
    },
    store: (r) => `  if (row0 + my_row + ${r}u < ${gather.resultChannels}) {
    let channel = g * ${gather.resultChannels} + row0 + my_row + ${r}u;
${range(4)
  .map((c) => storeColumn(gather, r, c))
  .join("\n")}
  }`,
  });
}

/** Taps that the results of a tile meet along an axis. */
const tapsOf = ({ name, kernel, classes }: GatherAxis): string => (classes === 1 ? `${kernel}u` : `taps_${name}`);

// The residue class of the tile, from what is left of the workgroup's number, and its taps.
function locateClass(axis: GatherAxis): string {
  const { name, kernel, classes, tapStep } = axis;
  if (classes === 1) return `  let class_${name} = 0u;\n${axis.locate("0u")}`;
  return `  let class_${name} = rest % ${classes}u;
  rest = rest / ${classes}u;
${axis.locate(`class_${name}`)}
  let taps_${name} = select(0u, (${kernel + tapStep - 1}u - first_${name}) / ${tapStep}u, first_${name} < ${kernel}u);
  let count_${name} = (${axis.resultExtent} + ${classes - 1}u) / ${classes}u;`;
}

// Image, positions and the source positions of the first tap of one of the thread's columns.
function decodeColumn(inner: readonly GatherAxis[], j: number): string {
  const lines = inner.map((axis) => {
    const { name, classes } = axis;
    const count = classes === 1 ? axis.resultExtent : `count_${name}`;
    return `  let index_${name}${j} = rest${j} % ${count};
  rest${j} = rest${j} / ${count};
  let at_${name}${j} = class_${name} + index_${name}${j} * ${classes}u;
  let start_${name}${j} = start_${name} + i32(index_${name}${j}) * ${axis.resultStep};`;
  });
  return `  var rest${j} = min(column0 + my_column + ${j}u, p.columns - 1u);\n${lines.join("\n")}\n  let n${j} = rest${j};`;
}

const placeOf = ({ name, sourceStep, sourceExtent }: GatherAxis, j: number): string =>
  `      let place_${name}${j} = start_${name}${j} + i32(tap_${name}) * (${sourceStep});
      let inside_${name}${j} = place_${name}${j} >= 0 && place_${name}${j} < i32(${sourceExtent});
      let spot_${name}${j} = u32(clamp(place_${name}${j}, 0, i32(${sourceExtent}) - 1));`;

function storeColumn({ axes, bias }: Gather, r: number, c: number): string {
  // The last of a residue class may lie past the edge.
  const inside = axes.filter(({ classes }) => classes > 1).map(({ name, resultExtent }) => ` && at_${name}${c} < ${resultExtent}`); // prettier-ignore
  const value = bias ? `acc${r}[${c}] + bias_get(channel)` : `acc${r}[${c}]`;
  return `    if (column0 + my_column + ${c}u < p.columns${inside.join("")}) { result_set(n${c}, channel${axes.map(({ name }) => `, at_${name}${c}`).join("")}, ${value}); }`;
}

/** Whether tiles pay: enough channels on both sides and columns to fill them. One input channel has its direct kernel. */
export function suitsTiles({ rows, depth, axes, result }: Gather): boolean {
  const taps = axes.reduce((product, { kernel, tapStep }) => product * Math.ceil(kernel / tapStep), 1);
  return rows >= 16 && depth > 1 && depth * taps >= 32 && sizeOf(result.shape) / result.shape[1] >= 64;
}
