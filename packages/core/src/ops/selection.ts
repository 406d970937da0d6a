// What square brackets name: a view for numbers and slices, and the index tensors that pick from it.
import { BackendError, DTypeError, ParameterError, ShapeError } from "../errors/index.js";
import { broadcastShapes, contiguousStrides, formatShape, nameValue, Tensor, type Shape } from "../tensor/index.js";
import { arange } from "./create.js";
import { tensor, type NestedValues } from "./from-values.js";
import { checkPositions, wrapped } from "./positions.js";
import { select, stepSlice, unsqueeze } from "./views.js";

export interface Slice {
  readonly start: number | undefined;
  readonly stop: number | undefined;
  readonly step: number;
}

/** `start:stop:step` of Python: one argument is the stop; null or undefined leaves an end open; negatives count from the end. */
export function slice(stop?: number | null): Slice;
export function slice(start: number | null | undefined, stop: number | null | undefined, step?: number): Slice;
export function slice(...args: (number | null | undefined)[]): Slice {
  const [start, stop, step = 1] = (args.length < 2 ? [undefined, args[0]] : args).map((bound) => bound ?? undefined);
  if (!Number.isInteger(step) || step < 1)
    throw new ParameterError(`slice: step=${step} must be an integer ≥ 1. Reverse with flip().`);
  for (const [name, bound] of Object.entries({ start, stop }))
    if (bound !== undefined && !Number.isInteger(bound) && Math.abs(bound) !== Infinity)
      throw new ParameterError(`slice: ${name}=${bound} must be an integer. Leave it out for an open end.`);
  return { start, stop, step };
}

/**
 * One entry per dimension: a number drops it, a `slice` cuts it, null adds one, "..." stands for as many full ones as
 * needed, an int32 tensor or list picks along it, a bool tensor or list keeps what is true (as many dimensions as it has).
 */
export type Index = number | Slice | null | "..." | Tensor | readonly NestedValues[];

/** An index tensor, int32 or bool, at the dimension of the view where it begins. */
export interface Pick {
  readonly dim: number;
  readonly index: Tensor;
}

export interface Selection {
  /** What numbers, slices and null leave of the tensor; shares its memory. */
  readonly view: Tensor;
  readonly picks: readonly Pick[];
}

/** A mask whose values the host has: a list of booleans. */
class ListMask {
  constructor(
    readonly shape: Shape,
    readonly values: readonly boolean[],
  ) {}
}

type Entry = number | Slice | null | "..." | Tensor | ListMask;

/** Positions along each dimension of where a mask of `shape` holds. */
function positionsWhere(values: ArrayLike<number | boolean>, shape: Shape): Int32Array[] {
  const kept: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i]) kept.push(i);
  const strides = contiguousStrides(shape);
  return shape.map((n, d) => Int32Array.from(kept, (i) => Math.floor(i / strides[d]) % n));
}

const isSlice = (index: Index): index is Slice => typeof index === "object" && index !== null && "step" in index;

function toEntry(op: string, x: Tensor, index: Index): Entry {
  if (!Array.isArray(index)) {
    if (typeof index === "number" || index === null || index === "..." || isSlice(index)) return index;
    if (!(index instanceof Tensor))
      throw new ParameterError(
        `${op}: index is ${nameValue(index)}, but must be an integer, slice(…), null, "...", a Tensor or a list. Use slice() for all.`,
      );
    if (index.dtype !== "int32" && index.dtype !== "bool")
      throw new DTypeError(
        `${op}: index dtype="${index.dtype}" must be int32 (positions) or bool (a mask). Convert with .to("int32") or .to("bool").`,
      );
    return index;
  }
  const values = index.flat(Infinity) as readonly unknown[];
  if (values.length > 0 && values.every((v) => typeof v === "boolean"))
    return new ListMask(tensor(index as NestedValues, { device: "cpu" }).shape, values);
  if (!values.every((v) => Number.isInteger(v)))
    throw new ParameterError(`${op}: index [${values.join(", ")}] must hold integers, or booleans for a mask.`);
  return tensor(index as NestedValues, { dtype: "int32", device: x.device });
}

function consumed(x: Entry): number {
  if (x === null || x === "...") return 0;
  return x instanceof ListMask || (x instanceof Tensor && x.dtype === "bool") ? x.shape.length : 1;
}

function expandEllipsis(op: string, x: Tensor, entries: readonly Entry[]): Entry[] {
  const used = entries.reduce<number>((n, i) => n + consumed(i), 0);
  const dots = entries.filter((i) => i === "...").length;
  if (used > x.ndim || dots > 1)
    throw new ShapeError(
      `${op}: ${used} indices and ${dots} ellipses do not suit shape ${formatShape(x.shape)}: at most ${x.ndim} indices and one "...".`,
    );
  const fill = Array.from({ length: x.ndim - used }, () => slice());
  return entries.flatMap((i) => (i === "..." ? fill : [i]));
}

function bounds(extent: number, { start, stop }: Slice): [number, number] {
  const clip = (v: number): number => Math.min(Math.max(v < 0 ? v + extent : v, 0), extent);
  return [clip(start ?? 0), clip(stop ?? extent)];
}

function checkMask(op: string, x: Tensor, dim: number, mask: Tensor | ListMask): void {
  if (mask.shape.some((n, i) => n !== x.shape[dim + i]))
    throw new ShapeError(
      `${op}: mask ${formatShape(mask.shape)} does not fit ${formatShape(x.shape)} from dimension ${dim}.`,
    );
}

/** Numbers, slices and null applied; index tensors checked and put where they belong. `dim` counts in x, `at` in the view. */
export function resolveIndices(op: string, x: Tensor, indices: readonly Index[]): Selection {
  let view = x;
  let dim = 0;
  let at = 0;
  const picks: Pick[] = [];
  const given = indices.map((index) => toEntry(op, x, index));
  for (const entry of expandEllipsis(op, x, given)) {
    if (entry === null) view = unsqueeze(view, at++);
    else if (typeof entry === "number") {
      const extent = x.shape[dim];
      if (!Number.isInteger(entry) || entry < -extent || entry >= extent)
        throw new ParameterError(
          `${op}: index ${entry} is out of range for dimension ${dim} of ${formatShape(x.shape)}, whose extent is ${extent}. ${extent === 0 ? "It is empty" : `Use ${-extent}…${extent - 1}`}.`,
        );
      view = select(view, at, entry);
      dim++;
    } else if (entry instanceof ListMask) {
      checkMask(op, x, dim, entry);
      for (const along of positionsWhere(entry.values, entry.shape))
        picks.push({ dim: at++, index: x.newTensor(along) });
      dim += entry.shape.length;
    } else if (entry instanceof Tensor) {
      const isMask = entry.dtype === "bool";
      if (isMask) checkMask(op, x, dim, entry);
      else checkPositions(op, entry, dim, x.shape, { wraps: true });
      // A mask without dimensions keeps all or nothing of a new one.
      if (isMask && entry.ndim === 0) view = unsqueeze(view, at);
      picks.push({ dim: at, index: isMask && entry.ndim === 0 ? entry.reshape([1]) : entry });
      at += isMask ? Math.max(1, entry.ndim) : 1;
      dim += consumed(entry);
    } else if (entry !== "...") {
      const [from, to] = bounds(view.shape[at], entry);
      view = stepSlice(view, at++, from, Math.max(0, Math.ceil((to - from) / entry.step)), entry.step);
      dim++;
    }
  }
  return { view, picks };
}

/** Masks as positions, one int32 vector for each dimension of the mask. Reads it. */
export function readMasks(op: string, { view, picks }: Selection): Pick[] {
  return picks.flatMap(({ dim, index }) => {
    if (index.dtype !== "bool") return [{ dim, index: index.to(view.device) }];
    if (index.device !== "cpu")
      throw new BackendError(
        `${op}: the mask ${formatShape(index.shape)} is on device "${index.device}", and how many elements it keeps has to be read. Use \`await maskedSelect(x, mask)\`, where(), or a mask on the CPU.`,
      );
    return positionsWhere(index.dataSync(), index.shape).map((along, d) => ({
      dim: dim + d,
      index: view.newTensor(along),
    }));
  });
}

interface Arrangement {
  /** What the index tensors broadcast to. */
  readonly picked: Shape;
  /** Dimensions of the view in front of and behind the picked ones in the result. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Picked dimensions side by side stay in place, separated ones come first. Single positions take no part in that. */
function arrangementOf(op: string, { ndim }: Tensor, picks: readonly Pick[]): Arrangement {
  const picked = broadcastShapes(op, ...picks.map((p) => p.index.shape));
  const single = new Set(picks.filter((p) => p.index.ndim === 0).map((p) => p.dim));
  const left = Array.from({ length: ndim }, (_, i) => i).filter((d) => !single.has(d));
  const places = picks.filter((p) => p.index.ndim > 0).map((p) => left.indexOf(p.dim));
  const isTogether = places.every((p, i) => i === 0 || p === places[i - 1] + 1);
  const first = isTogether && places.length > 0 ? places[0] : 0;
  const others = left.map((d, i) => ({ d, i })).filter(({ i }) => !places.includes(i));
  const inFront = (i: number): boolean => isTogether && i < first;
  return {
    picked,
    before: others.filter(({ i }) => inFront(i)).map(({ d }) => d),
    after: others.filter(({ i }) => !inFront(i)).map(({ d }) => d),
  };
}

/** Where the picked elements lie in the flattened view: int32 of the result's shape. */
export function positionsOf(op: string, view: Tensor, picks: readonly Pick[]): Tensor {
  const { picked, before, after } = arrangementOf(op, view, picks);
  const strides = contiguousStrides(view.shape);
  const along = (d: number, place: number, rank: number): Tensor =>
    arange(view.shape[d], { dtype: "int32", device: view.device })
      .mul(strides[d])
      .reshape(Array.from({ length: rank }, (_, i) => (i === place ? view.shape[d] : 1)));
  const rank = before.length + picked.length + after.length;
  const start = picks
    .map(({ dim, index }) => wrapped(index, view.shape[dim]).mul(strides[dim]))
    .reduce((a, b) => a.add(b));
  const shaped = start.expand(picked).reshape([...picked, ...after.map(() => 1)]);
  const steps = [
    ...before.map((d, i) => along(d, i, rank)),
    ...after.map((d, i) => along(d, before.length + picked.length + i, rank)),
  ];
  return steps.reduce((a, b) => a.add(b), shaped);
}

/** The elements that the index tensors pick. */
export function pickElements(op: string, view: Tensor, picks: readonly Pick[]): Tensor {
  if (picks.length === 1) {
    const [{ dim, index }] = picks;
    const flat = view.indexSelect(dim, wrapped(index, view.shape[dim]).reshape([-1]));
    return flat.reshape([...view.shape.slice(0, dim), ...index.shape, ...view.shape.slice(dim + 1)]);
  }
  const positions = positionsOf(op, view, picks);
  return view.reshape([-1]).indexSelect(0, positions.reshape([-1])).reshape(positions.shape); // prettier-ignore
}
