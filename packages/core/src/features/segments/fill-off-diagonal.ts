import { roundHalfEven } from "../../dsp/round-half-even.js";
import { ParameterError, ShapeError } from "../../errors/index.js";
import { fromTypedArray, where } from "../../ops/index.js";
import { formatShape, needTensor, type Tensor } from "../../tensor/index.js";

export interface FillOffDiagonalOptions {
  /** Half width of the band, as a share of the shorter side, ≥ 0. */
  readonly radius: number;
  /** What the rest becomes (default 0). */
  readonly value?: number;
}

/** 1 outside of the band of Sakoe and Chiba around the diagonal of a matrix, row by row. */
export function outsideBand(rows: number, columns: number, radius: number): Uint8Array {
  const reach = roundHalfEven(radius * Math.min(rows, columns));
  const [above, below] = rows < columns ? [columns - rows, 0] : [0, rows - columns];
  return Uint8Array.from({ length: rows * columns }, (_, i) => {
    const offset = (i % columns) - Math.floor(i / columns);
    return Number(offset >= reach + above || offset <= -reach - below);
  });
}

export function checkRadius(op: string, name: string, radius: number): void {
  if (!(radius >= 0) || !Number.isFinite(radius))
    throw new ParameterError(`${op}: ${name}=${radius} must be a finite number ≥ 0, a share of the shorter side.`);
}

/**
 * Sets everything off the diagonal to one value: the Sakoe–Chiba band.
 *
 * @param x               [..., rows, columns]
 * @param options.radius  half width of the band as a share of the shorter side, ≥ 0
 * @param options.value   what the rest becomes (default 0)
 * @returns shape and unit of x, a new tensor
 * @throws ParameterError  radius negative
 * @throws ShapeError      fewer than two dimensions
 * @source librosa.util.fill_off_diagonal, which changes its input
 * @example fillOffDiagonal(ones([3, 3]), { radius: 0.25 }) // [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
 */
export function fillOffDiagonal(x: Tensor, { radius, value = 0 }: FillOffDiagonalOptions = {} as never): Tensor {
  needTensor("fillOffDiagonal", x, "x");
  if (x.ndim < 2) throw new ShapeError(`fillOffDiagonal: x ${formatShape(x.shape)} must be [..., rows, columns].`);
  checkRadius("fillOffDiagonal", "radius", radius);
  if (typeof value !== "number") throw new ParameterError(`fillOffDiagonal: value=${String(value)} must be a number.`);
  const [rows, columns] = x.shape.slice(-2);
  const outside = fromTypedArray(outsideBand(rows, columns, radius), [rows, columns], {
    dtype: "bool",
    device: x.device,
  });
  return where(outside, value, x);
}
