// What a plan costs, counted: kernels, memory, and the bytes that pass between memory and kernels.
import type { Backend } from "../backend/index.js";
import type { Storage, View } from "../tensor/index.js";
import type { TracedCall } from "./graph.js";
import type { Group } from "./groups.js";

export interface PlanStatistics {
  /** Primitives as recorded. */
  readonly primitives: number;
  /** Kernels after fusion: what one pass over the data does each. */
  readonly kernels: number;
  /** Memory of the plan's intermediate results, bytes. */
  readonly peakBytes: number;
  /** The same if every recorded result had memory of its own. */
  readonly unplannedBytes: number;
  /** Read and written by the kernels of one run, bytes. */
  readonly bytesMoved: number;
  /** The same for the primitives as recorded. */
  readonly unfusedBytesMoved: number;
}

/** Elements that a view touches, broadcast ones once. */
const touched = (v: View): number => v.shape.reduce((n, extent, d) => (v.strides[d] === 0 ? n : n * extent), 1);

function bytesOf(views: readonly View[], backend: Backend): number {
  const seen: View[] = [];
  let sum = 0;
  for (const v of views) {
    const key = (o: View): boolean => o.storage === v.storage && o.offset === v.offset && o.shape.join() === v.shape.join() && o.strides.join() === v.strides.join(); // prettier-ignore
    if (seen.some(key)) continue;
    seen.push(v);
    sum += backend.bytesOf(v.dtype, touched(v));
  }
  return sum;
}

export function measureTraffic(
  calls: readonly TracedCall[],
  groups: readonly Group[],
  visibleOf: (group: Group) => ReadonlySet<Storage>,
  backend: Backend,
): Pick<PlanStatistics, "bytesMoved" | "unfusedBytesMoved"> {
  const bytesMoved = groups.reduce((sum, group) => {
    const visible = visibleOf(group);
    return sum + bytesOf(group.reads, backend) + bytesOf(group.writes.filter((v) => visible.has(v.storage)), backend); // prettier-ignore
  }, 0);
  const unfusedBytesMoved = calls.reduce(
    (sum, { call }) => sum + bytesOf(call.inputs, backend) + bytesOf(call.outputs, backend),
    0,
  );
  return { bytesMoved, unfusedBytesMoved };
}
