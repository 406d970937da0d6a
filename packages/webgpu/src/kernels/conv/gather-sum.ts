// WGSL for the sum over channels and taps behind a few results of one line, in registers. Taps along the line are unrolled in
// chunks, so that a source element serves every tap and position that reads it.
import { isStored } from "../kernel.js";
import { range } from "../views.js";
import type { Gather, GatherAxis } from "./passes.js";

/** Most taps in one unrolled chunk. */
const CHUNK = 8;

/** Adds to `acc_c_t`, channel `c0`, `c1`, … of group g and position t of the tile that `locate` placed on the line. */
export function gatherSum(gather: Gather, channels: number, positions: number): string {
  const { axes, source, weight } = gather;
  const line = axes[axes.length - 1];
  const outer = axes.slice(0, -1);
  const taps = lineTaps(gather, channels, positions);
  const zeros = axes.map(() => "0u").join(", ");
  // No tap reaches some positions where stride and dilation have a common divisor.
  const depth = line.isPatchy
    ? `select(0u, ${gather.sourceChannels}, first_${line.name} < ${line.kernel}u)`
    : gather.sourceChannels;
  const plane = outer.map(({ name }) => `u32(${name}), `).join("");
  const tapStride = outer.map(({ name }, k) => ` + tap_${name} * p.weight_s${k + 2}`).join("");
  return `
${
  isStored(weight)
    ? range(channels)
        .map((c) => `  let row${c} = weight_at(${gather.weightAt(`c${c}`, "0u").join(", ")}, ${zeros});`)
        .join("\n")
    : ""
}
${taps.before}
  let depth = ${depth};
  for (var k = 0u; k < depth; k++) {
    let channel = g * ${gather.sourceChannels} + k;
${outer.map(openAxis).join("\n")}
${isStored(source) ? `    let line = source_at(n, channel, ${plane}0u);` : ""}
${isStored(weight) ? `    let column = k * p.weight_s${gather.depthAxis}${tapStride};` : ""}
${taps.inside}
${outer.map(() => "    }").join("\n")}
  }`;
}

const openAxis = ({ name, kernel, tapStep, sourceStep, sourceExtent }: GatherAxis): string => `
    var ${name} = start_${name} - (${sourceStep});
    for (var tap_${name} = first_${name}; tap_${name} < ${kernel}u; tap_${name} += ${tapStep}u) {
    ${name} += ${sourceStep};
    if (${name} < 0 || ${name} >= i32(${sourceExtent})) { continue; }`;

interface Taps {
  /** Declarations before the loop over channels. */
  readonly before: string;
  readonly inside: string;
}

function lineTaps(gather: Gather, channels: number, positions: number): Taps {
  const line = gather.axes[gather.axes.length - 1];
  // Every residue class has `full` taps; the first few classes have one more.
  const full = Math.floor(line.kernel / line.tapStep);
  const more = line.kernel % line.tapStep !== 0;
  const chunked = full > CHUNK ? full - (full % CHUNK) : 0;
  const rest = chunk(gather, channels, positions, full - chunked, more);
  const start = (offset: string): string => `  let begin = start_${line.name}${offset};`;
  if (chunked === 0)
    return { before: `${start("")}\n  let tap = first_${line.name};\n${rest.places}`, inside: rest.products };
  const whole = chunk(gather, channels, positions, CHUNK, false);
  const shifted = (by: string): string =>
    `${start(` + i32(${by}) * (${line.sourceStep})`)}\n  let tap = first_${line.name} + ${by} * ${line.tapStep}u;`;
  const tail = rest.products && `    {\n${shifted(`${chunked}u`)}\n${rest.places}\n${rest.products}\n    }`;
  return {
    before: "",
    inside: `    for (var u = 0u; u < ${chunked}u; u += ${CHUNK}u) {\n${shifted("u")}\n${whole.places}\n${whole.products}\n    }\n${tail}`,
  };
}

/** `count` taps from `tap` on, the first reading at `begin`; `more`: and one that only some residue classes have. */
function chunk(
  gather: Gather,
  channels: number,
  positions: number,
  count: number,
  more: boolean,
): { places: string; products: string } {
  const { axes, source, weight } = gather;
  const line = axes[axes.length - 1];
  const last = axes.length + 1;
  const outer = axes.slice(0, -1);
  const offsetOf = (tap: number, t: number): number => tap * line.sourceStep + t * line.resultStep;
  const offsets = (taps: readonly number[]): number[] => [
    ...new Set(taps.flatMap((tap) => range(positions).map((t) => offsetOf(tap, t)))),
  ];
  const always = offsets(range(count));
  const sometimes = more ? offsets([count]).filter((offset) => !always.includes(offset)) : [];
  const all = [...always, ...sometimes];
  const slot = (offset: number): number => all.indexOf(offset);
  const coordinates = outer.map(({ name }) => `u32(${name}), `).join("");
  const load = (offset: number): string => {
    const j = slot(offset);
    const element = isStored(source) ? `source[line + spot${j}]` : `source_get(n, channel, ${coordinates}spot${j})`;
    return `    let x${j} = select(0.0, ${element}, inside${j});`;
  };
  const tapsOf = outer.map(({ name }) => `tap_${name}, `).join("");
  // A channel's taps are added up before they go to its sums, which do not fit into registers.
  const product = (taps: readonly number[]): string =>
    range(channels)
      .map((c) => {
        const weights = taps.map((tap) => {
          const kw = `tap + ${tap * line.tapStep}u`;
          const element = isStored(weight)
            ? `weight[row${c} + column + (${kw}) * p.weight_s${last}]`
            : `weight_get(${gather.weightAt(`c${c}`, "k").join(", ")}, ${tapsOf}${kw})`;
          return `    let w${c}_${tap} = ${element};`;
        });
        const sums = range(positions).map((t) => {
          const terms = taps.map((tap) => `w${c}_${tap} * x${slot(offsetOf(tap, t))}`);
          return `acc_${c}_${t} += ${terms.join(" + ")};`;
        });
        return `${weights.join("\n")}\n    ${sums.join(" ")}`;
      })
      .join("\n");
  const places = all.map((offset, j) => {
    const clamped = `u32(clamp(place${j}, 0, i32(${line.sourceExtent}) - 1))`;
    return `  let place${j} = begin + (${offset});
  let inside${j} = place${j} >= 0 && place${j} < i32(${line.sourceExtent});
  let spot${j} = ${clamped}${isStored(source) ? ` * p.source_s${last}` : ""};`;
  });
  const extra = more
    ? `    if (tap + ${count * line.tapStep}u < ${line.kernel}u) {\n${sometimes.map(load).join("\n")}\n${product([count])}\n    }`
    : "";
  const products = [...always.map(load), count > 0 ? product(range(count)) : "", extra].filter(Boolean).join("\n");
  return { places: places.join("\n"), products };
}
