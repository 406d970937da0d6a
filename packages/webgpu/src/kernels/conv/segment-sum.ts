// WGSL for one lane's part of a weight gradient: its segments of output lines, in registers.
import { isStored } from "../kernel.js";
import { range } from "../views.js";
import type { Geometry } from "./geometry.js";

/** The weights of one team: output channels, input channels and taps along the line. */
export interface Block {
  readonly outs: number;
  readonly ins: number;
  readonly taps: number;
}

/**
 * Adds segment `item` to `acc_c_j_t`, and to `bias_c` in the first team of its channels. A
 * segment has sums of its own: short sums of short sums round less than one long one.
 */
export function segmentSum({ axes, x, y }: Geometry, block: Block, withBias: boolean): string {
  const line = axes[axes.length - 1];
  const last = axes.length + 1;
  const outer = axes.slice(0, -1);
  const outAt = outer.map(({ name }) => `at_${name}, `).join("");
  const xAt = outer.map(({ name }) => `u32(${name}), `).join("");
  const [outs, ins, taps] = [range(block.outs), range(block.ins), range(block.taps)];
  const gradient = (c: number): string =>
    isStored(y) ? `g[grad${c} + position * p.g_s${last}]` : `g_get(n, o${c}, ${outAt}position)`;
  // Where stride and dilation are equal, the next position reads the next tap's element: the window slides.
  const slides = line.stride === line.dilation && block.taps > 1;
  const load = (j: number, tap: number, place: string): string => {
    const spot = `u32(clamp(${place}, 0, i32(p.x_${line.name}) - 1))`;
    const element = isStored(x) ? `x[line${j} + ${spot} * p.x_s${last}]` : `x_get(n, i${j}, ${xAt}${spot})`;
    return `x${j}_${tap} = select(0.0, ${element}, ${place} >= 0 && ${place} < i32(p.x_${line.name}));`;
  };
  const placeOf = (tap: number): string => (tap === 0 ? "place" : `place + ${tap * line.dilation}`);
  const step = slides
    ? ins.map(
        (j) => `      let place_${j} = ${placeOf(block.taps - 1)};
      let ${load(j, block.taps - 1, `place_${j}`)}`,
      )
    : taps.flatMap((t) => [
        `      let place${t} = ${placeOf(t)};`,
        ...ins.map((j) => `      let ${load(j, t, `place${t}`)}`),
      ]);
  const before = taps
    .slice(0, -1)
    .flatMap((t) => [`    let early${t} = ${placeOf(t)};`, ...ins.map((j) => `    var ${load(j, t, `early${t}`)}`)]);
  const cells = outs.flatMap((c) => ins.flatMap((j) => taps.map((t) => `${c}_${j}_${t}`)));
  return `    let begin = (item % p.pieces) * p.segment;
    let end = min(begin + p.segment, p.y_${line.name});
    ${outer.length > 0 ? "var" : "let"} rest = item / p.pieces;
${[...outer]
  .reverse()
  .map(({ name }) => `    let at_${name} = rest % p.y_${name};\n    rest = rest / p.y_${name};`)
  .join("\n")}
    let n = rest;
${isStored(y) ? outs.map((c) => `    let grad${c} = g_at(n, o${c}, ${outAt}0u);`).join("\n") : ""}
${
  withBias
    ? `    if (tile.is_first) {
${outs.map((c) => `      var part_${c} = 0.0;`).join("\n")}
      for (var position = begin; position < end; position++) {
${outs.map((c) => `        part_${c} += ${gradient(c)};`).join("\n")}
      }
${outs.map((c) => `      bias_${c} += part_${c};`).join("\n")}
    }`
    : ""
}
${outer
  .map(
    ({ name, stride, dilation }) =>
      `    let ${name} = i32(at_${name}) * ${stride} + i32(tile.tap_${name}) * ${dilation} - p.pad_${name};
    if (${name} < 0 || ${name} >= i32(p.x_${name})) { continue; }`,
  )
  .join("\n")}
${isStored(x) ? ins.map((j) => `    let line${j} = x_at(n, i${j}, ${xAt}0u);`).join("\n") : ""}
    var place = i32(begin) * ${line.stride} + i32(tile.tap_${line.name}) * ${line.dilation} - p.pad_${line.name};
${slides ? before.join("\n") : ""}
${cells.map((cell) => `    var sum_${cell} = 0.0;`).join("\n")}
    for (var position = begin; position < end; position++) {
${step.join("\n")}
${outs
  .map(
    (c) =>
      `      let g${c} = ${gradient(c)};\n      ${ins.flatMap((j) => taps.map((t) => `sum_${c}_${j}_${t} += g${c} * x${j}_${t};`)).join(" ")}`,
  )
  .join("\n")}
${
  slides
    ? ins
        .map(
          (j) =>
            `      ${taps
              .slice(0, -1)
              .map((t) => `x${j}_${t} = x${j}_${t + 1};`)
              .join(" ")}`,
        ) // prettier-ignore
        .join("\n")
    : ""
}
      place += ${line.stride};
    }
${cells.map((cell) => `    acc_${cell} += sum_${cell};`).join("\n")}`;
}
