// scan: running sums, products and extremes along an axis. A NaN stays in the result from where it is met.
import type { PrimitiveCall } from "../../backend/index.js";
import { isComplex, isIntegral, type TypedArray } from "../../tensor/index.js";
import { dataOf } from "../storage.js";
import { forEachLine } from "../strided.js";

export function scan({ inputs: [x], outputs: [out], attrs: { kind, dim, reverse } }: PrimitiveCall<"scan">): void {
  const isScalar = x.shape.length === 0;
  const count = isScalar ? 1 : x.shape[dim];
  const slots = isComplex(x.dtype) ? 2 : 1;
  const step = isScalar ? 0 : x.strides[dim] * slots;
  const outStep = isScalar ? 0 : out.strides[dim] * slots;
  const [data, result] = [dataOf(x), dataOf(out)];
  const line =
    slots === 2
      ? COMPLEX_LINES[kind as "sum" | "prod"]
      : LINES[kind === "prod" && isIntegral(x.dtype) ? "intProd" : kind];
  forEachLine([x, out], dim, ([from, to]) => {
    const start = reverse ? count - 1 : 0;
    const sign = reverse ? -1 : 1;
    line(data, from * slots + start * step, sign * step, result, to * slots + start * outStep, sign * outStep, count);
  });
}

type Line = (
  data: TypedArray,
  from: number,
  step: number,
  out: TypedArray,
  to: number,
  outStep: number,
  count: number,
) => void;

const LINES: Record<"sum" | "prod" | "intProd" | "max" | "min", Line> = {
  sum: (data, from, step, out, to, outStep, count) => {
    let acc = 0;
    for (let i = 0; i < count; i++) {
      acc += data[from + i * step];
      out[to + i * outStep] = acc;
    }
  },
  prod: (data, from, step, out, to, outStep, count) => {
    let acc = 1;
    for (let i = 0; i < count; i++) {
      acc *= data[from + i * step];
      out[to + i * outStep] = acc;
    }
  },
  intProd: (data, from, step, out, to, outStep, count) => {
    let acc = 1;
    for (let i = 0; i < count; i++) {
      acc = Math.imul(acc, data[from + i * step]);
      out[to + i * outStep] = acc;
    }
  },
  max: (data, from, step, out, to, outStep, count) => {
    let acc = -Infinity;
    for (let i = 0; i < count; i++) {
      acc = Math.max(acc, data[from + i * step]);
      out[to + i * outStep] = acc;
    }
  },
  min: (data, from, step, out, to, outStep, count) => {
    let acc = Infinity;
    for (let i = 0; i < count; i++) {
      acc = Math.min(acc, data[from + i * step]);
      out[to + i * outStep] = acc;
    }
  },
};

const COMPLEX_LINES: Record<"sum" | "prod", Line> = {
  sum: (data, from, step, out, to, outStep, count) => {
    LINES.sum(data, from, step, out, to, outStep, count);
    LINES.sum(data, from + 1, step, out, to + 1, outStep, count);
  },
  prod: (data, from, step, out, to, outStep, count) => {
    let re = 1;
    let im = 0;
    for (let i = 0; i < count; i++) {
      const a = data[from + i * step];
      const b = data[from + i * step + 1];
      const product = re * a - im * b;
      im = re * b + im * a;
      re = product;
      out[to + i * outStep] = re;
      out[to + i * outStep + 1] = im;
    }
  },
};
