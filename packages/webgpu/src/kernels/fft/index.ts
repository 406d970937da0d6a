// The primitives of the Fourier family.
import type { PrimitiveCall, View } from "@sonograd/core";
import type { LowerContext } from "../kernel.js";
import { coalesceBatch } from "../views.js";
import { complexSink, halvedHermitianSource, hermitianSource, pairedSink, realSink, viewSource } from "./ends.js";
import { halfRadices, realTransform } from "./real.js";
import { transform, type TransformOptions } from "./transform.js";

type Fourier = "fft" | "rfft" | "irfft";

/** The call along its last axis: the batch axes joined where that is possible. */
function prepare({ inputs, outputs, attrs }: PrimitiveCall<Fourier>): {
  x: View;
  out: View;
  options: TransformOptions;
} {
  const { views, rank } = coalesceBatch([outputs[0], inputs[0]], [1, 1]);
  const [out, x] = views;
  return { x, out, options: { ...attrs, batch: out.shape.slice(0, rank) } };
}

export function fft(call: PrimitiveCall<"fft">, context: LowerContext): void {
  const { x, out, options } = prepare(call);
  transform(options, viewSource(x), complexSink(out), context);
}

export function rfft(call: PrimitiveCall<"rfft">, context: LowerContext): void {
  const { x, out, options } = prepare(call);
  realTransform(options, viewSource(x), complexSink(out), context);
}

export function irfft(call: PrimitiveCall<"irfft">, context: LowerContext): void {
  const { x, out, options } = prepare(call);
  const { n } = options;
  if (halfRadices(n, context))
    transform({ ...options, n: n / 2, rootCount: n }, halvedHermitianSource(x, n), pairedSink(out), context);
  else transform(options, hermitianSource(x, n), realSink(out), context);
}
