// Horizontal fusion: operations over the same elements become one kernel with several results, and elementwise work on the
// result of a heavier primitive is done as that result is written.
import { TraceStorage } from "../backend/index.js";
import { isContiguous, sizeOf, type Storage, type View } from "../tensor/index.js";
import { reshapeMap, sameElements } from "./compose.js";
import type { MainOp, MapOp } from "./graph.js";
import { BINDING_LIMIT, bindingsOf, readsOf, TAKES_EPILOGUE, writesOf, type Fed } from "./inline.js";

/** What one kernel does: elementwise work before a primitive, the primitive, elementwise work behind it; or such work alone. */
export interface Group {
  readonly order: number;
  readonly prologue: readonly MapOp[];
  readonly main: MainOp | null;
  /** Of one shape; each may read what those before it make. */
  readonly maps: readonly MapOp[];
  readonly reads: readonly View[];
  readonly writes: readonly View[];
}

/** Small kernels cost their launch: independent ones up to this size are joined. */
const TINY = 4096;

const toGroup = (fed: Fed): Group => ({
  order: fed.op.order,
  prologue: fed.prologue,
  main: fed.op.kind === "main" ? fed.op : null,
  maps: fed.op.kind === "map" ? [fed.op] : [],
  reads: readsOf(fed),
  writes: writesOf(fed),
});

const storagesOf = (views: readonly View[]): Set<Storage> => new Set(views.map((v) => v.storage));
const meets = (a: ReadonlySet<Storage>, b: ReadonlySet<Storage>): boolean => [...a].some((s) => b.has(s));

/** Groups with what has to run before what. */
class Schedule {
  readonly groups: Group[];
  private readonly later = new Map<Group, Set<Group>>();
  private readonly readBy = new Map<Storage, Set<Group>>();

  constructor(
    fed: readonly Fed[],
    private readonly wanted: ReadonlySet<Storage>,
  ) {
    this.groups = fed.map(toGroup);
    for (const group of this.groups) {
      this.later.set(group, new Set());
      this.noteReads(group);
    }
    // By storage: a reader waits for the writers before it, a writer for everybody before it.
    const writers = new Map<Storage, Group[]>();
    const readers = new Map<Storage, Group[]>();
    const after = (before: readonly Group[] | undefined, group: Group): void =>
      before?.forEach((b) => b !== group && this.later.get(b)!.add(group));
    for (const group of this.groups) {
      for (const { storage } of group.reads) after(writers.get(storage), group);
      for (const { storage } of group.writes) {
        after(writers.get(storage), group);
        after(readers.get(storage), group);
      }
      for (const { storage } of group.reads) readers.set(storage, [...(readers.get(storage) ?? []), group]);
      for (const { storage } of group.writes) writers.set(storage, [...(writers.get(storage) ?? []), group]);
    }
  }

  private noteReads(group: Group): void {
    for (const { storage } of group.reads) {
      const set = this.readBy.get(storage);
      if (set) set.add(group);
      else this.readBy.set(storage, new Set([group]));
    }
  }

  /** Whether something has to run after `a` and before `b`. */
  private isBetween(a: Group, b: Group): boolean {
    const stack = [...this.later.get(a)!].filter((g) => g !== b);
    const seen = new Set<Group>(stack);
    while (stack.length > 0) {
      for (const next of this.later.get(stack.pop()!)!) {
        if (next === b) return true;
        if (!seen.has(next)) {
          seen.add(next);
          stack.push(next);
        }
      }
    }
    return false;
  }

  /** Puts what `make` gives in the place of `a` and, after it, `b`; false where the order of the program forbids it. */
  merge(a: Group, b: Group, make: () => Group | null): boolean {
    if (this.later.get(b)!.has(a) || this.isBetween(a, b) || this.isBetween(b, a)) return false;
    const merged = make();
    if (!merged) return false;
    const next = new Set([...this.later.get(a)!, ...this.later.get(b)!]);
    next.delete(a);
    next.delete(b);
    this.later.delete(a);
    this.later.delete(b);
    for (const set of this.later.values())
      if (set.delete(a) || set.has(b)) {
        set.delete(b);
        set.add(merged);
      }
    this.later.set(merged, next);
    for (const gone of [a, b]) for (const { storage } of gone.reads) this.readBy.get(storage)!.delete(gone);
    this.noteReads(merged);
    this.groups.splice(this.groups.indexOf(a), 1, merged);
    this.groups.splice(this.groups.indexOf(b), 1);
    return true;
  }

  /** `maps` behind those of `base`, where all limits hold. */
  joined(base: Group, added: Group): Group | null {
    const shape = (base.maps[0] ?? added.maps[0]).out.shape;
    const reshaped = added.maps.map((m) => reshapeMap(m, shape));
    if (reshaped.includes(null)) return null;
    const maps = [...base.maps, ...(reshaped as MapOp[])];
    const written = storagesOf([...base.writes, ...added.writes]);
    if (written.size < storagesOf(base.writes).size + storagesOf(added.writes).size) return null;
    const inner = new Set(maps.slice(0, base.maps.length).map((m) => m.out.storage));
    const made = new Set([...inner, ...(base.main?.outputs ?? []).map((v) => v.storage)]);
    const fresh: View[] = [];
    for (const m of reshaped as MapOp[]) {
      for (const v of m.inputs) {
        const source = base.maps.find((p) => p.out.storage === v.storage)?.out ?? base.main?.outputs.find((o) => o.storage === v.storage); // prettier-ignore
        if (source && !isIdentity(v, source)) return null;
        // What is overwritten only later, or by this very map, is read as it was before.
        if (!made.has(v.storage)) fresh.push(v);
      }
      made.add(m.out.storage);
    }
    // What one part overwrites the other may read only element by element.
    const clash = (writes: readonly View[], reads: readonly View[]): boolean =>
      writes.some((w) => reads.some((r) => r.storage === w.storage && !sameElements(r, w)));
    if (clash((reshaped as MapOp[]).map((m) => m.out), base.reads)) return null; // prettier-ignore
    const group: Group = {
      order: Math.min(base.order, added.order),
      prologue: base.prologue,
      main: base.main,
      maps,
      reads: [...base.reads, ...fresh],
      writes: [...base.writes, ...added.writes],
    };
    const stored = new Set(this.stored(group.writes, base, added));
    const bound = [...group.reads, ...group.writes.filter((v) => stored.has(v.storage))];
    return bindingsOf(bound) <= BINDING_LIMIT ? group : null;
  }

  /** Of what two groups write, the storages that others need. */
  private stored(writes: readonly View[], a: Group, b: Group): Storage[] {
    const isNeeded = (s: Storage): boolean =>
      !(s instanceof TraceStorage) ||
      this.wanted.has(s) ||
      [...(this.readBy.get(s) ?? [])].some((g) => g !== a && g !== b);
    return [...storagesOf(writes)].filter(isNeeded);
  }

  /** In an order that respects all dependencies, the program's own where it is free. */
  ordered(): Group[] {
    const waits = new Map<Group, number>(this.groups.map((g) => [g, 0]));
    for (const set of this.later.values()) for (const g of set) waits.set(g, waits.get(g)! + 1);
    const ready = this.groups.filter((g) => waits.get(g) === 0);
    const done: Group[] = [];
    while (ready.length > 0) {
      ready.sort((a, b) => b.order - a.order);
      const group = ready.pop()!;
      done.push(group);
      for (const next of this.later.get(group)!) {
        waits.set(next, waits.get(next)! - 1);
        if (waits.get(next) === 0) ready.push(next);
      }
    }
    if (done.length !== this.groups.length)
      throw new Error("internal: compile: the fused kernels wait for each other.");
    return done;
  }
}

/** The same elements in the same order; extents of 1 and reshapes apart. */
const isIdentity = (v: View, source: View): boolean =>
  v.offset === source.offset &&
  v.dtype === source.dtype &&
  sizeOf(v.shape) === sizeOf(source.shape) &&
  isContiguous(v.shape, v.strides) &&
  isContiguous(source.shape, source.strides);

const isDense = (group: Group): boolean => group.maps.every((m) => isContiguous(m.out.shape, m.out.strides));

/** The kernels of a graph in the order in which they run. */
export function groupKernels(fed: readonly Fed[], wanted: ReadonlySet<Storage>): Group[] {
  const schedule = new Schedule(fed, wanted);
  const tryAll = (fits: (a: Group, b: Group) => boolean): void => {
    for (let i = 0; i < schedule.groups.length; i++)
      for (let j = 0; j < schedule.groups.length; j++) {
        const [a, b] = [schedule.groups[i], schedule.groups[j]];
        if (i === j || !fits(a, b)) continue;
        if (schedule.merge(a, b, () => schedule.joined(a, b))) {
          // Lists moved: start the row anew.
          i = Math.max(-1, Math.min(i, j) - 1);
          break;
        }
      }
  };
  const size = (g: Group): number => sizeOf(g.maps[0].out.shape);
  const sameSize = (a: Group, b: Group): boolean =>
    a.main === null && b.main === null && size(a) === size(b) && isDense(a) && isDense(b);
  // Behind a primitive, and behind the work that is there already: an optimizer's step goes on from moments to parameter.
  tryAll(
    (a, b) =>
      a.main !== null &&
      b.main === null &&
      TAKES_EPILOGUE.has(a.main.traced.call.name) &&
      isDense(b) &&
      [...a.main.outputs, ...a.maps.map((m) => m.out)].some(
        (out) => sizeOf(out.shape) === size(b) && b.reads.some((v) => v.storage === out.storage && isIdentity(v, out)),
      ),
  );
  // Side by side: one makes what the other reads, or both read the same.
  tryAll((a, b) => sameSize(a, b) && meets(storagesOf([...a.reads, ...a.writes]), storagesOf(b.reads)));
  tryAll((a, b) => sameSize(a, b) && size(a) <= TINY);
  return schedule.ordered();
}
