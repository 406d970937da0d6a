import { checkInteger, checkPositive, checkSignal } from "../../dsp/checks.js";
import { C1_HZ } from "../../dsp/constant-q/wavelet-lengths.js";
import { ParameterError } from "../../errors/index.js";
import type { Tensor } from "../../tensor/index.js";
import { tuningSync } from "../pitch/tuning.js";

export interface TuningOption {
  /** Deviation from A440 in bins; null: estimated from the signal, on the CPU (default 0). */
  readonly tuning?: number | null;
}

interface FirstBin extends TuningOption {
  readonly sampleRate?: number;
  readonly fmin?: number;
  readonly binsPerOctave?: number;
}

/** Hz of the first bin of a signal's transform: fmin moved by the tuning. Checks what it is made of. */
export function tunedFmin(op: string, y: Tensor, options: FirstBin): number {
  checkSignal(op, y);
  const { tuning = 0, sampleRate = 22050, binsPerOctave = 12 } = options;
  checkPositive(op, "sampleRate", sampleRate);
  checkInteger(op, "binsPerOctave", binsPerOctave, 1);
  const deviation = tuning ?? tuningSync(op, y.detach(), { sampleRate, binsPerOctave });
  return moved(op, { ...options, tuning: deviation });
}

/** The same where there is no signal to estimate from. */
export function moved(
  op: string,
  { fmin = C1_HZ, tuning = 0, binsPerOctave = 12 }: FirstBin & { readonly tuning?: number },
): number {
  checkPositive(op, "fmin", fmin);
  checkInteger(op, "binsPerOctave", binsPerOctave, 1);
  if (typeof tuning !== "number" || !Number.isFinite(tuning))
    throw new ParameterError(`${op}: tuning=${String(tuning)} must be a finite number of bins.`);
  return fmin * 2 ** (tuning / binsPerOctave);
}
