// random: Philox 4×32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011). Counter based: any
// device gives the same bits for the same seed and offset.
import type { PrimitiveCall } from "../../backend/index.js";
import { putBack, writable } from "../dense.js";

const TWO_32 = 2 ** 32;
const TWO_MINUS_24 = 2 ** -24;

/**
 * The mapping, which every backend follows:
 * - element i comes from lane i mod 4 of block B = offset + floor(i / 4);
 * - counter = (B mod 2³², floor(B / 2³²) mod 2³², 0, 0);
 * - key = (seed mod 2³², floor(seed / 2³²) mod 2²¹), two's complement for negative seeds;
 * - bits: the lane as int32;
 * - uniform: (lane >>> 8) · 2⁻²⁴, in [0, 1);
 * - normal (Box–Muller) on lanes (0, 1) and (2, 3): u1 = ((even lane >>> 8) + 1) · 2⁻²⁴, u2 = (odd lane >>> 8) · 2⁻²⁴,
 *   r = √(−2 ln u1); the even lane becomes r·cos(2π u2), the odd lane r·sin(2π u2).
 */
export function random({ outputs: [out], attrs: { kind, seed, offset } }: PrimitiveCall<"random">): void {
  const result = writable(out);
  const lanes = new Uint32Array(4);
  const values = new Float64Array(4);
  const key0 = seed >>> 0;
  const key1 = Math.floor(seed / TWO_32) & 0x1fffff;
  for (let i = 0; i < result.length; i += 4) {
    const block = offset + i / 4;
    philox(lanes, block >>> 0, Math.floor(block / TWO_32) >>> 0, 0, 0, key0, key1);
    if (kind === "normal") boxMuller(lanes, values);
    else
      for (let lane = 0; lane < 4; lane++)
        values[lane] = kind === "bits" ? lanes[lane] : (lanes[lane] >>> 8) * TWO_MINUS_24;
    const end = Math.min(4, result.length - i);
    for (let lane = 0; lane < end; lane++) result[i + lane] = values[lane];
  }
  putBack(out, result);
}

function boxMuller(lanes: Uint32Array, values: Float64Array): void {
  for (let lane = 0; lane < 4; lane += 2) {
    const radius = Math.sqrt(-2 * Math.log(((lanes[lane] >>> 8) + 1) * TWO_MINUS_24));
    const angle = 2 * Math.PI * (lanes[lane + 1] >>> 8) * TWO_MINUS_24;
    values[lane] = radius * Math.cos(angle);
    values[lane + 1] = radius * Math.sin(angle);
  }
}

/** Ten rounds on counter (c0, c1, c2, c3) under key (k0, k1) into `lanes`. */
export function philox(
  lanes: Uint32Array,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
): void {
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(0xd2511f53, c0);
    const low0 = Math.imul(0xd2511f53, c0);
    const high1 = multiplyHigh(0xcd9e8d57, c2);
    const low1 = Math.imul(0xcd9e8d57, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  lanes[0] = c0;
  lanes[1] = c1;
  lanes[2] = c2;
  lanes[3] = c3;
}

/** The upper half of the 64-bit product of two unsigned 32-bit numbers, from 16-bit digits. */
function multiplyHigh(a: number, b: number): number {
  const [aLow, aHigh, bLow, bHigh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const other = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + (middle >>> 16) + (other >>> 16)) | 0;
}
