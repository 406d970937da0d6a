// The gather without workgroup memory: a thread computes a few channels of a few positions of one line. Taps of a line are
// unrolled in chunks, so that a source element serves every tap and position that reads it.
import { isStored, type Kernel, KernelBuilder } from "../kernel.js";
import { range } from "../views.js";
import { writtenOnce } from "../written-once.js";
import { gatherSum } from "./gather-sum.js";
import { blockOf, declareGeometry, type Geometry, geometryKey } from "./geometry.js";
import type { Gather, GatherAxis } from "./passes.js";

export function registerConv(geometry: Geometry, gather: Gather): Kernel {
  const { axes, rows, result } = gather;
  const line = axes[axes.length - 1];
  const outer = axes.slice(0, -1);
  const length = Math.ceil(result.shape[axes.length + 1] / line.classes);
  const isWide = length >= 8 && reuses(line);
  const positions = isWide ? 8 : blockOf(Math.max(length, 1));
  // Work behind the result stands in the code once for each of them.
  const channels = isWide && rows >= 8 && isStored(result) ? 8 : blockOf(rows);
  const channelTiles = Math.ceil(rows / channels);
  const tiles = Math.ceil(length / positions);
  const builder = new KernelBuilder(gather.label);
  declareGeometry(builder, geometry);
  builder.u32("tiles", tiles).u32("channel_tiles", channelTiles);
  builder.read("source", gather.source).read("weight", gather.weight);
  if (gather.bias) builder.read("bias", gather.bias);
  builder.write("result", result);
  // Tiles that come out even store without a look at the edges.
  const isEven = rows % channels === 0 && line.classes === 1 && length % positions === 0;
  const key = [gather.label, isEven, geometryKey(geometry), channels, positions, isStored(gather.source), isStored(gather.weight), gather.bias !== undefined]; // prettier-ignore
  const body = bodies(key.join(), () => write(gather, channels, positions, isEven));
  const planes = outer.reduce((product, _, k) => product * result.shape[k + 2], 1);
  return builder.build(result.shape[0] * geometry.groups * channelTiles * planes * line.classes * tiles, body);
}

/** Neighbouring results read nearly the same elements, so that a wide tile loads few more; the code stays short. */
const reuses = ({ kernel, resultStep }: GatherAxis): boolean => kernel <= 5 && resultStep === 1;

const bodies = writtenOnce<string>();

function write(gather: Gather, channels: number, positions: number, isEven: boolean): string {
  const { axes } = gather;
  const line = axes[axes.length - 1];
  const outer = axes.slice(0, -1);
  const at = outer.map(({ name }) => `at_${name}`).join(", ");
  return `
${decode(gather, channels, positions)}
${range(channels)
  .map((c) => `  let c${c} = min(first + ${c}u, ${gather.resultChannels} - 1u);`)
  .join("\n")}
${outer.map((axis) => axis.locate(`at_${axis.name}`)).join("\n")}
${line.locate(positionOf(line, 0))}
${range(channels)
  .flatMap((c) =>
    range(positions).map(
      (t) => `  var acc_${c}_${t} = ${gather.bias ? `bias_get(g * p.out_channels + c${c})` : "0.0"};`,
    ),
  )
  .join("\n")}
${gatherSum(gather, channels, positions)}
${range(channels)
  .map(
    (c) => `  ${isEven ? "" : `if (first + ${c}u < ${gather.resultChannels}) `}{
${range(positions)
  .map((t) => {
    const place = ["n", `g * ${gather.resultChannels} + c${c}`, ...(at ? [at] : []), positionOf(line, t)].join(", ");
    const check = isEven ? "" : `if (${positionOf(line, t)} < ${line.resultExtent}) `;
    return `    ${check}{ result_set(${place}, acc_${c}_${t}); }`;
  })
  .join("\n")}
  }`,
  )
  .join("\n")}`;
}

/** Position t of the tile along the line. */
const positionOf = (line: GatherAxis, t: number): string => (t === 0 ? "at" : `(at + ${t * line.classes}u)`);

// The thread's tile: image n, group g, first channel, position on the outer axes and first one on the line.
function decode({ axes }: Gather, channels: number, positions: number): string {
  const line = axes[axes.length - 1];
  const outer = axes.slice(0, -1).reverse();
  const { classes } = line;
  return `  let tile = (i % p.tiles) * ${positions}u;
  var rest = i / p.tiles;
${classes === 1 ? "  let at = tile;" : `  let at = tile * ${classes}u + rest % ${classes}u;\n  rest = rest / ${classes}u;`}
${outer.map(({ name, resultExtent }) => `  let at_${name} = rest % ${resultExtent};\n  rest = rest / ${resultExtent};`).join("\n")}
  let first = (rest % p.channel_tiles) * ${channels}u;
  rest = rest / p.channel_tiles;
  let g = rest % p.groups;
  let n = rest / p.groups;`;
}
