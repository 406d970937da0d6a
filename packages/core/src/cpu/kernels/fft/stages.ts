// The passes of a mixed-radix Stockham transform on interleaved complex numbers. A pass of radix r takes
// transforms of length n = r·m, `stride` of them side by side, from x and leaves r times as many of length m in y:
//   y[q + s·(r·p + j)] = w_n^(j·p) · Σ_k x[q + s·(p + m·k)] · w_r^(j·k)
// No reordering pass is needed. After the last one the result is in order.

export interface Stage {
  readonly radix: number;
  /** Length of what is left after this pass. */
  readonly m: number;
  /** Transforms side by side. */
  readonly stride: number;
  /** w_n^(j·p) for p = 0…m−1 and j = 1…radix−1, as pairs. */
  readonly twiddles: Float64Array;
  /** cos and sin of 2πk / radix as pairs, for radices without a pass of their own. */
  readonly roots: Float64Array;
}

/** exp(−2πi·k / n) for k = index(0)…index(count − 1), as pairs. */
export function rootsOfUnity(n: number, count: number, index: (i: number) => number = (i) => i): Float64Array {
  const table = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    const k = index(i) % n;
    table[2 * i] = Math.cos((2 * Math.PI * k) / n);
    table[2 * i + 1] = -Math.sin((2 * Math.PI * k) / n);
  }
  return table;
}

export function makeStage(radix: number, m: number, stride: number): Stage {
  const others = radix - 1;
  const twiddles = rootsOfUnity(radix * m, m * others, (i) => Math.floor(i / others) * ((i % others) + 1));
  return { radix, m, stride, twiddles, roots: rootsOfUnity(radix, radix) };
}

export function runStage(stage: Stage, x: Float64Array, y: Float64Array): void {
  if (stage.radix === 4 && stage.stride === 1) radix4First(stage, x, y);
  else if (stage.radix === 4) radix4(stage, x, y);
  else if (stage.radix === 2) radix2(stage, x, y);
  else if (stage.radix === 3) radix3(stage, x, y);
  else if (stage.radix === 5) radix5(stage, x, y);
  else anyRadix(stage, x, y);
}

function radix2({ m, stride, twiddles }: Stage, x: Float64Array, y: Float64Array): void {
  const row = 2 * stride;
  for (let p = 0; p < m; p++) {
    const wr = twiddles[2 * p];
    const wi = twiddles[2 * p + 1];
    const from = row * p;
    const to = 2 * from;
    for (let q = 0; q < row; q += 2) {
      const a = from + q;
      const b = a + row * m;
      const re = x[a] - x[b];
      const im = x[a + 1] - x[b + 1];
      y[to + q] = x[a] + x[b];
      y[to + q + 1] = x[a + 1] + x[b + 1];
      y[to + row + q] = re * wr - im * wi;
      y[to + row + q + 1] = re * wi + im * wr;
    }
  }
}

function radix4({ m, stride, twiddles }: Stage, x: Float64Array, y: Float64Array): void {
  const row = 2 * stride;
  const quarter = row * m;
  radix4Untwisted(row, quarter, x, y);
  for (let p = 1; p < m; p++) {
    const t = 6 * p;
    const w1r = twiddles[t];
    const w1i = twiddles[t + 1];
    const w2r = twiddles[t + 2];
    const w2i = twiddles[t + 3];
    const w3r = twiddles[t + 4];
    const w3i = twiddles[t + 5];
    const end = row * (p + 1);
    for (let a = row * p, out = 4 * a; a < end; a += 2, out += 2) {
      const b = a + quarter;
      const c = b + quarter;
      const d = c + quarter;
      const sumAcR = x[a] + x[c];
      const sumAcI = x[a + 1] + x[c + 1];
      const difAcR = x[a] - x[c];
      const difAcI = x[a + 1] - x[c + 1];
      const sumBdR = x[b] + x[d];
      const sumBdI = x[b + 1] + x[d + 1];
      const difBdR = x[b] - x[d];
      const difBdI = x[b + 1] - x[d + 1];
      const r1 = difAcR + difBdI;
      const i1 = difAcI - difBdR;
      const r2 = sumAcR - sumBdR;
      const i2 = sumAcI - sumBdI;
      const r3 = difAcR - difBdI;
      const i3 = difAcI + difBdR;
      const out1 = out + row;
      const out2 = out1 + row;
      const out3 = out2 + row;
      y[out] = sumAcR + sumBdR;
      y[out + 1] = sumAcI + sumBdI;
      y[out1] = r1 * w1r - i1 * w1i;
      y[out1 + 1] = r1 * w1i + i1 * w1r;
      y[out2] = r2 * w2r - i2 * w2i;
      y[out2 + 1] = r2 * w2i + i2 * w2r;
      y[out3] = r3 * w3r - i3 * w3i;
      y[out3 + 1] = r3 * w3i + i3 * w3r;
    }
  }
}

/** The transforms with p = 0, whose twiddles are 1; in the last pass there is nothing else. */
function radix4Untwisted(row: number, quarter: number, x: Float64Array, y: Float64Array): void {
  for (let q = 0; q < row; q += 2) {
    const b = q + quarter;
    const c = b + quarter;
    const d = c + quarter;
    const sumAcR = x[q] + x[c];
    const sumAcI = x[q + 1] + x[c + 1];
    const difAcR = x[q] - x[c];
    const difAcI = x[q + 1] - x[c + 1];
    const sumBdR = x[b] + x[d];
    const sumBdI = x[b + 1] + x[d + 1];
    const difBdR = x[b] - x[d];
    const difBdI = x[b + 1] - x[d + 1];
    y[q] = sumAcR + sumBdR;
    y[q + 1] = sumAcI + sumBdI;
    y[q + row] = difAcR + difBdI;
    y[q + row + 1] = difAcI - difBdR;
    y[q + 2 * row] = sumAcR - sumBdR;
    y[q + 2 * row + 1] = sumAcI - sumBdI;
    y[q + 3 * row] = difAcR - difBdI;
    y[q + 3 * row + 1] = difAcI + difBdR;
  }
}

/** The first pass, where nothing lies side by side yet. */
function radix4First({ m, twiddles }: Stage, x: Float64Array, y: Float64Array): void {
  radix4Untwisted(2, 2 * m, x, y);
  const half = 4 * m;
  for (let a = 2, out = 8, t = 6; a < 2 * m; a += 2, out += 8, t += 6) {
    const b = a + 2 * m;
    const c = a + half;
    const d = b + half;
    const sumAcR = x[a] + x[c];
    const sumAcI = x[a + 1] + x[c + 1];
    const difAcR = x[a] - x[c];
    const difAcI = x[a + 1] - x[c + 1];
    const sumBdR = x[b] + x[d];
    const sumBdI = x[b + 1] + x[d + 1];
    const difBdR = x[b] - x[d];
    const difBdI = x[b + 1] - x[d + 1];
    const r1 = difAcR + difBdI;
    const i1 = difAcI - difBdR;
    const r2 = sumAcR - sumBdR;
    const i2 = sumAcI - sumBdI;
    const r3 = difAcR - difBdI;
    const i3 = difAcI + difBdR;
    y[out] = sumAcR + sumBdR;
    y[out + 1] = sumAcI + sumBdI;
    y[out + 2] = r1 * twiddles[t] - i1 * twiddles[t + 1];
    y[out + 3] = r1 * twiddles[t + 1] + i1 * twiddles[t];
    y[out + 4] = r2 * twiddles[t + 2] - i2 * twiddles[t + 3];
    y[out + 5] = r2 * twiddles[t + 3] + i2 * twiddles[t + 2];
    y[out + 6] = r3 * twiddles[t + 4] - i3 * twiddles[t + 5];
    y[out + 7] = r3 * twiddles[t + 5] + i3 * twiddles[t + 4];
  }
}

const SIN3 = Math.sqrt(3) / 2;

function radix3({ m, stride, twiddles }: Stage, x: Float64Array, y: Float64Array): void {
  const row = 2 * stride;
  for (let p = 0; p < m; p++) {
    const t = 4 * p;
    const w1r = twiddles[t];
    const w1i = twiddles[t + 1];
    const w2r = twiddles[t + 2];
    const w2i = twiddles[t + 3];
    const from = row * p;
    for (let q = 0; q < row; q += 2) {
      const a = from + q;
      const b = a + row * m;
      const c = b + row * m;
      const sumR = x[b] + x[c];
      const sumI = x[b + 1] + x[c + 1];
      const midR = x[a] - sumR / 2;
      const midI = x[a + 1] - sumI / 2;
      const sideR = SIN3 * (x[b + 1] - x[c + 1]);
      const sideI = -SIN3 * (x[b] - x[c]);
      const out = 3 * from + q;
      y[out] = x[a] + sumR;
      y[out + 1] = x[a + 1] + sumI;
      y[out + row] = (midR + sideR) * w1r - (midI + sideI) * w1i;
      y[out + row + 1] = (midR + sideR) * w1i + (midI + sideI) * w1r;
      y[out + 2 * row] = (midR - sideR) * w2r - (midI - sideI) * w2i;
      y[out + 2 * row + 1] = (midR - sideR) * w2i + (midI - sideI) * w2r;
    }
  }
}

const COS5_1 = Math.cos((2 * Math.PI) / 5);
const COS5_2 = Math.cos((4 * Math.PI) / 5);
const SIN5_1 = Math.sin((2 * Math.PI) / 5);
const SIN5_2 = Math.sin((4 * Math.PI) / 5);

function radix5({ m, stride, twiddles }: Stage, x: Float64Array, y: Float64Array): void {
  const row = 2 * stride;
  const fifth = row * m;
  for (let p = 0; p < m; p++) {
    const from = row * p;
    const t = 8 * p;
    for (let q = 0; q < row; q += 2) {
      const a = from + q;
      const b = a + fifth;
      const c = b + fifth;
      const d = c + fifth;
      const e = d + fifth;
      const sumBeR = x[b] + x[e];
      const sumBeI = x[b + 1] + x[e + 1];
      const difBeR = x[b] - x[e];
      const difBeI = x[b + 1] - x[e + 1];
      const sumCdR = x[c] + x[d];
      const sumCdI = x[c + 1] + x[d + 1];
      const difCdR = x[c] - x[d];
      const difCdI = x[c + 1] - x[d + 1];
      const mid1R = x[a] + COS5_1 * sumBeR + COS5_2 * sumCdR;
      const mid1I = x[a + 1] + COS5_1 * sumBeI + COS5_2 * sumCdI;
      const mid2R = x[a] + COS5_2 * sumBeR + COS5_1 * sumCdR;
      const mid2I = x[a + 1] + COS5_2 * sumBeI + COS5_1 * sumCdI;
      const side1R = SIN5_1 * difBeI + SIN5_2 * difCdI;
      const side1I = -SIN5_1 * difBeR - SIN5_2 * difCdR;
      const side2R = SIN5_2 * difBeI - SIN5_1 * difCdI;
      const side2I = -SIN5_2 * difBeR + SIN5_1 * difCdR;
      const out = 5 * from + q;
      y[out] = x[a] + sumBeR + sumCdR;
      y[out + 1] = x[a + 1] + sumBeI + sumCdI;
      storeTurned(y, out + row, mid1R + side1R, mid1I + side1I, twiddles, t);
      storeTurned(y, out + 2 * row, mid2R + side2R, mid2I + side2I, twiddles, t + 2);
      storeTurned(y, out + 3 * row, mid2R - side2R, mid2I - side2I, twiddles, t + 4);
      storeTurned(y, out + 4 * row, mid1R - side1R, mid1I - side1I, twiddles, t + 6);
    }
  }
}

/** y = (re + i·im) · twiddle. */
function storeTurned(y: Float64Array, at: number, re: number, im: number, twiddles: Float64Array, t: number): void {
  y[at] = re * twiddles[t] - im * twiddles[t + 1];
  y[at + 1] = re * twiddles[t + 1] + im * twiddles[t];
}

/** The definition, for radices 7, 11 and 13. */
function anyRadix({ radix, m, stride, twiddles, roots }: Stage, x: Float64Array, y: Float64Array): void {
  const row = 2 * stride;
  for (let p = 0; p < m; p++)
    for (let q = 0; q < row; q += 2)
      for (let j = 0; j < radix; j++) {
        let re = 0;
        let im = 0;
        for (let k = 0, turn = 0; k < radix; k++) {
          const from = q + row * (p + m * k);
          re += x[from] * roots[turn] - x[from + 1] * roots[turn + 1];
          im += x[from] * roots[turn + 1] + x[from + 1] * roots[turn];
          turn += 2 * j;
          if (turn >= 2 * radix) turn -= 2 * radix;
        }
        const to = q + row * (radix * p + j);
        if (j === 0) {
          y[to] = re;
          y[to + 1] = im;
        } else storeTurned(y, to, re, im, twiddles, 2 * (p * (radix - 1) + j - 1));
      }
}
