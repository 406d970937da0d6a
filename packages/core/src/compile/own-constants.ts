// A constant that the function itself overwrites, or gives away, starts anew in each run: it becomes a value that is filled
// from the constant.
import { TraceStorage } from "../backend/index.js";
import type { Storage, View } from "../tensor/index.js";
import { plainView, type TracedCall } from "./graph.js";
import type { Recording } from "./recording.js";

/** The recorded calls with constants replaced that are overwritten or among those `leaving`, and what stands in the place of each. */
export function ownConstants(
  { calls, constants }: Recording,
  leaving: readonly Storage[],
): {
  calls: readonly TracedCall[];
  own: ReadonlyMap<Storage, Storage>;
} {
  const written = new Set(leaving.filter((storage) => constants.has(storage)));
  for (const { call } of calls)
    for (const { storage } of call.outputs) if (constants.has(storage)) written.add(storage);
  const own = new Map<Storage, Storage>();
  if (written.size === 0) return { calls, own };
  const fills: TracedCall[] = [];
  for (const storage of written) {
    const { device, dtype, length } = storage;
    const value = new TraceStorage(device, dtype, length);
    own.set(storage, value);
    const view = (of: Storage): View => ({ storage: of, dtype, shape: [length], strides: [1], offset: 0 });
    const call = { name: "copy", inputs: [view(storage)], outputs: [view(value)], attrs: {} } as const;
    fills.push({ call, refresh: null });
  }
  const move = (v: View): View => ({ ...plainView(v), storage: own.get(v.storage) ?? v.storage });
  const moved = calls.map((traced): TracedCall => {
    const { call } = traced;
    if (![...call.inputs, ...call.outputs].some((v) => own.has(v.storage))) return traced;
    return {
      call: { ...call, inputs: call.inputs.map(move), outputs: call.outputs.map(move) },
      refresh: traced.refresh,
    };
  });
  return { calls: [...fills, ...moved], own };
}
