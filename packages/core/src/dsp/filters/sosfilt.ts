import { ShapeError } from "../../errors/index.js";
import { stack } from "../../ops/index.js";
import { formatShape, type Tensor } from "../../tensor/index.js";
import { checkSignal } from "../checks.js";
import { toCoefficients } from "./coefficients.js";
import { iirFilter } from "./iir-filter.js";
import { startingState, type FilteredSignal } from "./lfilter.js";
import type { SosRows } from "./steady-state.js";

export interface SosfiltOptions {
  /** States of the sections at the start, [sections, ..., 2] (default: rest). */
  readonly zi?: Tensor;
}

/**
 * The signal through second-order sections one after the other, which stay accurate where one high-order filter does not.
 *
 * @param x    real, [..., samples]
 * @param sos  rows b0, b1, b2, a0, a1, a2, or a tensor [sections, 6] in which gradients flow
 * @param options.zi  states at the start, [sections, ..., 2] (default: rest)
 * @returns shape of x, unit of x, not limited. Silence gives silence
 * @throws ShapeError  sos is not [sections, 6], or zi does not fit
 * @source scipy.signal.sosfilt
 * @example sosfilt(y, [[0.1, 0, 0, 1, -0.9, 0]])
 */
export function sosfilt(x: Tensor, sos: SosRows | Tensor, { zi }: SosfiltOptions = {}): Tensor {
  return throughSections("sosfilt", x, sos, zi).y;
}

/**
 * The signal through second-order sections as in `sosfilt`, with the states that let the next block go on.
 *
 * @param x    real, [..., samples]
 * @param sos  as in sosfilt
 * @param options.zi  states at the start, [sections, ..., 2] (default: rest)
 * @returns { y, zf }: y as from sosfilt; zf [sections, ..., 2], unit of x. Block by block equals the whole
 * @throws ShapeError  as sosfilt
 * @source scipy.signal.sosfilt with zi
 * @example sosfiltWithState(y, [[0.1, 0, 0, 1, -0.9, 0]]).zf
 */
export function sosfiltWithState(x: Tensor, sos: SosRows | Tensor, { zi }: SosfiltOptions = {}): FilteredSignal {
  return throughSections("sosfiltWithState", x, sos, zi);
}

/** The sections as a tensor [sections, 6] for `like`. */
export function toSections(op: string, sos: SosRows | Tensor, like: Tensor): Tensor {
  const sections = toCoefficients(op, "sos", sos, like);
  if (sections.ndim !== 2 || sections.shape[1] !== 6)
    throw new ShapeError(`${op}: sos ${formatShape(sections.shape)} must be [sections, 6]: b0, b1, b2, a0, a1, a2.`);
  return sections;
}

export function throughSections(op: string, x: Tensor, sos: SosRows | Tensor, zi: Tensor | undefined): FilteredSignal {
  checkSignal(op, x, "x");
  const sections = toSections(op, sos, x);
  if (zi && zi.shape[0] !== sections.shape[0])
    throw new ShapeError(
      `${op}: zi ${formatShape(zi.shape)} must be [sections, ..., 2] with ${sections.shape[0]} sections.`,
    );
  const batch = x.shape.slice(0, -1);
  const states: Tensor[] = [];
  let y = x;
  for (let i = 0; i < sections.shape[0]; i++) {
    const row = sections.select(0, i);
    const start = startingState(op, zi?.select(0, i), batch, 2, x);
    const filtered = iirFilter(y, row.narrow(0, 0, 3), row.narrow(0, 3, 3), start);
    y = filtered.y;
    states.push(filtered.state);
  }
  return { y, zf: stack(states, 0) };
}
