// The primitives of the Fourier family.
import type { PrimitiveCall, View } from "@sonograd/core";
import type { LowerContext } from "../kernel.js";
import { coalesceBatch } from "../views.js";
import {
  complexSink,
  complexSource,
  cutSink,
  hermitianSource,
  realSink,
  realSource,
  type Sink,
  type Source,
} from "./ends.js";
import { transform } from "./transform.js";

function alongLast(
  call: PrimitiveCall<"fft" | "rfft" | "irfft">,
  source: (view: View) => Source,
  sink: (view: View) => Sink,
  context: LowerContext,
): void {
  const { views, rank } = coalesceBatch([call.outputs[0], call.inputs[0]], [1, 1]);
  const [out, x] = views;
  transform({ ...call.attrs, batch: out.shape.slice(0, rank) }, source(x), sink(out), context);
}

export function fft(call: PrimitiveCall<"fft">, context: LowerContext): void {
  alongLast(call, complexSource, complexSink, context);
}

export function rfft(call: PrimitiveCall<"rfft">, context: LowerContext): void {
  alongLast(call, realSource, cutSink, context);
}

export function irfft(call: PrimitiveCall<"irfft">, context: LowerContext): void {
  alongLast(call, (x) => hermitianSource(x, call.attrs.n), realSink, context);
}
