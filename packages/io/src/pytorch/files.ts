// PyTorch files from any source.
import { FormatError, Tensor } from "@sonograd/core";
import { readSource, type ByteSource } from "../bytes/index.js";
import { readTorch, type ReadTorchOptions, type TorchValue } from "./read.js";

/**
 * The value in a file of `torch.save`, as `torch.load(…, weights_only=True)`.
 *
 * @param source  a path (Node), URL, Blob, File, ArrayBuffer or Uint8Array
 * @throws FormatError, ParameterError  as `readTorch`, or the source cannot be read
 */
export async function loadTorch(
  source: ByteSource,
  options: Pick<ReadTorchOptions, "wideIntegers"> = {},
): Promise<TorchValue> {
  const { bytes, name } = await readSource("loadTorch", source);
  return readTorch(bytes, { ...options, name });
}

/**
 * The state dict in a file of `torch.save`, ready for `model.loadStateDict`.
 *
 * @param source       a path (Node), URL, Blob, File, ArrayBuffer or Uint8Array
 * @param options.key  where the state dict lies in a checkpoint that holds more (default: the file is the state dict)
 * @throws FormatError, ParameterError  as `readTorch`, or there is no dict of tensors
 * @example model.loadStateDict(await loadTorchStateDict("checkpoint.pt", { key: "model" }));
 */
export async function loadTorchStateDict(
  source: ByteSource,
  { key, ...options }: Pick<ReadTorchOptions, "wideIntegers"> & { readonly key?: string } = {},
): Promise<Record<string, Tensor>> {
  const { bytes, name } = await readSource("loadTorchStateDict", source);
  const whole = readTorch(bytes, { ...options, name });
  const found = key === undefined ? whole : isDict(whole) && Object.hasOwn(whole, key) ? whole[key] : undefined;
  const isState = isDict(found) && Object.values(found).every((value) => value instanceof Tensor);
  if (!isState) {
    const keys = isDict(whole) ? `Its keys are ${Object.keys(whole).join(", ")}` : "It is no dict with text keys";
    const where = key === undefined ? "" : ` at key="${key}"`;
    throw new FormatError(
      `loadTorchStateDict: source="${name}" holds no dict of tensors${where}. ${keys}: pass { key } for the state dict.`,
    );
  }
  return found as Record<string, Tensor>;
}

const isDict = (value: TorchValue | undefined): value is Record<string, TorchValue> =>
  typeof value === "object" &&
  value !== null &&
  !(value instanceof Tensor || value instanceof Map || value instanceof Set || value instanceof Uint8Array) &&
  !Array.isArray(value);
