// The mel filter bank as spectrograms take it, worked out once for each set of options.
import { constant } from "../dsp/constant.js";
import type { MelBankOptions } from "../dsp/index.js";
import { melValues } from "../dsp/mel.js";
import type { Bank } from "../dsp/short-time.js";
import type { Tensor } from "../tensor/index.js";

interface BankValues {
  readonly weights: Float64Array;
  readonly bands: readonly number[];
}

/** Banks that are remembered; a program uses one or two. */
const ROOM = 8;
const known = new Map<string, BankValues>();

type BankOptions = MelBankOptions & { readonly sampleRate: number; readonly nFft: number; readonly nMels: number };

/** The bank in the precision and on the device of `like`, checked under the name of the caller. */
export function melBank(op: string, options: BankOptions, like: Tensor): Bank {
  const { nMels, nFft } = options;
  const { weights, bands } = valuesOf(op, options);
  return { weights: constant(weights, [nMels, Math.floor(nFft / 2) + 1], like.dtype, like.device), bands };
}

function valuesOf(op: string, { sampleRate, nFft, nMels, fmin, fmax, htk, norm }: BankOptions): BankValues {
  const key = [sampleRate, nFft, nMels, fmin, fmax, htk, norm === undefined ? "slaney" : norm].map(String).join(" ");
  const found = known.get(key);
  if (found) return found;
  const given = Object.fromEntries(Object.entries({ nMels, fmin, fmax, htk, norm }).filter(([, v]) => v !== undefined));
  const weights = melValues(op, sampleRate, nFft, given as MelBankOptions);
  const values = { weights, bands: bandsOf(weights, nMels) };
  if (known.size >= ROOM) known.delete(known.keys().next().value!);
  known.set(key, values);
  return values;
}

/** First bin and count of each filter: mel filters are zero almost everywhere. */
export function bandsOf(weights: Float64Array, rows: number): number[] {
  const bins = weights.length / rows;
  return Array.from({ length: rows }, (_, r) => {
    const row = weights.subarray(r * bins, (r + 1) * bins);
    const first = row.findIndex((w) => w !== 0);
    return first < 0 ? [0, 0] : [first, row.findLastIndex((w) => w !== 0) + 1 - first];
  }).flat();
}
