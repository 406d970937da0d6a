import { ShapeError } from "../../errors/index.js";
import { stack } from "../../ops/index.js";
import { formatShape, type Tensor } from "../../tensor/index.js";
import { checkSignal } from "../checks.js";
import { equalLengths, toCoefficients, type Coefficients } from "./coefficients.js";
import { iirFilter } from "./iir-filter.js";

export interface LfilterOptions {
  /** Limit the result to -1…1 (default true). */
  readonly clamp?: boolean;
  /** A bank of filters: true gives filter i channel i, false gives every filter the whole waveform (default true). */
  readonly batching?: boolean;
  /** What the filter remembers at its start, [..., order], broadcast (default: rest). */
  readonly zi?: Tensor;
}

export interface FilteredSignal {
  /** The filtered signal. */
  readonly y: Tensor;
  /** [..., order]: the state after the last sample, which is `zi` of the next block. */
  readonly zf: Tensor;
}

/**
 * The waveform through a recursive (IIR) or, with aCoeffs 1, 0, 0, …, a finite (FIR) filter:
 * a[0]·y[n] = Σ b[k]·x[n - k] - Σ a[k]·y[n - k].
 *
 * @param waveform  real, [..., samples]
 * @param aCoeffs   denominator, [order + 1], or [filters, order + 1] for a bank; zeros are added to the shorter list
 * @param bCoeffs   numerator, as aCoeffs
 * @param options.clamp     limit the result to -1…1 (default true)
 * @param options.batching  of a bank: true filters channel i of [..., filters, samples] with filter i, false the whole waveform with every filter (default true)
 * @param options.zi        state at the start, broadcast to [..., order], as scipy.signal.lfilter's (default: rest)
 * @returns shape of waveform, unit of waveform; [..., filters, samples] of a bank with batching false. Silence gives silence
 * @throws ShapeError  banks of different sizes, or a bank that does not fit the channels
 * @source torchaudio.functional.lfilter; there the lists must be equally long and the filter starts at rest
 * @example lfilter(y, [1, -0.9], [0.1, 0])
 */
export function lfilter(
  waveform: Tensor,
  aCoeffs: Coefficients,
  bCoeffs: Coefficients,
  { clamp = true, batching = true, zi }: LfilterOptions = {},
): Tensor {
  const { y } = filterSignal("lfilter", waveform, aCoeffs, bCoeffs, { batching, ...(zi && { zi }) });
  return clamp ? y.clamp({ min: -1, max: 1 }) : y;
}

/**
 * The waveform through a filter as in `lfilter`, not limited, with the state that lets the next block go on.
 *
 * @param waveform  real, [..., samples]
 * @param aCoeffs   denominator, as in lfilter
 * @param bCoeffs   numerator, as in lfilter
 * @param options.batching  as in lfilter (default true)
 * @param options.zi        state at the start, broadcast to [..., order] (default: rest)
 * @returns { y, zf }: y as from lfilter without clamp; zf [..., order], unit of waveform. Block by block equals the whole
 * @throws ShapeError  as lfilter
 * @source scipy.signal.lfilter with zi, with torchaudio's order of arguments
 * @example lfilterWithState(y, [1, -0.9], [0.1, 0]).zf
 */
export function lfilterWithState(
  waveform: Tensor,
  aCoeffs: Coefficients,
  bCoeffs: Coefficients,
  { batching = true, zi }: Omit<LfilterOptions, "clamp"> = {},
): FilteredSignal {
  return filterSignal("lfilterWithState", waveform, aCoeffs, bCoeffs, { batching, ...(zi && { zi }) });
}

function filterSignal(
  op: string,
  waveform: Tensor,
  aCoeffs: Coefficients,
  bCoeffs: Coefficients,
  { batching, zi }: { readonly batching: boolean; readonly zi?: Tensor },
): FilteredSignal {
  checkSignal(op, waveform, "waveform");
  const [b, a] = equalLengths(
    toCoefficients(op, "bCoeffs", bCoeffs, waveform),
    toCoefficients(op, "aCoeffs", aCoeffs, waveform),
  );
  if (a.ndim !== b.ndim || a.shape[0] !== b.shape[0])
    throw new ShapeError(
      `${op}: aCoeffs ${formatShape(a.shape)} and bCoeffs ${formatShape(b.shape)} must hold equally many filters.`,
    );
  const order = a.shape.at(-1)! - 1;
  if (a.ndim === 1) {
    const { y, state } = iirFilter(waveform, b, a, startingState(op, zi, waveform.shape.slice(0, -1), order, waveform));
    return { y, zf: state };
  }
  const filters = a.shape[0];
  if (batching && waveform.shape.at(-2) !== filters)
    throw new ShapeError(
      `${op}: waveform ${formatShape(waveform.shape)} must have ${filters} channels for ${filters} filters. Use batching: false to put every filter on all of it?`,
    );
  const before = batching ? waveform.shape.slice(0, -2) : waveform.shape.slice(0, -1);
  const states = startingState(op, zi, [...before, filters], order, waveform);
  const results = Array.from({ length: filters }, (_, i) =>
    iirFilter(batching ? waveform.select(-2, i) : waveform, b.select(0, i), a.select(0, i), states.select(-2, i)),
  );
  return { y: stack(results.map(({ y }) => y), -2), zf: stack(results.map(({ state }) => state), -2) }; // prettier-ignore
}

/** `zi` broadcast to [...batch, order], or zeros. */
export function startingState(
  op: string,
  zi: Tensor | undefined,
  batch: readonly number[],
  order: number,
  like: Tensor,
): Tensor {
  const shape = [...batch, order];
  if (!zi) return like.newZeros(shape);
  const fits = zi.ndim <= shape.length && zi.shape.every((n, i) => n === 1 || n === shape[shape.length - zi.ndim + i]);
  if (!fits || zi.shape.at(-1) !== order)
    throw new ShapeError(`${op}: zi ${formatShape(zi.shape)} must broadcast to ${formatShape(shape)}: [..., order].`);
  return zi.to({ dtype: like.dtype, device: like.device }).expand(...shape);
}
