// Long sums behind small tiles of results. A team of lanes shares a tile: each lane adds up its part in registers; after one
// barrier the parts are added in a fixed order, so that results are the same on every run.
//
// Software adapters clear workgroup memory element by element in every subgroup, so a workgroup of 64 lanes costs them
// more than the sum: they get small ones, and a thread per tile, without memory, where there are tiles enough.
import { foldGrid, type Kernel, type KernelBuilder, type LowerContext } from "./kernel.js";

export interface Split {
  /** Lanes of a workgroup: a constant of the code. */
  readonly lanes: number;
  /** Lanes of a team, a power of two: a number of the uniform, unless it is 1, which is a kernel without a barrier. */
  readonly splits: number;
}

/** Lanes of a workgroup, lanes that fill the device, lanes of a team in any case, steps of the sum worth a lane. */
const HARDWARE = { lanes: 64, wanted: 32768, fewest: 8, steps: 8 };
const SOFTWARE = { lanes: 8, wanted: 256, fewest: 1, steps: 64 };

/** How `teams` sums of `length` steps each are spread over lanes. */
export function splitSum(teams: number, length: number, context: Pick<LowerContext, "barriers">): Split {
  const { lanes, wanted, fewest, steps } = context.barriers ? HARDWARE : SOFTWARE;
  const most = Math.min(lanes, length / steps, Math.max(fewest, wanted / teams));
  let splits = 1;
  while (splits * 2 <= most) splits *= 2;
  return { lanes, splits };
}

export interface SplitSum extends Split {
  readonly teams: number;
  readonly type: string;
  /** Neighbouring lanes work on different tiles, not on one sum. */
  readonly interleaved: boolean;
  readonly text: SplitSumText;
}

/** The WGSL of a tile. */
export interface SplitSumText {
  /** Adds up the results of team `team`: every `splits`-th step from `split` on. */
  readonly sum: string;
  /** Names of the results that `sum` leaves. */
  readonly cells: readonly string[];
  /** Stores them where a thread alone has summed, with the names of `sum`. */
  readonly storeOwn: string;
  /** Function `store(team, cell, total)`. */
  readonly store: string;
}

/** A kernel of one dispatch in which every result is stored once. */
export function buildSplitSum(
  builder: KernelBuilder,
  { lanes, splits, teams, type, interleaved, text }: SplitSum,
): Kernel {
  const { sum, cells, storeOwn, store } = text;
  if (splits === 1)
    return builder.build(teams, `  let team = i;\n  let split = 0u;\n  let splits = 1u;\n${sum}\n${storeOwn}`);
  builder.u32("teams", teams).u32("splits", splits).include(store);
  return builder.assemble(
    foldGrid(Math.ceil((teams * splits) / lanes)),
    `var<workgroup> partial: array<${type}, ${cells.length * lanes}>;
@compute @workgroup_size(${lanes})
fn main(@builtin(workgroup_id) wg_id: vec3<u32>, @builtin(num_workgroups) wg_count: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let splits = p.splits;
  let together = ${lanes}u / splits;
  let first_team = (wg_id.y * wg_count.x + wg_id.x) * together;
  if (first_team >= p.teams) { return; }
  let team = min(first_team + ${interleaved ? "lane % together" : "lane / splits"}, p.teams - 1u);
  let split = ${interleaved ? "lane / together" : "lane % splits"};
${sum}
${cells.map((name, cell) => `  partial[${cell * lanes}u + lane] = ${name};`).join("\n")}
  workgroupBarrier();
  for (var item = lane; item < together * ${cells.length}u; item += ${lanes}u) {
    let one = item % together;
    let cell = item / together;
    var total = ${type}();
    for (var s = 0u; s < splits; s++) {
      total = total + partial[cell * ${lanes}u + ${interleaved ? "s * together + one" : "one * splits + s"}];
    }
    if (first_team + one < p.teams) { store(first_team + one, cell, total); }
  }
}`,
  );
}
