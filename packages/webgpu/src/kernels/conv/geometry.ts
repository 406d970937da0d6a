// A convolution as its kernels see it: unit axes gone, neighbouring axes of a pointwise one joined, numbers declared.
import type { ConvAttrs, View } from "@sonograd/core";
import type { KernelBuilder } from "../kernel.js";
import { range, reshaped } from "../views.js";

export type AxisName = "d" | "h" | "w";

/** One spatial axis. All but the padding are constants of the code. */
export interface Axis {
  readonly name: AxisName;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: number;
}

/** x [N, C, ...axes] · w [O, C / groups, ...axes] → y [N, O, ...axes], with one to three axes. */
export interface Geometry {
  readonly x: View;
  readonly w: View;
  readonly y: View;
  /** From the outermost to the innermost. */
  readonly axes: readonly Axis[];
  readonly groups: number;
  /** Per group. */
  readonly inChannels: number;
  /** Per group. */
  readonly outChannels: number;
}

/** Axes of extent 1 cost index arithmetic and nothing else; 1 × 1 kernels see a plane as a line. */
export function geometryOf(x: View, w: View, y: View, attrs: ConvAttrs): Geometry {
  const kept: { axis: Omit<Axis, "name">; x: Extent; w: Extent; y: Extent }[] = [];
  for (const k of range(attrs.stride.length)) {
    const axis = {
      kernel: w.shape[k + 2],
      stride: attrs.stride[k],
      dilation: attrs.dilation[k],
      padding: attrs.padding[k][0],
    };
    const one = { axis, x: extentOf(x, k + 2), w: extentOf(w, k + 2), y: extentOf(y, k + 2) };
    if (axis.kernel === 1 && axis.padding === 0 && one.x.length === 1 && one.y.length === 1) continue;
    const last = kept.at(-1);
    if (last && isPointwise(last) && isPointwise(one) && joins(last.x, one.x) && joins(last.y, one.y)) {
      kept[kept.length - 1] = { ...one, x: joined(last.x, one.x), y: joined(last.y, one.y) };
    } else kept.push(one);
  }
  if (kept.length === 0) {
    const unit = { length: 1, stride: 0 };
    kept.push({ axis: { kernel: 1, stride: 1, dilation: 1, padding: 0 }, x: unit, w: unit, y: unit });
  }
  const names = (["d", "h", "w"] as const).slice(-kept.length);
  const withAxes = (view: View, extents: readonly Extent[]): View =>
    reshaped(
      view,
      [...view.shape.slice(0, 2), ...extents.map((e) => e.length)],
      [...view.strides.slice(0, 2), ...extents.map((e) => e.stride)],
    );
  return {
    x: withAxes(x, kept.map((k) => k.x)), // prettier-ignore
    w: withAxes(w, kept.map((k) => k.w)), // prettier-ignore
    y: withAxes(y, kept.map((k) => k.y)), // prettier-ignore
    axes: kept.map(({ axis }, k) => ({ name: names[k], ...axis })),
    groups: attrs.groups,
    inChannels: w.shape[1],
    outChannels: w.shape[0] / attrs.groups,
  };
}

interface Extent {
  readonly length: number;
  readonly stride: number;
}

const extentOf = (view: View, axis: number): Extent => ({ length: view.shape[axis], stride: view.strides[axis] });

const isPointwise = ({ axis, x, y }: { axis: Omit<Axis, "name">; x: Extent; y: Extent }): boolean =>
  axis.kernel === 1 && axis.stride === 1 && axis.padding === 0 && x.length === y.length;

const joins = (outer: Extent, inner: Extent): boolean => outer.stride === inner.stride * inner.length;
const joined = (outer: Extent, inner: Extent): Extent => ({
  length: outer.length * inner.length,
  stride: inner.stride,
});

/** Numbers of a kernel: extents `x_w`, `y_w`, … of both sides, `pad_w`, … and the channels. */
export function declareGeometry(builder: KernelBuilder, { x, y, axes, ...channels }: Geometry): void {
  axes.forEach(({ name, padding }, k) => {
    builder
      .u32(`x_${name}`, x.shape[k + 2])
      .u32(`y_${name}`, y.shape[k + 2])
      .i32(`pad_${name}`, padding);
  });
  builder
    .u32("groups", channels.groups)
    .u32("in_channels", channels.inChannels)
    .u32("out_channels", channels.outChannels);
}

/** All of a geometry that is part of the code. */
export const geometryKey = ({ axes }: Geometry): string =>
  axes.map(({ kernel, stride, dilation }) => [kernel, stride, dilation].join()).join(";");

/** Items that one thread computes together. */
export const blockOf = (extent: number): number => Math.min(extent, 4);
