// The commonest operations of expressions on blocks of float32, four elements per turn: that halves the time of loops as
// short as these. Arithmetic is in float64 and the store rounds once, which gives the bits of `real-ops.ts` followed by
// a rounding. Bools are 0 and 1.
import type { MapOp } from "../../../backend/index.js";
import { exp, sigmoid } from "./float32-exp.js";

/** out[i] = op(a[i], b[i], c[i]) for i < n; `out` may be an argument. Operations leave out the arguments they do not have. */
export type Float32Loop = (n: number, out: Float32Array, a: Float32Array, b: Float32Array, c: Float32Array) => void;

/** Chooses by position, as in `real-ops.ts`: a branch on random data is mispredicted half of the time. */
const PICK = new Float32Array(8);

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
  log: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.log(a[i]);
  },
  tanh: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = Math.tanh(a[i]);
  },
};

const CHOICE: Partial<Record<MapOp, Float32Loop>> = {
  relu: (n, out, a) => {
    const end = whole(n);
    for (let i = 1; i < 8; i += 2) PICK[i] = 0;
    for (let i = 0; i < end; i += 4) {
      const p = a[i];
      const q = a[i + 1];
      const r = a[i + 2];
      const s = a[i + 3];
      PICK[0] = p;
      PICK[2] = q;
      PICK[4] = r;
      PICK[6] = s;
      out[i] = PICK[+(p <= 0)]; // NaN passes
      out[i + 1] = PICK[2 | +(q <= 0)];
      out[i + 2] = PICK[4 | +(r <= 0)];
      out[i + 3] = PICK[6 | +(s <= 0)];
    }
    for (let i = end; i < n; i++) out[i] = a[i] <= 0 ? 0 : a[i];
  },
  maximum: (n, out, a, b) => {
    const end = whole(n);
    for (let i = 0; i < end; i += 4) {
      PICK[0] = b[i];
      PICK[1] = a[i];
      PICK[2] = b[i + 1];
      PICK[3] = a[i + 1];
      PICK[4] = b[i + 2];
      PICK[5] = a[i + 2];
      PICK[6] = b[i + 3];
      PICK[7] = a[i + 3];
      out[i] = PICK[+(a[i] > b[i]) | +(a[i] !== a[i])];
      out[i + 1] = PICK[2 | +(a[i + 1] > b[i + 1]) | +(a[i + 1] !== a[i + 1])];
      out[i + 2] = PICK[4 | +(a[i + 2] > b[i + 2]) | +(a[i + 2] !== a[i + 2])];
      out[i + 3] = PICK[6 | +(a[i + 3] > b[i + 3]) | +(a[i + 3] !== a[i + 3])];
    }
    for (let i = end; i < n; i++) out[i] = a[i] > b[i] || a[i] !== a[i] ? a[i] : b[i];
  },
  minimum: (n, out, a, b) => {
    const end = whole(n);
    for (let i = 0; i < end; i += 4) {
      PICK[0] = b[i];
      PICK[1] = a[i];
      PICK[2] = b[i + 1];
      PICK[3] = a[i + 1];
      PICK[4] = b[i + 2];
      PICK[5] = a[i + 2];
      PICK[6] = b[i + 3];
      PICK[7] = a[i + 3];
      out[i] = PICK[+(a[i] < b[i]) | +(a[i] !== a[i])];
      out[i + 1] = PICK[2 | +(a[i + 1] < b[i + 1]) | +(a[i + 1] !== a[i + 1])];
      out[i + 2] = PICK[4 | +(a[i + 2] < b[i + 2]) | +(a[i + 2] !== a[i + 2])];
      out[i + 3] = PICK[6 | +(a[i + 3] < b[i + 3]) | +(a[i + 3] !== a[i + 3])];
    }
    for (let i = end; i < n; i++) out[i] = a[i] < b[i] || a[i] !== a[i] ? a[i] : b[i];
  },
  where: (n, out, a, b, c) => {
    const end = whole(n);
    for (let i = 0; i < end; i += 4) {
      PICK[0] = c[i];
      PICK[1] = b[i];
      PICK[2] = c[i + 1];
      PICK[3] = b[i + 1];
      PICK[4] = c[i + 2];
      PICK[5] = b[i + 2];
      PICK[6] = c[i + 3];
      PICK[7] = b[i + 3];
      out[i] = PICK[+(a[i] !== 0)];
      out[i + 1] = PICK[2 | +(a[i + 1] !== 0)];
      out[i + 2] = PICK[4 | +(a[i + 2] !== 0)];
      out[i + 3] = PICK[6 | +(a[i + 3] !== 0)];
    }
    for (let i = end; i < n; i++) out[i] = a[i] !== 0 ? b[i] : c[i];
  },
};

const COMPARISON: Partial<Record<MapOp, Float32Loop>> = {
  eq: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] === b[i]);
  },
  ne: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] !== b[i]);
  },
  lt: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] < b[i]);
  },
  le: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] <= b[i]);
  },
  gt: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] > b[i]);
  },
  ge: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] >= b[i]);
  },
  not: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] === 0);
  },
  isnan: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] !== a[i]);
  },
  and: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] !== 0) & +(b[i] !== 0);
  },
  or: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] !== 0) | +(b[i] !== 0);
  },
  xor: (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] !== 0) ^ +(b[i] !== 0);
  },
  /** To bool. */
  cast: (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = +(a[i] !== 0);
  },
};

export const FLOAT32_LOOPS: Partial<Record<MapOp, Float32Loop>> = { ...ARITHMETIC, ...CHOICE, ...COMPARISON };
