// Comparisons, what chooses by them, and logic on blocks of float32 (see float32-ops.ts).
import type { MapOp } from "../../../backend/index.js";
import type { Float32Loop } from "./float32-ops.js";

/** Chooses by position, as in `real-ops.ts`: a branch on random data is mispredicted half of the time. */
const PICK = new Float32Array(8);

const whole = (n: number): number => n - (n & 3);

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

const COMPARISON = {
  eq: (n, out, a, b) => {
    const end = whole(n);
    for (let i = 0; i < end; i += 4) {
      out[i] = +(a[i] === b[i]);
      out[i + 1] = +(a[i + 1] === b[i + 1]);
      out[i + 2] = +(a[i + 2] === b[i + 2]);
      out[i + 3] = +(a[i + 3] === b[i + 3]);
    }
    for (let i = end; i < n; i++) out[i] = +(a[i] === b[i]);
  },
  ne: (n, out, a, b) => {
    const end = whole(n);
    for (let i = 0; i < end; i += 4) {
      out[i] = +(a[i] !== b[i]);
      out[i + 1] = +(a[i + 1] !== b[i + 1]);
      out[i + 2] = +(a[i + 2] !== b[i + 2]);
      out[i + 3] = +(a[i + 3] !== b[i + 3]);
    }
    for (let i = end; i < n; i++) out[i] = +(a[i] !== b[i]);
  },
  lt: (n, out, a, b) => {
    const end = whole(n);
    for (let i = 0; i < end; i += 4) {
      out[i] = +(a[i] < b[i]);
      out[i + 1] = +(a[i + 1] < b[i + 1]);
      out[i + 2] = +(a[i + 2] < b[i + 2]);
      out[i + 3] = +(a[i + 3] < b[i + 3]);
    }
    for (let i = end; i < n; i++) out[i] = +(a[i] < b[i]);
  },
  le: (n, out, a, b) => {
    const end = whole(n);
    for (let i = 0; i < end; i += 4) {
      out[i] = +(a[i] <= b[i]);
      out[i + 1] = +(a[i + 1] <= b[i + 1]);
      out[i + 2] = +(a[i + 2] <= b[i + 2]);
      out[i + 3] = +(a[i + 3] <= b[i + 3]);
    }
    for (let i = end; i < n; i++) out[i] = +(a[i] <= b[i]);
  },
} satisfies Partial<Record<MapOp, Float32Loop>>;

const LOGIC: Partial<Record<MapOp, Float32Loop>> = {
  gt: (n, out, a, b) => COMPARISON.lt(n, out, b, a),
  ge: (n, out, a, b) => COMPARISON.le(n, out, b, a),
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

/** where(a < b, c, d) in one step. */
export const whereLess: Float32Loop = (n, out, a, b, c, d) => {
  const end = whole(n);
  for (let i = 0; i < end; i += 4) {
    PICK[0] = d[i];
    PICK[1] = c[i];
    PICK[2] = d[i + 1];
    PICK[3] = c[i + 1];
    PICK[4] = d[i + 2];
    PICK[5] = c[i + 2];
    PICK[6] = d[i + 3];
    PICK[7] = c[i + 3];
    out[i] = PICK[+(a[i] < b[i])];
    out[i + 1] = PICK[2 | +(a[i + 1] < b[i + 1])];
    out[i + 2] = PICK[4 | +(a[i + 2] < b[i + 2])];
    out[i + 3] = PICK[6 | +(a[i + 3] < b[i + 3])];
  }
  for (let i = end; i < n; i++) out[i] = a[i] < b[i] ? c[i] : d[i];
};

/** where(a ≤ b, c, d) in one step: the gradient of relu, clamp and their kind. */
export const whereUpTo: Float32Loop = (n, out, a, b, c, d) => {
  const end = whole(n);
  for (let i = 0; i < end; i += 4) {
    PICK[0] = d[i];
    PICK[1] = c[i];
    PICK[2] = d[i + 1];
    PICK[3] = c[i + 1];
    PICK[4] = d[i + 2];
    PICK[5] = c[i + 2];
    PICK[6] = d[i + 3];
    PICK[7] = c[i + 3];
    out[i] = PICK[+(a[i] <= b[i])];
    out[i + 1] = PICK[2 | +(a[i + 1] <= b[i + 1])];
    out[i + 2] = PICK[4 | +(a[i + 2] <= b[i + 2])];
    out[i + 3] = PICK[6 | +(a[i + 3] <= b[i + 3])];
  }
  for (let i = end; i < n; i++) out[i] = a[i] <= b[i] ? c[i] : d[i];
};

export const FLOAT32_CHOICES: Partial<Record<MapOp, Float32Loop>> = { ...CHOICE, ...COMPARISON, ...LOGIC };
