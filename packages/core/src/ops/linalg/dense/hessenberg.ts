// Reduction to Hessenberg form: zeros below the first subdiagonal.
import { applyReflectors, columnOf, reflectColumns, reflectorOf, reflectRows, type Reflector } from "./householder.js";
import { copyMatrix, identityMatrix, type Matrix } from "./matrix.js";

export interface Hessenberg {
  readonly h: Matrix;
  /** Unitary, a = q · h · qᴴ; null where it was not asked for. */
  readonly q: Matrix | null;
}

export function toHessenberg(a: Matrix, { vectors }: { vectors: boolean }): Hessenberg {
  const n = a.rows;
  const h = copyMatrix(a);
  const reflectors: Reflector[] = [];
  for (let k = 0; k < n - 1; k++) {
    const reflector = reflectorOf(columnOf(h, k, k + 1));
    reflectors.push(reflector);
    reflectRows(h, { row: k + 1, col: k + 1 }, reflector, { adjoint: true });
    reflectColumns(h, k + 1, reflector);
    for (let i = k + 1; i < n; i++) {
      h.re[i * n + k] = i === k + 1 ? reflector.beta : 0;
      if (h.im) h.im[i * n + k] = 0;
    }
  }
  if (!vectors) return { h, q: null };
  const q = identityMatrix(n, n, a.im !== null);
  applyReflectors(reflectors, q, 1);
  return { h, q };
}
