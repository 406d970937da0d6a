// CIFAR-10, binary version: data_batch_1 … 5.bin and test_batch.bin, records of a label and 3 × 32 × 32 bytes.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { FormatError, fromTypedArray, ParameterError, type Tensor } from "@sonograd/core";
import { checkIndex, Dataset } from "../dataset.js";
import { DATASET_SOURCES, getItFrom } from "./dataset-sources.js";
import { exists, listDirectory } from "./directory.js";

const SIDE = 32;
const PIXELS = 3 * SIDE * SIDE;
const RECORD = 1 + PIXELS;
const FOLDER = "cifar-10-batches-bin";

export const CIFAR10_CLASSES = [
  "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
] as const; // prettier-ignore

export interface Cifar10Sample {
  /** uint8 [3, 32, 32]: red, green, blue, 0…255 */
  readonly image: Tensor;
  /** Number of its class in `CIFAR10_CLASSES`. */
  readonly label: number;
}

/** Images of CIFAR-10 in memory, from the bytes of its binary files. @throws FormatError  not whole records, or a label above 9 */
export class Cifar10Dataset extends Dataset<Cifar10Sample> {
  readonly length: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    super();
    if (bytes.length === 0 || bytes.length % RECORD !== 0)
      throw new FormatError(
        `Cifar10Dataset: bytes.length=${bytes.length} must be a multiple of ${RECORD}, a label and a picture. The file is cut short, or not the binary version.`,
      );
    this.length = bytes.length / RECORD;
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength); // a Buffer's slices would share
    for (let i = 0; i < this.length; i++)
      if (bytes[i * RECORD] >= CIFAR10_CLASSES.length)
        throw new FormatError(`Cifar10Dataset: label ${bytes[i * RECORD]} of image ${i} must be 0…9.`);
  }

  override get(index: number): Cifar10Sample {
    const at = checkIndex("Cifar10Dataset", index, this.length) * RECORD;
    return {
      image: fromTypedArray(this.#bytes.slice(at + 1, at + RECORD), [3, SIDE, SIDE]),
      label: this.#bytes[at],
    };
  }
}

/**
 * Reads the training (five files) or testing images of CIFAR-10, there or in its folder `cifar-10-batches-bin`.
 *
 * @param options.complete  throw unless there are all 50000 or 10000 (default false)
 * @throws ParameterError  files are missing; FormatError  a file is damaged
 */
export async function openCIFAR10(
  directory: string,
  subset: "training" | "testing",
  { complete = false }: { complete?: boolean } = {},
): Promise<Cifar10Dataset> {
  const op = "openCIFAR10";
  const help = getItFrom(DATASET_SOURCES.cifar10);
  const inner = path.join(directory, FOLDER);
  const root = (await exists(inner)) ? inner : directory;
  if (!(await exists(root))) throw new ParameterError(`${op}: directory="${directory}" does not exist. ${help}`);
  const names =
    subset === "testing" ? ["test_batch.bin"] : Array.from({ length: 5 }, (_, i) => `data_batch_${i + 1}.bin`);
  const { files } = await listDirectory(op, root);
  const missing = names.filter((name) => !files.includes(name));
  if (missing.length > 0) throw new ParameterError(`${op}: "${root}" lacks ${missing.join(", ")}. ${help}`);
  const parts = await Promise.all(names.map((name) => readFile(path.join(root, name))));
  for (const [k, part] of parts.entries())
    if (part.length % RECORD !== 0)
      throw new FormatError(
        `${op}: "${path.join(root, names[k])}" has ${part.length} bytes, no multiple of ${RECORD}. ${help}`,
      );
  const dataset = new Cifar10Dataset(Buffer.concat(parts));
  const whole = subset === "testing" ? 10_000 : 50_000;
  if (complete && dataset.length !== whole)
    throw new ParameterError(`${op}: complete=true, but ${dataset.length} of ${whole} images are here. ${help}`);
  return dataset;
}
