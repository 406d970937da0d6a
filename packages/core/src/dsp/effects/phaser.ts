import { ParameterError } from "../../errors/index.js";
import { fromTypedArray } from "../../ops/index.js";
import { isDouble, type Device, type Tensor } from "../../tensor/index.js";
import { checkPositive, checkSignal } from "../checks.js";
import { constant } from "../constant.js";
import { checkRange } from "./check-range.js";
import { waveTable } from "./wave-table.js";

export interface PhaserOptions {
  /** Factor of the input, 0…1 (default 0.4). */
  readonly gainIn?: number;
  /** Factor of the output, 0…1e9 (default 0.74). */
  readonly gainOut?: number;
  /** Longest delay in milliseconds, 0…5 (default 3). */
  readonly delayMs?: number;
  /** Factor of what is fed back, 0…0.99 (default 0.4). */
  readonly decay?: number;
  /** Hz of the modulation, 0.1…2 (default 0.5). */
  readonly modSpeed?: number;
  /** True: a sine moves the delay, which suits several instruments; false: a triangle, which is sharper (default true). */
  readonly sinusoidal?: boolean;
}

/**
 * The waveform with a moving echo of its own result added (a phaser), limited to -1…1.
 *
 * @param waveform    real, [..., samples]
 * @param sampleRate  Hz, > 0
 * @param options.gainIn      factor of the input, 0…1 (default 0.4)
 * @param options.gainOut     factor of the output, 0…1e9 (default 0.74)
 * @param options.delayMs     longest delay, milliseconds, 0…5, at least half a sample (default 3)
 * @param options.decay       factor of what is fed back, 0…0.99 (default 0.4)
 * @param options.modSpeed    Hz of the modulation, 0.1…2 (default 0.5)
 * @param options.sinusoidal  true: sine; false: triangle (default true)
 * @returns shape of waveform, unit of waveform, -1…1. Silence gives silence
 * @throws ParameterError  an option out of its range
 * @source torchaudio.functional.phaser, which does not check the ranges
 * @example phaser(y, 22050)
 */
export function phaser(
  waveform: Tensor,
  sampleRate: number,
  { gainIn = 0.4, gainOut = 0.74, delayMs = 3, decay = 0.4, modSpeed = 0.5, sinusoidal = true }: PhaserOptions = {},
): Tensor {
  checkSignal("phaser", waveform, "waveform");
  checkPositive("phaser", "sampleRate", sampleRate);
  checkRange("phaser", { gainIn }, 0, 1);
  checkRange("phaser", { gainOut }, 0, 1e9);
  checkRange("phaser", { delayMs }, 0, 5);
  checkRange("phaser", { decay }, 0, 0.99);
  checkRange("phaser", { modSpeed }, 0.1, 2);
  const longest = Math.trunc(delayMs * 0.001 * sampleRate + 0.5);
  if (longest < 1)
    throw new ParameterError(
      `phaser: delayMs=${delayMs} must be half a sample or more at sampleRate=${sampleRate}. Use ${(500 / sampleRate).toFixed(4)} or more.`,
    );
  const table = waveTable(sinusoidal ? "sine" : "triangle", {
    length: Math.trunc(sampleRate / modSpeed + 0.5),
    least: 1,
    most: longest,
    phase: Math.PI / 2,
  });
  const samples = waveform.shape.at(-1)!;
  // The table holds how far ahead in a ring of `longest` samples the echo is read: n - source[n] is the delay.
  const source = Int32Array.from({ length: samples }, (_, n) => {
    return n - (longest + 1 - Math.trunc(table[n % table.length] + 0.5));
  });
  return echoes(waveform.mul(gainIn), source, decay).mul(gainOut).clamp({ min: -1, max: 1 });
}

// y[n] = x[n] + decay·y[source[n]]. Each round adds as many echoes as all before it, so that log2(samples) rounds add all:
// the sum over the first 2^k echoes at n, plus decay^(2^k) times the same sum at the 2^k-th source of n.
function echoes(x: Tensor, source: Int32Array, decay: number): Tensor {
  const negligible = isDouble(x.dtype) ? 1e-18 : 1e-9;
  let sum = x;
  let from = source;
  let factor = decay;
  while (factor > negligible && from.some((n) => n >= 0)) {
    sum = sum.add(pick(sum, from, x.device).mul(mask(from, factor, x)));
    const last = from;
    from = last.map((n) => (n >= 0 ? last[n] : -1));
    factor *= factor;
  }
  return sum;
}

const pick = (x: Tensor, from: Int32Array, device: Device): Tensor =>
  x.indexSelect(-1, fromTypedArray(from.map((n) => Math.max(n, 0)), [from.length], { device })); // prettier-ignore

/** `factor` where there is a source, 0 where it lies before the start. */
const mask = (from: Int32Array, factor: number, { dtype, device }: Tensor): Tensor =>
  constant(
    Float64Array.from(from, (n) => (n >= 0 ? factor : 0)),
    [from.length],
    dtype,
    device,
  );
