// A captured function whose results want gradients: the walk back is recorded behind the function itself and becomes a
// program of its own, which is given what it needs of the first one's intermediate results.
import { grad, isGradEnabled, noGrad } from "../autograd/index.js";
import { allocate, noteAccess, TraceStorage } from "../backend/index.js";
import { ParameterError, SonogradError } from "../errors/index.js";
import { Tensor, type Device, type GradNode, type Storage } from "../tensor/index.js";
import type { TracedCall } from "./graph.js";
import { Program, type Binding, type SavedNumbers } from "./program.js";

/** The recorded walk from the results that want gradients to the leaves. */
export interface RecordedWalk {
  readonly outs: readonly Tensor[];
  /** The gradients that arrive, one for each of `outs`. */
  readonly seeds: readonly Tensor[];
  readonly leaves: readonly Tensor[];
  /** Of each leaf; null where nothing flows. */
  readonly grads: readonly (Tensor | null)[];
  /** Why there is no way back, for whoever asks for it: a saved tensor that the function overwrote, a rule that refuses. */
  readonly failure: SonogradError | null;
}

/** Leaves that `outs` were computed from. */
function leavesOf(outs: readonly Tensor[]): Tensor[] {
  const leaves = new Set<Tensor>();
  const seen = new Set<GradNode>();
  const stack = outs.flatMap((t) => t.gradNode ?? []);
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.leaf) leaves.add(node.leaf);
    for (const edge of node.sources) if (edge) stack.push(edge.node);
  }
  return [...leaves];
}

/** Walks back from those of `results` that want it, inside a recording; null where none does. */
export function recordWalk(results: readonly Tensor[]): RecordedWalk | null {
  const outs = [...new Set(results)].filter((t) => t.gradNode !== null);
  if (outs.length === 0 || !isGradEnabled()) return null;
  const seeds = outs.map(
    ({ device, dtype, numel, shape }) => new Tensor(new TraceStorage(device, dtype, numel), shape),
  );
  const leaves = leavesOf(outs);
  const walk = { outs, seeds, leaves };
  try {
    const grads = noGrad(() => grad(outs, leaves, { gradOutputs: seeds, allowUnused: true }));
    return { ...walk, grads, failure: null };
  } catch (error) {
    if (!(error instanceof SonogradError)) throw error;
    return { ...walk, grads: leaves.map(() => null), failure: error };
  }
}

export class BackwardPart {
  /** What the forward program has to hand on. */
  readonly saved: readonly Storage[];
  readonly program: Program;
  private readonly placeOf: ReadonlyMap<Storage, number>;
  private readonly inputs: readonly Storage[];
  /** Memory of the outside world that the walk reads. */
  private readonly outside: readonly Storage[];

  constructor(
    readonly walk: RecordedWalk,
    forward: readonly TracedCall[],
    calls: readonly TracedCall[],
    /** Storages that the caller hands in at each run. */
    given: readonly Storage[],
    device: Device,
  ) {
    const made = new Set(forward.flatMap(({ call }) => call.outputs.map((v) => v.storage)));
    const read = new Set(calls.flatMap(({ call }) => call.inputs.map((v) => v.storage)));
    const leaving = walk.grads.flatMap((g) => g?.storage ?? []);
    for (const storage of leaving) read.add(storage);
    this.saved = [...read].filter((s) => s instanceof TraceStorage && made.has(s) && !given.includes(s));
    this.inputs = [...this.saved, ...given.filter((s) => read.has(s)), ...walk.seeds.map((t) => t.storage)];
    this.outside = [...read].filter((s) => !(s instanceof TraceStorage));
    // Also what nobody writes, such as the zeros of a rule without a slope.
    const results = [...new Set(leaving)].filter((s) => s instanceof TraceStorage && !this.inputs.includes(s));
    this.placeOf = new Map(results.map((s, i) => [s, i]));
    this.program = new Program(calls, this.inputs, results, device);
  }

  get statistics(): Program["statistics"] {
    return this.program.statistics;
  }

  get description(): Program["description"] {
    return this.program.description;
  }

  /**
   * The gradients of the leaves. `find` gives the memory of a saved or given storage, `numbers` are those of the run that
   * this is the walk back of.
   */
  run(
    gradients: readonly (Tensor | null)[],
    find: (storage: Storage) => Binding,
    numbers: SavedNumbers,
  ): (Tensor | null)[] {
    if (isGradEnabled())
      throw new ParameterError(
        "backward: createGraph through a compiled function, whose gradients are recorded once. Compile a function that takes both gradients, or call the plain function.",
      );
    const { seeds, grads, failure } = this.walk;
    if (failure) throw failure;
    const arrived = seeds.map((seed, i) => {
      const g = gradients[i];
      return g ? g.contiguous() : allocate(seed.device, seed.shape, seed.dtype);
    });
    const bindings = new Map<Storage, Binding>(seeds.map((seed, i) => [seed.storage, arrived[i]]));
    const sources = this.inputs.map((s) => bindings.get(s) ?? find(s));
    // The tape looks whether one of them was overwritten since.
    const outside = this.outside.map((storage) => ({ storage, dtype: storage.dtype, offset: 0 }));
    noteAccess([...sources, ...outside].map((s) => ({ ...s, shape: [s.storage.length], strides: [1] })), []); // prettier-ignore
    const latest = this.program.saveNumbers();
    this.program.restoreNumbers(numbers);
    const made = this.program.run(sources);
    this.program.restoreNumbers(latest);
    return grads.map((g) => {
      if (!g) return null;
      const at = this.placeOf.get(g.storage);
      const { shape, dtype, strides, offset } = g;
      if (at !== undefined) return new Tensor(made[at], shape, { dtype, strides, offset });
      if (!(g.storage instanceof TraceStorage)) return g;
      const source = bindings.get(g.storage) ?? find(g.storage);
      return new Tensor(source.storage, shape, { dtype, strides, offset: source.offset + offset });
    });
  }
}
