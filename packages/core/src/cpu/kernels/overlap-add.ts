// overlapAdd: frames summed at their places in the signal.
import type { PrimitiveCall } from "../../backend/index.js";
import { sizeOf } from "../../tensor/index.js";
import { dense, putBack, writable } from "../dense.js";

export function overlapAdd({ inputs, outputs: [out], attrs: { hopLength } }: PrimitiveCall<"overlapAdd">): void {
  const [x] = inputs;
  const [window, factors] = inputs.slice(1).map(dense);
  const [size, frames] = x.shape.slice(-2);
  const length = out.shape[out.shape.length - 1];
  const data = dense(x);
  const result = writable(out);
  const sums = new Float64Array(length);
  const signals = sizeOf(x.shape.slice(0, -2));
  for (let s = 0; s < signals; s++) {
    sums.fill(0);
    for (let i = 0; i < size; i++) {
      const from = (s * size + i) * frames;
      // Sample i of frame t lies at t·hopLength + i; what would lie past the end is cut.
      const inside = Math.min(frames, Math.ceil((length - i) / hopLength));
      const weight = window ? window[i] : 1;
      for (let t = 0; t < inside; t++) sums[t * hopLength + i] += data[from + t] * weight;
    }
    if (factors) for (let i = 0; i < length; i++) sums[i] *= factors[i];
    result.set(sums, s * length);
  }
  putBack(out, result);
}
