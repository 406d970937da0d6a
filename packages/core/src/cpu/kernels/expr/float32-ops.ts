// The commonest operations of expressions on blocks of float32, four elements per turn: that halves the time of loops as
// short as these. Arithmetic is in float64 and the store rounds once, which gives the bits of `real-ops.ts` followed by
// a rounding. Bools are 0 and 1.
import type { MapOp } from "../../../backend/index.js";
import { FLOAT32_CHOICES } from "./float32-choices.js";
import { exp, sigmoid, tanh } from "./float32-exp.js";
import { log } from "./float32-log.js";

/** out[i] = op(a[i], b[i], c[i], d[i]) for i < n; `out` may be an argument. Operations leave out the arguments they do not have. */
export type Float32Loop = (
  n: number,
  out: Float32Array,
  a: Float32Array,
  b: Float32Array,
  c: Float32Array,
  d: Float32Array,
) => void;

const whole = (n: number): number => n - (n & 3);

const ARITHMETIC: Partial<Record<MapOp, Float32Loop>> = {
  add: (n, out, a, b) => {
    const end = whole(n);
    for (let i = 0; i < end; i += 4) {
      out[i] = a[i] + b[i];
      out[i + 1] = a[i + 1] + b[i + 1];
      out[i + 2] = a[i + 2] + b[i + 2];
      out[i + 3] = a[i + 3] + b[i + 3];
    }
    for (let i = end; i < n; i++) out[i] = a[i] + b[i];
  },
  sub: (n, out, a, b) => {
    const end = whole(n);
    for (let i = 0; i < end; i += 4) {
      out[i] = a[i] - b[i];
      out[i + 1] = a[i + 1] - b[i + 1];
      out[i + 2] = a[i + 2] - b[i + 2];
      out[i + 3] = a[i + 3] - b[i + 3];
    }
    for (let i = end; i < n; i++) out[i] = a[i] - b[i];
  },
  mul: (n, out, a, b) => {
    const end = whole(n);
    for (let i = 0; i < end; i += 4) {
      out[i] = a[i] * b[i];
      out[i + 1] = a[i + 1] * b[i + 1];
      out[i + 2] = a[i + 2] * b[i + 2];
      out[i + 3] = a[i + 3] * b[i + 3];
    }
    for (let i = end; i < n; i++) out[i] = a[i] * b[i];
  },
  div: (n, out, a, b) => {
    const end = whole(n);
    for (let i = 0; i < end; i += 4) {
      out[i] = a[i] / b[i];
      out[i + 1] = a[i + 1] / b[i + 1];
      out[i + 2] = a[i + 2] / b[i + 2];
      out[i + 3] = a[i + 3] / b[i + 3];
    }
    for (let i = end; i < n; i++) out[i] = a[i] / b[i];
  },
  neg: (n, out, a) => {
    const end = whole(n);
    for (let i = 0; i < end; i += 4) {
      out[i] = -a[i];
      out[i + 1] = -a[i + 1];
      out[i + 2] = -a[i + 2];
      out[i + 3] = -a[i + 3];
    }
    for (let i = end; i < n; i++) out[i] = -a[i];
  },
  abs: (n, out, a) => {
    const end = whole(n);
    for (let i = 0; i < end; i += 4) {
      out[i] = Math.abs(a[i]);
      out[i + 1] = Math.abs(a[i + 1]);
      out[i + 2] = Math.abs(a[i + 2]);
      out[i + 3] = Math.abs(a[i + 3]);
    }
    for (let i = end; i < n; i++) out[i] = Math.abs(a[i]);
  },
  square: (n, out, a) => {
    const end = whole(n);
    for (let i = 0; i < end; i += 4) {
      out[i] = a[i] * a[i];
      out[i + 1] = a[i + 1] * a[i + 1];
      out[i + 2] = a[i + 2] * a[i + 2];
      out[i + 3] = a[i + 3] * a[i + 3];
    }
    for (let i = end; i < n; i++) out[i] = a[i] * a[i];
  },
  reciprocal: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = 1 / a[i];
  },
  sqrt: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.sqrt(a[i]);
  },
  rsqrt: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = 1 / Math.sqrt(a[i]);
  },
  sign: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] > 0) - +(a[i] < 0);
  },
  floor: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.floor(a[i]);
  },
  ceil: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.ceil(a[i]);
  },
  exp,
  sigmoid,
  log,
  tanh,
};

/** (a − b) · c + d, each step rounded: what normalisations come down to. */
export const normalize: Float32Loop = (n, out, a, b, c, d) => {
  const round = Math.fround;
  const end = whole(n);
  for (let i = 0; i < end; i += 4) {
    out[i] = round(round(a[i] - b[i]) * c[i]) + d[i];
    out[i + 1] = round(round(a[i + 1] - b[i + 1]) * c[i + 1]) + d[i + 1];
    out[i + 2] = round(round(a[i + 2] - b[i + 2]) * c[i + 2]) + d[i + 2];
    out[i + 3] = round(round(a[i + 3] - b[i + 3]) * c[i + 3]) + d[i + 3];
  }
  for (let i = end; i < n; i++) out[i] = round(round(a[i] - b[i]) * c[i]) + d[i];
};

export const FLOAT32_LOOPS: Partial<Record<MapOp, Float32Loop>> = { ...ARITHMETIC, ...FLOAT32_CHOICES };
