// Whether two recordings differ in nothing but the numbers of their elementwise expressions.
import { exprKey, TraceStorage, type PrimitiveCall } from "../backend/index.js";
import type { Storage, TypedArray, View } from "../tensor/index.js";
import type { Trial } from "./captured.js";

export interface NumberDifference {
  /** Place of the call. */
  readonly index: number;
  /** Place of the scalar. */
  readonly position: number;
  readonly value: number;
}

const sameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((v, i) => v === b[i]);
const sameArray = (a: TypedArray, b: TypedArray): boolean =>
  a.length === b.length && a.every((v, i) => Object.is(v, b[i]));

/** Pairs the storages of two recordings in the order in which they come up. */
class Pairing {
  private readonly pairs = new Map<Storage, Storage>();
  constructor(
    private readonly first: Trial,
    private readonly second: Trial,
  ) {}

  storages(a: Storage, b: Storage): boolean {
    const known = this.pairs.get(a);
    if (known) return known === b;
    const [x, y] = [this.first.recording.constants.get(a), this.second.recording.constants.get(b)];
    const alike =
      a.dtype === b.dtype &&
      a.length === b.length &&
      (a instanceof TraceStorage
        ? b instanceof TraceStorage
        : a === b || (x !== undefined && y !== undefined && sameArray(x, y)));
    if (alike) this.pairs.set(a, b);
    return alike;
  }

  views(a: View, b: View): boolean {
    return (
      a.dtype === b.dtype &&
      a.offset === b.offset &&
      sameList(a.shape, b.shape) &&
      sameList(a.strides, b.strides) &&
      this.storages(a.storage, b.storage)
    );
  }

  lists(a: readonly View[], b: readonly View[]): boolean {
    return a.length === b.length && a.every((v, i) => this.views(v, b[i]));
  }
}

const scalarsOf = (call: PrimitiveCall): readonly number[] | null =>
  call.name === "map" ? (call as PrimitiveCall<"map">).attrs.scalars : null;
const restOf = (call: PrimitiveCall): string =>
  call.name === "map" ? exprKey((call as PrimitiveCall<"map">).attrs.expr) : JSON.stringify(call.attrs);

/** The numbers that `b` has instead of `a`'s, or null where more is different. */
export function compareRecordings(a: Trial, b: Trial): NumberDifference[] | null {
  if (a.calls.length !== b.calls.length || !sameResult(a, b)) return null;
  const pairing = new Pairing(a, b);
  const differences: NumberDifference[] = [];
  for (const [index, { call, refresh }] of a.calls.entries()) {
    const other = b.calls[index].call;
    if (call.name !== other.name || (refresh === null) !== (b.calls[index].refresh === null)) return null;
    if (!pairing.lists(call.inputs, other.inputs) || !pairing.lists(call.outputs, other.outputs)) return null;
    if (!refresh && restOf(call) !== restOf(other)) return null;
    const [before, now] = [scalarsOf(call), scalarsOf(other)];
    if (before && now && !refresh)
      // Against the first recording, whose numbers may be others by now: all are set.
      now.forEach((value, position) => differences.push({ index, position, value }));
  }
  return differences;
}

/** Numbers and texts in the result are part of the structure. */
const sameResult = (a: Trial, b: Trial): boolean => describe(a.result) === describe(b.result);
const describe = (result: unknown): string =>
  JSON.stringify(result, (_, v: unknown) =>
    typeof v === "object" && v !== null && "storage" in v && "strides" in v
      ? `tensor ${String((v as View).shape)} ${String((v as View).strides)} ${(v as View).dtype}`
      : typeof v === "function"
        ? "function"
        : v,
  );
