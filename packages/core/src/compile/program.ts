// A graph made ready to run: fused, with memory planned, on storages that stay the same from run to run. Inputs and results
// are bound to the caller's memory where the backend can do that, and copied where it cannot.
import {
  allocate,
  deviceBackend,
  TraceStorage,
  type Backend,
  type CallGroup,
  type Plan,
  type PrimitiveCall,
  type Transfer,
} from "../backend/index.js";
import { type Device, type DType, type Storage, type View } from "../tensor/index.js";
import { emitKernels, type LiveCall, type Numbers } from "./emit.js";
import { accessOf, buildGraph, flatView as flat, type TracedCall } from "./graph.js";
import { groupKernels, type Group } from "./groups.js";
import { inlineMaps } from "./inline.js";
import { inOptimizerOrder, Lasting } from "./lasting.js";
import { planSlots, type Lifetime } from "./memory.js";
import { measureTraffic, type PlanStatistics } from "./statistics.js";

/** What the caller hands in at each run: where the elements of a given storage begin. */
export type Binding = Pick<View, "storage" | "dtype" | "offset">;

/** The numbers of all kernels at one time. */
export interface SavedNumbers {
  readonly scalars: readonly (readonly [target: number[], values: readonly number[]])[];
  readonly attrs: readonly (readonly [call: LiveCall, attrs: LiveCall["attrs"]])[];
}

export class Program {
  readonly statistics: PlanStatistics;
  /** One line per kernel, for people. */
  readonly description: readonly string[];
  private readonly backend: Backend;
  private readonly plan: Plan;
  private readonly places = new Map<Storage, Storage>();
  /** The memory of the slots; keeping it keeps it from being given back. */
  readonly slots: readonly Storage[];
  private readonly numbers: ReadonlyMap<TracedCall, Numbers>;
  /** The numbers as they stand; null where they changed since they were last saved. */
  private saved: SavedNumbers | null = null;
  /** Given storages that the graph overwrites: the caller's tensors change. */
  readonly overwritten: ReadonlySet<Storage>;
  /** Results that keep their place from run to run, as the last run handed them out. */
  private readonly lasting: Lasting;

  /** @param lasting  results that every run writes to the same memory: gradients, behind one another in one piece */
  constructor(
    calls: readonly TracedCall[],
    readonly given: readonly Storage[],
    readonly results: readonly Storage[],
    private readonly device: Device,
    lasting: readonly Storage[] = [],
  ) {
    this.backend = deviceBackend(device);
    this.lasting = new Lasting(this.backend, inOptimizerOrder(lasting, calls));
    const wanted = new Set(results);
    const graph = buildGraph(calls, new Set(given), wanted);
    const { writers } = accessOf(graph);
    this.overwritten = new Set(given.filter((s) => writers.has(s)));
    const kept = new Set([...wanted, ...this.overwritten]);
    const all = groupKernels(inlineMaps(graph, kept), kept);
    const visibleOf = visibility(all, kept);
    // What is overwritten before anybody reads it needs no kernel.
    const groups = all.filter((group) => group.main !== null || visibleOf(group).size > 0);
    const { kernels, numbers } = emitKernels(groups, visibleOf);
    this.numbers = numbers;
    const inner = kernels.map((list, i) => innerOf(list, visibleOf(groups[i])));
    const lifetimes = this.lifetimes(kernels, inner);
    const slots = planSlots(lifetimes);
    for (const [storage, place] of this.lasting.places) this.places.set(storage, place);
    for (const storage of [...given, ...results]) this.place(storage);
    this.slots = slots.map(({ bytes, tenants }) => {
      const memory = this.backend.allocate("float32", Math.ceil(bytes / 8) * 2);
      for (const { storage } of tenants)
        this.places.set(storage, this.backend.share(memory, storage.dtype, storage.length));
      return memory;
    });
    const placed = kernels.map((list, i): CallGroup => ({
      calls: list.map((call) => this.onPlaces(call)),
      inner: new Set([...inner[i]].map((storage) => this.places.get(storage) ?? storage)),
    }));
    this.plan = this.backend.prepare(placed);
    this.description = kernels.map((list) => list.map((call) => call.name).join(" + "));
    this.statistics = {
      primitives: calls.length,
      kernels: kernels.length,
      peakBytes: slots.reduce((sum, s) => sum + s.bytes, 0),
      unplannedBytes: unplanned(calls, this.backend),
      ...measureTraffic(calls, groups, visibleOf, this.backend),
    };
  }

  /** Waits for what the first run would wait for. */
  async warmup(): Promise<void> {
    await this.backend.warmup?.(this.plan);
  }

  /** Takes over the numbers that a recorded call has this time. */
  setNumbers(traced: TracedCall, attrs: PrimitiveCall["attrs"]): void {
    const numbers = this.numbers.get(traced);
    if (!numbers) return;
    this.saved = null;
    if (numbers.call) numbers.call.attrs = attrs;
    const { scalars } = attrs as { readonly scalars?: readonly number[] };
    if (scalars) for (const { position, target, index } of numbers.scalars) target[index] = scalars[position];
  }

  /** Sets one number of a recorded elementwise call. */
  setScalar(traced: TracedCall, position: number, value: number): void {
    for (const s of this.numbers.get(traced)?.scalars ?? [])
      if (s.position === position && !Object.is(s.target[s.index], value)) {
        s.target[s.index] = value;
        this.saved = null;
      }
  }

  /** The numbers as they stand, for `restoreNumbers`: a walk back runs later than its function and with the numbers of then. */
  saveNumbers(): SavedNumbers {
    if (this.saved) return this.saved;
    const all = [...this.numbers.values()];
    const targets = new Set(all.flatMap((n) => n.scalars.map((s) => s.target)));
    this.saved = {
      scalars: [...targets].map((target) => [target, [...target]] as const),
      attrs: all.flatMap(({ call }) => (call ? [[call, call.attrs] as const] : [])),
    };
    return this.saved;
  }

  restoreNumbers(saved: SavedNumbers): void {
    if (saved === this.saved) return;
    for (const [target, values] of saved.scalars) values.forEach((v, i) => (target[i] = v));
    for (const [call, attrs] of saved.attrs) call.attrs = attrs;
    this.saved = saved;
  }

  /** Runs once. `inputs` go with the given storages; the results are fresh, but for the lasting ones. */
  run(inputs: readonly Binding[]): Storage[] {
    const { backend } = this;
    const made = this.results.map((storage) => {
      if (this.lasting.places.has(storage)) return this.lasting.handOut(storage);
      return allocate(this.device, [storage.length], storage.dtype).storage;
    });
    if (backend.bind) {
      this.given.forEach((storage, i) => backend.bind!(this.places.get(storage)!, within(storage, inputs[i])));
      this.results.forEach((storage, i) => backend.bind!(this.places.get(storage)!, flat(made[i])));
      backend.replay(this.plan);
      return made;
    }
    const place = (storage: Storage): View => flat(this.places.get(storage)!);
    const results = this.results.flatMap((storage, i): Transfer[] =>
      this.lasting.places.has(storage) ? [] : [{ from: place(storage), to: flat(made[i]) }],
    );
    const brought = this.given.map((storage, i): Transfer => ({
      from: within(storage, inputs[i]),
      to: place(storage),
    }));
    const written = this.given.flatMap((storage, i): Transfer[] =>
      this.overwritten.has(storage) ? [{ from: place(storage), to: brought[i].from }] : [],
    );
    backend.replay(this.plan, brought.filter(isFull), [...results, ...written].filter(isFull));
    return made;
  }

  private place(storage: Storage): void {
    // Where places are bound to other memory they need none of their own.
    const length = this.backend.bind ? 0 : storage.length;
    if (!this.places.has(storage)) this.places.set(storage, this.backend.allocate(storage.dtype, length));
  }

  private onPlaces(call: LiveCall): PrimitiveCall {
    const move = (view: View): View => ({ ...view, storage: this.places.get(view.storage) ?? view.storage });
    // In place: the numbers are set on this very object.
    call.inputs = call.inputs.map(move);
    call.outputs = call.outputs.map(move);
    return call;
  }

  private lifetimes(kernels: readonly (readonly LiveCall[])[], inner: readonly ReadonlySet<Storage>[]): Lifetime[] {
    const bound = new Set([...this.given, ...this.results]);
    const lives = new Map<Storage, Lifetime>();
    kernels.forEach((calls, at) => {
      for (const { storage } of calls.flatMap((call) => [...call.inputs, ...call.outputs])) {
        if (!(storage instanceof TraceStorage) || bound.has(storage)) continue;
        if (this.backend.placesInner && inner[at].has(storage)) continue;
        const life = lives.get(storage);
        if (life) life.last = at;
        else lives.set(storage, { storage, bytes: this.bytes(storage), first: at, last: at });
      }
    });
    return [...lives.values()];
  }

  private bytes({ dtype, length }: { dtype: DType; length: number }): number {
    return this.backend.bytesOf(dtype, length);
  }
}

const isFull = ({ from }: Transfer): boolean => from.shape[0] > 0;

/** What a kernel makes and nobody else needs. */
function innerOf(calls: readonly LiveCall[], visible: ReadonlySet<Storage>): ReadonlySet<Storage> {
  const made = calls.flatMap((call) => call.outputs.map((v) => v.storage));
  return new Set(made.filter((s) => s instanceof TraceStorage && !visible.has(s)));
}

/** The given storage's extent on the caller's memory. */
const within = (storage: Storage, { storage: from, dtype, offset }: Binding): View => ({
  ...flat(storage),
  storage: from,
  dtype,
  offset,
});

/** For each group, which of its results are stored: those of the outside world, wanted ones, those another kernel reads. */
function visibility(groups: readonly Group[], wanted: ReadonlySet<Storage>): (group: Group) => ReadonlySet<Storage> {
  const readBy = new Map<Storage, Set<Group>>();
  for (const group of groups)
    for (const { storage } of group.reads) readBy.set(storage, (readBy.get(storage) ?? new Set()).add(group));
  const isVisible = (group: Group, storage: Storage): boolean =>
    !(storage instanceof TraceStorage) || wanted.has(storage) || [...(readBy.get(storage) ?? [])].some((g) => g !== group); // prettier-ignore
  return (group) => new Set(group.writes.map((v) => v.storage).filter((s) => isVisible(group, s)));
}

/** Memory of all results if each had its own. */
function unplanned(calls: readonly TracedCall[], backend: Backend): number {
  const made = new Set(calls.flatMap(({ call }) => call.outputs.map((v) => v.storage)));
  return [...made].reduce((sum, s) => sum + (s instanceof TraceStorage ? backend.bytesOf(s.dtype, s.length) : 0), 0);
}
