// Convolution and pooling over one or two axes are three with leading ones; kernels know only three.
import type { View } from "@sonograd/core";
import { reshaped } from "./views.js";

export type Triple = readonly [number, number, number];

/** Values per axis with `lead` in front where there are fewer than three. */
export function triple(values: readonly number[], lead: number): Triple {
  const [a, b, c] = [lead, lead, ...values].slice(-3);
  return [a, b, c];
}

/** [N, C, ...spatial] as [N, C, D, H, W]. */
export function spatialView(view: View): View {
  const missing = 5 - view.shape.length;
  const pad = (values: readonly number[], fill: number): number[] => [
    ...values.slice(0, 2),
    ...Array.from({ length: missing }, () => fill),
    ...values.slice(2),
  ];
  return reshaped(view, pad(view.shape, 1), pad(view.strides, 0));
}

/** Extents of a [N, C, D, H, W] view as kernel numbers `${prefix}_d`, `${prefix}_h`, `${prefix}_w`. */
export const spatialExtents = (prefix: string, view: View): [string, number][] =>
  (["d", "h", "w"] as const).map((axis, k) => [`${prefix}_${axis}`, view.shape[k + 2]]);
