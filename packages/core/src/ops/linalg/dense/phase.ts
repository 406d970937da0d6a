// Eigenvectors and singular vectors are only defined up to a sign or a phase; here it is chosen.
import type { Complex, Matrix } from "./matrix.js";
import { scaleRow } from "./rows.js";

/** Elements this close to the largest count as equally large, so that rounding does not choose among them. */
const TIE = 1 - 1e-8;

/**
 * Turns a row so that its largest element (the first of equal ones) is real and positive; returns the number of size 1
 * that it was multiplied with.
 */
export function fixRowPhase(a: Matrix, row: number): Complex {
  const { cols, re, im } = a;
  const size = (i: number): number => (im ? Math.hypot(re[i], im[i]) : Math.abs(re[i]));
  let most = 0;
  for (let i = row * cols; i < (row + 1) * cols; i++) most = Math.max(most, size(i));
  if (!(most > 0)) return [1, 0];
  let at = row * cols;
  while (size(at) < most * TIE) at++;
  const phase: Complex = im ? [re[at] / size(at), -im[at] / size(at)] : [Math.sign(re[at]), 0];
  scaleRow(a, row * cols, cols, ...phase);
  if (im) im[at] = 0; // what rounding left
  return phase;
}
