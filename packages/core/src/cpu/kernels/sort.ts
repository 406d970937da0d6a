// sort: every line along an axis, equals in their order. NaN counts as larger than every number, as in PyTorch.
import type { PrimitiveCall } from "../../backend/index.js";
import type { TypedArray } from "../../tensor/index.js";
import { dataOf } from "../storage.js";
import { forEachLine } from "../strided.js";
import { MergeSorter } from "./merge-sort.js";
import { RadixSorter } from "./radix-sort.js";

export function sort({
  inputs: [x],
  outputs: [values, positions],
  attrs: { dim, descending },
}: PrimitiveCall<"sort">): void {
  const [data, sorted, origins] = [dataOf(x), dataOf(values), dataOf(positions)];
  const isScalar = x.shape.length === 0;
  const count = isScalar ? 1 : x.shape[dim];
  const [step, valueStep, positionStep] = isScalar
    ? [0, 0, 0]
    : [x, values, positions].map((view) => view.strides[dim]);
  const sortLine = lineSorter(data, count, step, descending);
  forEachLine([x, values, positions], dim, ([from, toValue, toPosition]) => {
    const order = sortLine(from);
    for (let i = 0; i < count; i++) {
      sorted[toValue + i * valueStep] = data[from + order[i] * step];
      origins[toPosition + i * positionStep] = order[i];
    }
  });
}

/** Gives the positions in order for the line of `count` elements that begins at `from`; they hold until the next call. */
function lineSorter(data: TypedArray, count: number, step: number, descending: boolean): (from: number) => Int32Array {
  if (data instanceof Float64Array) {
    const sorter = new MergeSorter(count, descending);
    return (from) => sorter.sort((i) => data[from + i * step]);
  }
  const sorter = new RadixSorter(count);
  const { keys, origins } = sorter;
  // Keys of a descending sort are turned round, so that one ascending sort keeps equals in order both ways.
  const turn = descending ? -1 : 0;
  if (data instanceof Float32Array) {
    const bits = new Int32Array(data.buffer, data.byteOffset, data.length);
    return (from) => {
      readFloatKeys(bits, from, step, keys, turn);
      sorter.sort();
      return origins;
    };
  }
  return (from) => {
    for (let i = 0; i < count; i++) keys[i] = data[from + i * step] ^ turn;
    sorter.sort();
    return origins;
  };
}

/** Integers in the order of the numbers: the bits as they are, below zero all but the sign turned round. */
function readFloatKeys(bits: Int32Array, from: number, step: number, keys: Int32Array, turn: number): void {
  for (let i = 0; i < keys.length; i++) {
    const own = bits[from + i * step];
    const magnitude = own & 0x7fffffff;
    const key = magnitude === 0 ? 0 : magnitude > 0x7f800000 ? 0x7fffffff : own ^ ((own >> 31) & 0x7fffffff);
    keys[i] = key ^ turn;
  }
}
