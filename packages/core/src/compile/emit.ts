// From groups to primitive calls. Numbers that a later run may change keep a link to the recorded call they came from.
import type { Expr, PrimitiveAttrs, PrimitiveCall } from "../backend/index.js";
import type { Storage, View } from "../tensor/index.js";
import { Arguments, ExprBuilder } from "./compose.js";
import type { MapOp, ScalarSource, TracedCall } from "./graph.js";
import type { Group } from "./groups.js";

type Attrs = PrimitiveAttrs[keyof PrimitiveAttrs];

/** A call whose numbers can be set anew. */
export type LiveCall = { -readonly [K in keyof PrimitiveCall]: PrimitiveCall[K] };

/** Where the numbers of a recorded call went. */
export interface Numbers {
  /** Scalars of elementwise calls, by place in the recorded one. */
  readonly scalars: { readonly position: number; readonly target: number[]; readonly index: number }[];
  /** The call itself, where it is no elementwise one. */
  call: LiveCall | null;
}

export interface Emitted {
  /** In order; those of one kernel together. */
  readonly kernels: readonly (readonly LiveCall[])[];
  readonly numbers: ReadonlyMap<TracedCall, Numbers>;
}

class Emitter {
  readonly numbers = new Map<TracedCall, Numbers>();

  numbersOf(traced: TracedCall): Numbers {
    let entry = this.numbers.get(traced);
    if (!entry) this.numbers.set(traced, (entry = { scalars: [], call: null }));
    return entry;
  }

  private scalarsOf(sources: readonly ScalarSource[]): number[] {
    const target = sources.map((s) => s.value);
    sources.forEach(({ traced, position }, index) => {
      if (traced) this.numbersOf(traced).scalars.push({ position, target, index });
    });
    return target;
  }

  single({ expr, inputs, scalars, out }: MapOp): LiveCall {
    const isCopy = (expr.kind === "input" || (expr.kind === "op" && expr.op === "cast" && expr.args[0].kind === "input")) && inputs.length === 1; // prettier-ignore
    if (isCopy) return { name: "copy", inputs, outputs: [out], attrs: {} };
    return { name: "map", inputs, outputs: [out], attrs: { expr, scalars: this.scalarsOf(scalars) } };
  }

  /** Maps over the same elements as one call; what only they need is not stored. */
  fused(maps: readonly MapOp[], visible: ReadonlySet<Storage>): LiveCall {
    const args = new Arguments();
    const builder = new ExprBuilder();
    const made = new Map<Storage, Expr>();
    const outputs: View[] = [];
    const exprs: Expr[] = [];
    for (const map of maps) {
      const expr = builder.rewrite(map.expr, (e) => {
        if (e.kind === "scalar") return builder.share({ kind: "scalar", index: args.scalar(map.scalars[e.index]), dtype: e.dtype }); // prettier-ignore
        const view = map.inputs[e.index];
        return made.get(view.storage) ?? builder.share({ kind: "input", index: args.input(view), dtype: e.dtype });
      });
      made.set(map.out.storage, expr);
      if (!visible.has(map.out.storage)) continue;
      outputs.push(map.out);
      exprs.push(expr);
    }
    const scalars = this.scalarsOf(args.scalars);
    if (exprs.length > 1) return { name: "fusedMap", inputs: args.inputs, outputs, attrs: { exprs, scalars } };
    return { name: "map", inputs: args.inputs, outputs, attrs: { expr: exprs[0], scalars } };
  }

  kernel(group: Group, visible: ReadonlySet<Storage>): LiveCall[] {
    const calls = group.prologue.map((map) => this.single(map));
    if (group.main) {
      const { traced, inputs, outputs } = group.main;
      const call: LiveCall = { name: traced.call.name, inputs, outputs, attrs: traced.call.attrs as Attrs };
      this.numbersOf(traced).call = call;
      calls.push(call);
    }
    if (group.maps.length === 1) calls.push(this.single(group.maps[0]));
    else if (group.maps.some((map) => visible.has(map.out.storage))) calls.push(this.fused(group.maps, visible));
    return calls;
  }
}

/** The calls of every kernel. `wanted` storages, those of the outside world and those another kernel reads are stored. */
export function emitKernels(groups: readonly Group[], visibleOf: (group: Group) => ReadonlySet<Storage>): Emitted {
  const emitter = new Emitter();
  const kernels = groups.map((group) => emitter.kernel(group, visibleOf(group)));
  return { kernels, numbers: emitter.numbers };
}
