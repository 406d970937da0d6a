// fft, rfft and irfft along the last axis, computed in float64 for every dtype.
import type { PrimitiveCall } from "../../../backend/index.js";
import type { TypedArray } from "../../../tensor/index.js";
import { dataOf } from "../../storage.js";
import { forEachLine } from "../../strided.js";
import { planOf } from "./plan.js";
import { inverseRealPlanOf, realPlanOf } from "./real.js";

export { realPlanOf } from "./real.js";

export function fft({ inputs: [x], outputs: [out], attrs: { n, inverse, scale } }: PrimitiveCall<"fft">): void {
  const plan = planOf(n);
  const [data, result] = [dataOf(x), dataOf(out)];
  const dim = x.shape.length - 1;
  const [step, outStep] = [2 * x.strides[dim], 2 * out.strides[dim]];
  // The inverse is the forward transform with real and imaginary parts exchanged on both sides.
  const re = inverse ? 1 : 0;
  const im = 1 - re;
  forEachLine([x, out], dim, ([from, to]) => {
    const { input } = plan;
    if (step === 2 && !inverse) input.set(data.subarray(2 * from, 2 * (from + n)));
    else
      for (let i = 0; i < n; i++) {
        input[2 * i + re] = data[2 * from + i * step];
        input[2 * i + im] = data[2 * from + i * step + 1];
      }
    const spectrum = plan.run();
    if (!inverse) return storePairs(spectrum, scale, result, 2 * to, outStep);
    for (let i = 0; i < n; i++) {
      result[2 * to + i * outStep] = spectrum[2 * i + 1] * scale;
      result[2 * to + i * outStep + 1] = spectrum[2 * i] * scale;
    }
  });
}

export function rfft({ inputs: [x], outputs: [out], attrs: { n, scale } }: PrimitiveCall<"rfft">): void {
  const plan = realPlanOf(n);
  const [data, result] = [dataOf(x), dataOf(out)];
  const dim = x.shape.length - 1;
  const [step, outStep] = [x.strides[dim], 2 * out.strides[dim]];
  forEachLine([x, out], dim, ([from, to]) => {
    const { samples, bins } = plan;
    if (step === 1) samples.set(data.subarray(from, from + n));
    else for (let i = 0; i < n; i++) samples[i] = data[from + i * step];
    plan.run();
    storePairs(bins, scale, result, 2 * to, outStep);
  });
}

function storePairs(pairs: Float64Array, scale: number, result: TypedArray, to: number, step: number): void {
  if (scale === 1 && step === 2) result.set(pairs, to);
  else
    for (let i = 0, at = to; i < pairs.length; i += 2, at += step) {
      result[at] = pairs[i] * scale;
      result[at + 1] = pairs[i + 1] * scale;
    }
}

export function irfft({ inputs: [x], outputs: [out], attrs: { n, scale } }: PrimitiveCall<"irfft">): void {
  const plan = inverseRealPlanOf(n);
  const [data, result] = [dataOf(x), dataOf(out)];
  const dim = x.shape.length - 1;
  const [step, outStep] = [2 * x.strides[dim], out.strides[dim]];
  forEachLine([x, out], dim, ([from, to]) => {
    const { samples, bins } = plan;
    for (let i = 0, at = 2 * from; i < bins.length; i += 2, at += step) {
      bins[i] = data[at];
      bins[i + 1] = data[at + 1];
    }
    plan.run();
    for (let i = 0; i < n; i++) result[to + i * outStep] = samples[i] * scale;
  });
}
