// The weight gradient: a long sum over images and positions behind every weight. A team of lanes owns a small tile of
// weights; a lane sums over its segments of lines. The bias gradient comes from the teams of the first weights.
import type { View } from "@sonograd/core";
import { isStored, type Kernel, KernelBuilder, type LowerContext } from "../kernel.js";
import { buildSplitSum, splitSum, type SplitSumText } from "../split-sum.js";
import { range } from "../views.js";
import { writtenOnce } from "../written-once.js";
import { blockOf, declareGeometry, type Geometry, geometryKey } from "./geometry.js";
import { type Block, segmentSum } from "./segment-sum.js";

/** Most and fewest output positions that a segment is cut to. */
const SEGMENT = { most: 16, fewest: 4 };
/** Segments that keep the largest team busy. */
const WANTED_SEGMENTS = 64;

// The larger a block, the more workgroup memory its team needs: software adapters have small teams and can have large blocks.
function blockFor({ axes, inChannels, outChannels }: Geometry, { barriers }: LowerContext): Block {
  const { kernel } = axes[axes.length - 1];
  const taps = Math.ceil(kernel / Math.ceil(kernel / 5));
  return {
    outs: blockOf(outChannels),
    taps,
    ins: Math.min(inChannels, taps === 1 ? 4 : taps <= 3 ? (barriers ? 2 : 4) : 1),
  };
}

export function weightGrad(geometry: Geometry, gradBias: View | undefined, context: LowerContext): Kernel {
  const { axes, x, w, y, groups, inChannels, outChannels } = geometry;
  const block = blockFor(geometry, context);
  const line = axes[axes.length - 1];
  const outTiles = Math.ceil(outChannels / block.outs);
  const inTiles = Math.ceil(inChannels / block.ins);
  const tapTiles = Math.ceil(line.kernel / block.taps);
  const planes = axes.slice(0, -1).reduce((product, axis) => product * axis.kernel, 1);
  const teams = groups * outTiles * inTiles * planes * tapTiles;
  const length = y.shape[axes.length + 1];
  const lines = y.shape.slice(2, -1).reduce((product, extent) => product * extent, y.shape[0]);
  const pieces = Math.max(
    1,
    Math.ceil(length / SEGMENT.most),
    Math.min(Math.ceil(WANTED_SEGMENTS / Math.max(lines, 1)), Math.ceil(length / SEGMENT.fewest)),
  );
  const builder = new KernelBuilder("conv:weight_grad");
  declareGeometry(builder, geometry);
  builder
    .u32("out_tiles", outTiles)
    .u32("in_tiles", inTiles)
    .u32("segments", lines * pieces)
    .u32("pieces", pieces)
    .u32("segment", Math.ceil(length / pieces));
  const key = [
    geometryKey(geometry),
    block.outs,
    block.ins,
    block.taps,
    isStored(y),
    isStored(x),
    gradBias !== undefined,
  ];
  const text = texts(key.join(), () => write(geometry, block, gradBias !== undefined));
  builder.read("g", y).read("x", x).write("out", w).include(text.tileOf);
  if (gradBias) builder.write("bias", gradBias);
  const split = splitSum(teams, lines * length, context);
  return buildSplitSum(builder, { ...split, teams, type: "f32", interleaved: false, text });
}

const texts = writtenOnce<SplitSumText & { tileOf: string }>();

function write(geometry: Geometry, block: Block, withBias: boolean): SplitSumText & { tileOf: string } {
  const [outs, ins, taps] = [range(block.outs), range(block.ins), range(block.taps)];
  const weights = outs.flatMap((c) => ins.flatMap((j) => taps.map((t) => `acc_${c}_${j}_${t}`)));
  const cells = [...weights, ...(withBias ? outs.map((c) => `bias_${c}`) : [])];
  return {
    cells,
    tileOf: tileOf(geometry, block),
    sum: `  let tile = tile_of(team);
${outs.map((c) => `  let o${c} = tile.group * p.out_channels + min(tile.out + ${c}u, p.out_channels - 1u);`).join("\n")}
${ins.map((j) => `  let i${j} = tile.group * p.in_channels + min(tile.channel + ${j}u, p.in_channels - 1u);`).join("\n")}
${cells.map((name) => `  var ${name} = 0.0;`).join("\n")}
  for (var item = split; item < p.segments; item += splits) {
${segmentSum(geometry, block, withBias)}
  }`,
    storeOwn: storeOwn(geometry, block, withBias),
    store: storeFunction(geometry, block, withBias ? weights.length : undefined),
  };
}

// The weights of a team.
function tileOf({ axes }: Geometry, block: Block): string {
  const line = axes[axes.length - 1];
  const taps = axes.map(({ name }) => `tap_${name}`);
  const tapTiles = Math.ceil(line.kernel / block.taps);
  const outer = axes.slice(0, -1).reverse();
  return `struct Tile { group: u32, out: u32, channel: u32, ${taps.map((name) => `${name}: u32, `).join("")}is_first: bool }
fn tile_of(team: u32) -> Tile {
  var tile: Tile;
  var rest = team;
  tile.tap_${line.name} = (rest % ${tapTiles}u) * ${block.taps}u;
  rest = rest / ${tapTiles}u;
${outer.map(({ name, kernel }) => `  tile.tap_${name} = rest % ${kernel}u;\n  rest = rest / ${kernel}u;`).join("\n")}
  tile.channel = (rest % p.in_tiles) * ${block.ins}u;
  rest = rest / p.in_tiles;
  tile.out = (rest % p.out_tiles) * ${block.outs}u;
  tile.group = rest / p.out_tiles;
  tile.is_first = tile.channel == 0u && ${taps.map((name) => `tile.${name} == 0u`).join(" && ")};
  return tile;
}`;
}

function storeOwn({ axes }: Geometry, block: Block, withBias: boolean): string {
  const line = axes[axes.length - 1];
  const outer = axes.slice(0, -1).map(({ name }) => `tile.tap_${name}, `);
  const weight = (c: number, j: number, t: number): string =>
    `    if (tile.channel + ${j}u < p.in_channels && tile.tap_${line.name} + ${t}u < ${line.kernel}u) { out_set(o${c}, tile.channel + ${j}u, ${outer.join("")}tile.tap_${line.name} + ${t}u, acc_${c}_${j}_${t}); }`;
  return range(block.outs)
    .map(
      (c) => `  if (tile.out + ${c}u < p.out_channels) {
${range(block.ins)
  .flatMap((j) => range(block.taps).map((t) => weight(c, j, t)))
  .join("\n")}
${withBias ? `    if (tile.is_first) { bias_set(o${c}, bias_${c}); }` : ""}
  }`,
    )
    .join("\n");
}

function storeFunction({ axes }: Geometry, block: Block, biasFrom: number | undefined): string {
  const line = axes[axes.length - 1];
  const outer = axes.slice(0, -1).map(({ name }) => `tile.tap_${name}, `);
  const bias = `  if (cell >= ${biasFrom}u) {
    let channel = tile.out + cell - ${biasFrom}u;
    if (tile.is_first && channel < p.out_channels) { bias_set(tile.group * p.out_channels + channel, total); }
    return;
  }`;
  return `fn store(team: u32, cell: u32, total: f32) {
  let tile = tile_of(team);
${biasFrom === undefined ? "" : bias}
  let c = tile.out + cell / ${block.ins * block.taps}u;
  let j = tile.channel + cell / ${block.taps}u % ${block.ins}u;
  let t = tile.tap_${line.name} + cell % ${block.taps}u;
  if (c < p.out_channels && j < p.in_channels && t < ${line.kernel}u) {
    out_set(tile.group * p.out_channels + c, j, ${outer.join("")}t, total);
  }
}`;
}
