// Numbers that grow with the batch. A model is gone through with two batch sizes; what differs is a line through both.

/** fixed + perItem · N for a batch of N. */
export interface Lin {
  readonly fixed: number;
  readonly perItem: number;
}

/** The two batch sizes; primes, so that chance seldom makes an extent equal to one of them. */
export const SIZES = [3, 5] as const;

export const lin = (fixed: number, perItem = 0): Lin => ({ fixed, perItem });

/** The line through the values at both sizes. */
export function lineThrough(first: number, second: number): Lin {
  const perItem = (second - first) / (SIZES[1] - SIZES[0]);
  return lin(first - perItem * SIZES[0], perItem);
}

export const isFixed = ({ perItem }: Lin): boolean => perItem === 0;

/** A whole number of items: k·N. */
export const isMultiple = ({ fixed, perItem }: Lin): boolean => fixed === 0 && Number.isInteger(perItem) && perItem > 0;

export const sameLin = (a: Lin, b: Lin): boolean => a.fixed === b.fixed && a.perItem === b.perItem;

/** As an extent of an ONNX value: a number, or a text such as "batch" or "4*batch". */
export const extentText = (n: Lin): number | string =>
  isFixed(n) ? n.fixed : n.perItem === 1 ? "batch" : `${n.perItem}*batch`;

/** The product of extents, of which one may grow with the batch. */
export function product(extents: readonly Lin[]): Lin {
  return extents.reduce((all, n) => {
    const [growing, factor] = isFixed(n) ? [all, n.fixed] : [n, all.fixed];
    return lin(growing.fixed * factor, growing.perItem * factor);
  }, lin(1));
}
