// argReduce: first position of the largest or smallest element along an axis; the first NaN wins over every number.
import type { PrimitiveCall } from "../../backend/index.js";
import { sizeOf, type TypedArray } from "../../tensor/index.js";
import { dense, putBack, writable } from "../dense.js";

export function argReduce({ inputs: [x], outputs: [out], attrs: { kind, dim } }: PrimitiveCall<"argReduce">): void {
  const data = dense(x);
  const result = writable(out);
  const count = x.shape.length === 0 ? 1 : x.shape[dim];
  const inner = sizeOf(x.shape.slice(dim + 1));
  const outer = sizeOf(x.shape.slice(0, dim));
  const best = new Float64Array(inner);
  for (let o = 0; o < outer; o++) {
    const at = o * count * inner;
    if (inner === 1) result[o] = kind === "max" ? argMax(data, at, count) : argMin(data, at, count);
    else {
      for (let i = 0; i < inner; i++) best[i] = data[at + i];
      const row = kind === "max" ? maxRow : minRow;
      result.fill(0, o * inner, (o + 1) * inner);
      for (let k = 1; k < count; k++) row(data, at + k * inner, best, result, o * inner, k);
    }
  }
  putBack(out, result);
}

function argMax(data: TypedArray, at: number, count: number): number {
  let position = 0;
  let best = data[at];
  for (let k = 1; k < count && best === best; k++)
    if (!(data[at + k] <= best)) {
      best = data[at + k];
      position = k;
    }
  return position;
}

function argMin(data: TypedArray, at: number, count: number): number {
  let position = 0;
  let best = data[at];
  for (let k = 1; k < count && best === best; k++)
    if (!(data[at + k] >= best)) {
      best = data[at + k];
      position = k;
    }
  return position;
}

/** Takes the k-th row into account: `best` and its positions, one for each column. */
type Row = (data: TypedArray, at: number, best: Float64Array, positions: TypedArray, to: number, k: number) => void;

const maxRow: Row = (data, at, best, positions, to, k) => {
  for (let i = 0; i < best.length; i++)
    if (!(data[at + i] <= best[i]) && best[i] === best[i]) {
      best[i] = data[at + i];
      positions[to + i] = k;
    }
};

const minRow: Row = (data, at, best, positions, to, k) => {
  for (let i = 0; i < best.length; i++)
    if (!(data[at + i] >= best[i]) && best[i] === best[i]) {
      best[i] = data[at + i];
      positions[to + i] = k;
    }
};
