// Arrays as npy bytes: little endian, C order.
import { DTypeError, ShapeError, Tensor, type DType } from "@sonograd/core";
import { bytesOf, toHostSync, type HostArray } from "../bytes/index.js";
import { npyHeader } from "./header.js";

const DESCR: Record<DType, string> = {
  bool: "|b1",
  uint8: "|u1",
  int32: "<i4",
  float32: "<f4",
  float64: "<f8",
  complex64: "<c8",
  complex128: "<c16",
};

/**
 * The bytes of an npy file that numpy.load reads.
 *
 * @param array  a CPU tensor of any dtype, or {dtype, shape, data} with its elements row by row
 * @throws ShapeError    data and shape do not fit
 * @throws DTypeError    the array type does not suit the dtype
 * @throws BackendError  a tensor on a GPU: use `saveNpy`, or move it to "cpu"
 */
export function writeNpy(array: Tensor | HostArray): Uint8Array<ArrayBuffer> {
  const { dtype, shape, data } = array instanceof Tensor ? toHostSync("writeNpy", array, "saveNpy") : array;
  if (DESCR[dtype] === undefined) throw new DTypeError(`writeNpy: dtype="${dtype}" has no npy form.`);
  const width = Number(DESCR[dtype].slice(2));
  const count = shape.reduce((product, n) => product * n, 1);
  if (data.byteLength !== count * width)
    throw new ShapeError(
      `writeNpy: shape=[${shape.join(", ")}] needs ${count * width} bytes of ${dtype}, data has ${data.byteLength}.`,
    );
  const header = npyHeader(DESCR[dtype], shape);
  const bytes = new Uint8Array(header.length + data.byteLength);
  bytes.set(header);
  bytes.set(bytesOf(data), header.length);
  return bytes;
}
