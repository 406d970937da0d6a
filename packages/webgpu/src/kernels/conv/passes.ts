// Forward and input gradient are one loop: every result gathers, over the channels of the other side and over the taps that
// reach it, a weight times an element of the source. This is what differs between the two.
import type { View } from "@sonograd/core";
import { type AxisName, type Geometry } from "./geometry.js";
import { range } from "../views.js";

/**
 * One axis of the gather. A result at `position` meets the taps first, first + tapStep, …; the first one reads the
 * source at `start`, each next one `sourceStep` further.
 */
export interface GatherAxis {
  readonly name: AxisName;
  readonly kernel: number;
  readonly tapStep: number;
  readonly sourceStep: number;
  /** Neighbouring results of a tile read the source this far apart … */
  readonly resultStep: number;
  /** … and lie this far apart: results one stride apart meet the same taps. */
  readonly classes: number;
  /** Some results meet no tap at all. */
  readonly isPatchy: boolean;
  /** WGSL that declares `first_w: u32` (the kernel's size where no tap fits) and `start_w: i32` from a position. */
  readonly locate: (position: string, suffix?: string) => string;
  /** Extents: numbers of the uniform. */
  readonly sourceExtent: string;
  readonly resultExtent: string;
}

export interface Gather {
  readonly label: string;
  readonly source: View;
  readonly weight: View;
  readonly result: View;
  readonly bias?: View | undefined;
  readonly axes: readonly GatherAxis[];
  /** Channels per group that are written and that are summed over: numbers of the uniform. */
  readonly resultChannels: string;
  readonly sourceChannels: string;
  /** Result channels per group. */
  readonly rows: number;
  /** Source channels per group. */
  readonly depth: number;
  /** Coordinates in the weight of a result channel and a source channel, both counted within group `g`. */
  readonly weightAt: (result: string, source: string) => [string, string];
  /** The weight's axis of source channels. */
  readonly depthAxis: 0 | 1;
}

export const forwardPass = (geometry: Geometry, bias: View | undefined): Gather => ({
  label: "conv",
  source: geometry.x,
  weight: geometry.w,
  result: geometry.y,
  bias,
  axes: geometry.axes.map(({ name, kernel, stride, dilation }) => ({
    name,
    kernel,
    tapStep: 1,
    sourceStep: dilation,
    resultStep: stride,
    classes: 1,
    isPatchy: false,
    locate: (position, suffix = "") => `  let first_${name}${suffix} = 0u;
  let start_${name}${suffix} = i32(${position}) * ${stride} - p.pad_${name};`,
    sourceExtent: `p.x_${name}`,
    resultExtent: `p.y_${name}`,
  })),
  resultChannels: "p.out_channels",
  sourceChannels: "p.in_channels",
  rows: geometry.outChannels,
  depth: geometry.inChannels,
  weightAt: (result, source) => [`g * p.out_channels + ${result}`, source],
  depthAxis: 1,
});

/**
 * An input position i meets the taps k with i + padding − k·dilation divisible by the stride: one residue class of taps,
 * the same for all positions a stride apart, so that nothing is tested inside the loops.
 */
export const inputGradPass = (geometry: Geometry): Gather => ({
  label: "conv:input_grad",
  source: geometry.y,
  weight: geometry.w,
  result: geometry.x,
  axes: geometry.axes.map(({ name, kernel, stride, dilation }) => {
    const shared = greatestCommonDivisor(stride, dilation);
    const tapStep = stride / shared;
    return {
      name,
      kernel,
      tapStep,
      sourceStep: -dilation / shared,
      resultStep: 1,
      classes: stride,
      isPatchy: shared > 1,
      locate: (position, suffix = "") => `  let reach_${name}${suffix} = i32(${position}) + p.pad_${name};
  let first_${name}${suffix} = ${firstTap(`reach_${name}${suffix}`, kernel, stride, dilation, tapStep)};
  let start_${name}${suffix} = (reach_${name}${suffix} - i32(first_${name}${suffix}) * ${dilation}) / ${stride};`,
      sourceExtent: `p.y_${name}`,
      resultExtent: `p.x_${name}`,
    };
  }),
  resultChannels: "p.in_channels",
  sourceChannels: "p.out_channels",
  rows: geometry.inChannels,
  depth: geometry.outChannels,
  weightAt: (result, source) => [`g * p.out_channels + ${source}`, result],
  depthAxis: 0,
});

/** WGSL for the smallest tap that fits, or the kernel's size: there are `tapStep` candidates. */
function firstTap(reach: string, kernel: number, stride: number, dilation: number, tapStep: number): string {
  if (stride === 1) return "0u";
  if (dilation === 1) return `u32(${reach} % ${stride})`;
  return range(tapStep).reduceRight(
    (otherwise, k) => `select(${otherwise}, ${k}u, (${reach} - ${k * dilation}) % ${stride} == 0)`,
    `${kernel}u`,
  );
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
