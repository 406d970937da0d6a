// The form of a row: a call that nobody means, and what it has to be told.
import * as errors from "../../src/errors/index.js";
import { AnomalyError, ones, tensor, zeros, type DType, type Tensor } from "../../src/index.js";

type ErrorClass = new (message: string) => errors.SonogradError;

export interface WrongCall {
  readonly name: string;
  /** Makes the call; a promise may reject. */
  readonly call: () => unknown;
  readonly error: ErrorClass;
  readonly code: string;
  /** Texts of the message: the offending values, and the fix. */
  readonly says: readonly string[];
}

type Row = (name: string, call: () => unknown, ...says: readonly string[]) => WrongCall;
const rowOf =
  (error: ErrorClass, code: string): Row =>
  (name, call, ...says) => ({ name, call, error, code, says });

export const parameter = rowOf(errors.ParameterError, "ERR_PARAMETER");
export const shape = rowOf(errors.ShapeError, "ERR_SHAPE");
export const dtype = rowOf(errors.DTypeError, "ERR_DTYPE");
export const backend = rowOf(errors.BackendError, "ERR_BACKEND");
export const unsupported = rowOf(errors.UnsupportedOpError, "ERR_UNSUPPORTED_OP");
export const capture = rowOf(errors.CaptureError, "ERR_CAPTURE");
export const anomaly = rowOf(AnomalyError, "ERR_ANOMALY");

/** What a JavaScript caller may pass and TypeScript would refuse. */
export const wrong = (value: unknown): never => value as never;

export const ints = (...values: number[]): Tensor => tensor(values, { dtype: "int32" });
export const filledWith = (type: DType, ...extents: number[]): Tensor => zeros(extents, { dtype: type });
export const complexZeros = (...extents: number[]): Tensor => filledWith("complex64", ...extents);
export const variable = (...extents: number[]): Tensor => ones(extents, { requiresGrad: true });
