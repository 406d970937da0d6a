// Vertical fusion: an elementwise result that is read once, or is cheaper to compute than to store, is computed where it
// is read, in a map's expression or in front of a heavier primitive.
import { TraceStorage, type Expr, type MapOp as MapOpName, type PrimitiveName } from "../backend/index.js";
import { sizeOf, type Storage, type View } from "../tensor/index.js";
import { composeViews, countNodes, inlineInto, sameElements } from "./compose.js";
import { accessOf, coversStorage, inputsOf, outputsOf, type MainOp, type MapOp, type Op } from "./graph.js";

/** A primitive with the elementwise work in front of its inputs. */
export interface Fed {
  readonly op: Op;
  readonly prologue: readonly MapOp[];
}

/** Tensors that one kernel may bind: WebGPU promises eight storage buffers. */
export const BINDING_LIMIT = 8;
const NODE_LIMIT = 48;
/** Expressions up to this size are computed again rather than stored, where they read one large tensor at most. */
const CHEAP_NODES = 12;

/** Primitives that compute their inputs on the way in. */
const TAKES_PROLOGUE: ReadonlySet<PrimitiveName> = new Set([
  "reduce", "argReduce", "matmul", "conv", "convInputGrad", "convWeightGrad", "pool", "poolGrad", "batchNormStats",
  "batchNormGrad", "softmaxCrossEntropy", "fft", "rfft", "irfft", "spectrogram", "overlapAdd", "gather",
] satisfies PrimitiveName[]); // prettier-ignore

/** Primitives whose result elements are finished one by one, so that more can be done to each. */
export const TAKES_EPILOGUE: ReadonlySet<PrimitiveName> = new Set([
  "reduce", "matmul", "conv", "convInputGrad", "convWeightGrad", "pool", "poolGrad", "batchNormStats", "batchNormGrad",
  "softmaxCrossEntropy", "gather", "fft", "rfft", "irfft", "spectrogram", "overlapAdd", "random",
] satisfies PrimitiveName[]); // prettier-ignore

/** Distinct elements that a view reads, at most. */
const reach = (v: View): number => v.shape.reduce((n, extent, d) => (v.strides[d] === 0 ? n : n * extent), 1);

/** Bindings that a kernel needs for these views: complex numbers seen whole and as real parts count twice. */
export function bindingsOf(views: readonly View[]): number {
  const seen = new Map<Storage, Set<string>>();
  for (const { storage, dtype } of views) seen.set(storage, (seen.get(storage) ?? new Set()).add(dtype));
  return [...seen.values()].reduce((n, dtypes) => n + dtypes.size, 0);
}

function isCheap(map: MapOp): boolean {
  const size = sizeOf(map.out.shape);
  const large = new Set(map.inputs.filter((v) => 4 * reach(v) > size).map((v) => v.storage));
  return countNodes(map.expr) <= CHEAP_NODES && large.size <= 1;
}

/** Operations that are worth doing once per element of a small tensor rather than once per element of a large one. */
const COSTLY: ReadonlySet<MapOpName> = new Set([
  "div", "reciprocal", "sqrt", "rsqrt", "exp", "log", "pow", "tanh", "sigmoid", "sin", "cos",
] satisfies MapOpName[]); // prettier-ignore

/** Primitives that read an element of an input many times, or in many places of their code: only light work goes in front of them. */
const READS_OFTEN: ReadonlySet<PrimitiveName> = new Set([
  "matmul", "conv", "convInputGrad", "convWeightGrad", "fft", "rfft", "irfft", "spectrogram",
] satisfies PrimitiveName[]); // prettier-ignore
const LIGHT_NODES = 8;
const LIGHT: ReadonlySet<MapOpName> = new Set([
  "add", "sub", "mul", "neg", "square", "abs", "relu", "where", "lt", "le", "gt", "ge", "eq", "ne", "and", "or", "xor", "not",
  "cast", "complex", "conj", "real", "imag",
] satisfies MapOpName[]); // prettier-ignore
const isLight = (expr: Expr): boolean => expr.kind !== "op" || (LIGHT.has(expr.op) && expr.args.every(isLight));

const isCostly = (expr: Expr): boolean => expr.kind === "op" && (COSTLY.has(expr.op) || expr.args.some(isCostly));

/** A map may read what it overwrites only element by element. */
const readsInPlace = (v: View, out: View): boolean => v.storage !== out.storage || sameElements(v, out);

/** The map `consumer` with `producer` computed inside; null where the views or the limits do not allow it. */
function inlineOne(consumer: MapOp, producer: MapOp): MapOp | null {
  const inlined = new Map<number, { producer: MapOp; views: readonly View[] }>();
  for (const [i, view] of consumer.inputs.entries()) {
    if (view.storage !== producer.out.storage) continue;
    const views = composeViews(producer, view);
    if (!views || !views.every((v) => readsInPlace(v, consumer.out))) return null;
    inlined.set(i, { producer, views });
  }
  const fused = inlineInto(consumer, inlined);
  const bound = bindingsOf([...fused.inputs, fused.out]);
  return bound <= BINDING_LIMIT && countNodes(fused.expr) <= NODE_LIMIT ? fused : null;
}

/** A storage of its own for a result that is computed in front of one primitive only. */
function privateCopy(map: MapOp): MapOp {
  const { device, dtype, length } = map.out.storage;
  return { ...map, out: { ...map.out, storage: new TraceStorage(device, dtype, length) } };
}

/** Computes cheap or single-use maps where they are read. `wanted` storages are always stored. */
export function inlineMaps(ops: readonly Op[], wanted: ReadonlySet<Storage>): Fed[] {
  const { writers, readers } = accessOf(ops);
  const current = new Map<number, Fed>(ops.map((op) => [op.order, { op, prologue: [] }]));

  /** Nobody overwrites, between the two places, what the map reads. */
  const staysValid = (map: MapOp, at: number): boolean =>
    map.inputs.every(({ storage }) => (writers.get(storage) ?? []).every((w) => w.order <= map.order || w.order >= at));

  /** Costs nothing where it is: at the end of the primitive that makes its inputs, and few elements that many others read. */
  const finishesBetter = (map: MapOp, consumers: readonly Fed[]): boolean => {
    const size = sizeOf(map.out.shape);
    const finishes = map.inputs.some(({ storage, shape }) =>
      (writers.get(storage) ?? []).some(
        (w) => w.kind === "main" && TAKES_EPILOGUE.has(w.traced.call.name) && sizeOf(shape) === size,
      ),
    );
    const isSpread = consumers.every(({ op }) =>
      inputsOf(op).some((v) => v.storage === map.out.storage && sizeOf(v.shape) >= 16 * size),
    );
    return finishes && isSpread && isCostly(map.expr);
  };

  const feed = (target: Fed, producer: MapOp): Fed | null => {
    if (target.op.kind === "map") {
      const fused = inlineOne(target.op, producer);
      return fused && { op: fused, prologue: [] };
    }
    const main: MainOp = target.op;
    const { name } = main.traced.call;
    if (!TAKES_PROLOGUE.has(name)) return null;
    if (READS_OFTEN.has(name) && !(isLight(producer.expr) && countNodes(producer.expr) <= LIGHT_NODES)) return null;
    if (main.outputs.some((out) => producer.inputs.some((v) => v.storage === out.storage))) return null;
    const others = [...main.inputs, ...main.outputs].filter((v) => v.storage !== producer.out.storage);
    const own = new Set(target.prologue.map((p) => p.out.storage));
    const bound = bindingsOf([...others.filter((v) => !own.has(v.storage)), ...target.prologue.flatMap((p) => p.inputs), ...producer.inputs]); // prettier-ignore
    if (bound > BINDING_LIMIT) return null;
    const fed = privateCopy(producer);
    const inputs = main.inputs.map((v) =>
      v.storage === producer.out.storage ? { ...v, storage: fed.out.storage } : v,
    );
    return { op: { ...main, inputs }, prologue: [...target.prologue, fed] };
  };

  for (const { order } of ops) {
    const producer = current.get(order)?.op;
    if (producer?.kind !== "map" || !(producer.out.storage instanceof TraceStorage)) continue;
    const { storage } = producer.out;
    if (wanted.has(storage) || writers.get(storage)!.length !== 1 || !coversStorage(producer.out)) continue;
    const consumers = (readers.get(storage) ?? []).map((op) => current.get(op.order)!);
    if (consumers.length === 0 || (consumers.length > 1 && !isCheap(producer))) continue;
    if (!consumers.every((c) => staysValid(producer, c.op.order)) || finishesBetter(producer, consumers)) continue;
    const fed = consumers.map((c) => feed(c, producer));
    if (fed.includes(null)) continue;
    for (const f of fed as Fed[]) {
      current.set(f.op.order, f);
      for (const view of [...inputsOf(f.op), ...f.prologue.flatMap(inputsOf)]) {
        const list = readers.get(view.storage) ?? [];
        const rest = list.filter((op) => op.order !== f.op.order);
        readers.set(view.storage, [...rest, f.op].sort((a, b) => a.order - b.order)); // prettier-ignore
      }
    }
    readers.delete(storage);
    current.delete(order);
    // What the producer read it reads no more.
    for (const { storage: s } of producer.inputs) readers.set(s, (readers.get(s) ?? []).filter((op) => op.order !== order)); // prettier-ignore
  }
  return [...current.values()].sort((a, b) => a.op.order - b.op.order);
}

/** Whether anything but a fed operation itself needs this storage. */
export const privateStorages = ({ prologue }: Fed): ReadonlySet<Storage> => new Set(prologue.map((p) => p.out.storage));

export const readsOf = (fed: Fed): View[] => {
  const own = privateStorages(fed);
  return [...inputsOf(fed.op), ...fed.prologue.flatMap(inputsOf)].filter((v) => !own.has(v.storage));
};
export const writesOf = (fed: Fed): View[] => [...outputsOf(fed.op)];
