// What torch.save has written: a zip archive since PyTorch 1.6, a row of pickles and storages before.
import { FormatError, Tensor } from "@sonograd/core";
import { preview, readUint64 } from "../bytes/index.js";
import { readZip } from "../zip/index.js";
import { StorageType, torchGlobals } from "./globals.js";
import type { Pickled, PickleReader } from "./pickle-machine.js";
import { readPickle } from "./pickle.js";
import { STORAGE_BYTES, storageTensor, TorchTensor, viewOf, type TorchStorage } from "./storage.js";

/** Python's values as ours: dicts of text keys are objects, others Maps; tuples and lists are arrays; None is null. */
export type TorchValue =
  | Tensor
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | TorchValue[]
  | Set<TorchValue>
  | Map<TorchValue, TorchValue>
  | { [key: string]: TorchValue };

export interface ReadTorchOptions {
  /** What errors call the bytes (default "PyTorch bytes"). */
  readonly name?: string;
  /** What to do with an int64 storage that int32 does not hold: refuse the file, or give float64 (default "error"). */
  readonly wideIntegers?: "error" | "float64";
}

/** What the first pickle of a file before PyTorch 1.6 holds. */
const LEGACY_MAGIC = 0x1950a86a20f9469cfc6cn;

/**
 * The value in a `.pt` or `.pth` file: state dicts, and checkpoints that hold them beside numbers, texts and lists. The
 * pickle inside is interpreted against a closed list of names and can execute nothing. Tensors that shared memory still do.
 *
 * float32, float64, int32, uint8, bool and complex stay; float16 and bfloat16 become float32 (exactly); other integers become
 * int32 (each value is checked, see `wideIntegers`).
 *
 * @throws FormatError  no PyTorch file, a damaged one, a TorchScript archive, one of another byte order, or one that needs a Python
 *                      object outside of the list, which is named: a whole model rather than its state dict
 */
export function readTorch(bytes: Uint8Array, options: ReadTorchOptions = {}): TorchValue {
  const { name = "PyTorch bytes", wideIntegers = "error" } = options;
  const context = `readTorch: source="${name}"`;
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const { value, bytesOf } = isZip ? readArchive(bytes, context) : readLegacy(bytes, context);
  const tensorOf = (tensor: TorchTensor): Tensor => {
    const { storage } = tensor;
    storage.flat ??= storageTensor(bytesOf(storage), storage, context, wideIntegers);
    return viewOf(storage.flat, tensor, context);
  };
  return materialize(value, tensorOf, context);
}

interface Contents {
  readonly value: Pickled;
  readonly bytesOf: (storage: TorchStorage) => Uint8Array;
}

function reader(context: string, storages: Map<string, TorchStorage>): PickleReader {
  const persistent = (id: Pickled): TorchStorage => {
    const [kind, type, key, , length, part] = Array.isArray(id) ? (id as Pickled[]) : [];
    if (
      kind !== "storage" ||
      !(type instanceof StorageType) ||
      typeof key !== "string" ||
      !Number.isSafeInteger(length)
    )
      throw new FormatError(`${context} has a persistent id that names no storage.`);
    if (part !== undefined && part !== null)
      throw new FormatError(`${context} has views of storages, as only PyTorch before 0.4 wrote them. Save it anew.`);
    const known = storages.get(key) ?? { type: type.name, key, length: length as number };
    storages.set(key, known);
    return known;
  };
  return { globals: torchGlobals, persistent, context };
}

function readArchive(bytes: Uint8Array, context: string): Contents {
  const entries = new Map(readZip(bytes, context).map((entry) => [entry.name, entry]));
  const main = [...entries.keys()].find((name) => /^[^/]*\/data\.pkl$/.test(name));
  if (main === undefined)
    throw new FormatError(`${context} is a zip archive without data.pkl: not written by torch.save.`);
  const folder = main.slice(0, -"data.pkl".length);
  if (entries.has(`${folder}constants.pkl`))
    throw new FormatError(`${context} is a TorchScript archive. Save a state dict: torch.save(model.state_dict(), …).`);
  const order = entries.get(`${folder}byteorder`);
  if (order && new TextDecoder().decode(order.read()) === "big")
    throw new FormatError(`${context} was written on a big-endian machine, which is not supported.`);
  const { value } = readPickle(entries.get(main)!.read(), 0, reader(context, new Map()));
  return {
    value,
    bytesOf: ({ key, type, length }) => {
      const data = entries.get(`${folder}data/${key}`)?.read();
      if (data?.length !== length * STORAGE_BYTES[type])
        throw new FormatError(
          `${context} storage "${key}" of ${length} ${type} elements needs ${length * STORAGE_BYTES[type]} bytes, ${data?.length ?? 0} are there.`,
        );
      return data;
    },
  };
}

function readLegacy(bytes: Uint8Array, context: string): Contents {
  const storages = new Map<string, TorchStorage>();
  const own = reader(context, storages);
  let at = 0;
  const next = (): Pickled => {
    const { value, end } = readPickle(bytes, at, own);
    at = end;
    return value;
  };
  if (bytes[0] !== 0x80 || next() !== LEGACY_MAGIC)
    throw new FormatError(`${context} is no PyTorch file: it begins with ${preview(bytes)}.`);
  next(); // version of the format
  const system = next();
  if (system instanceof Map && system.get("little_endian") === false)
    throw new FormatError(`${context} was written on a big-endian machine, which is not supported.`);
  const value = next();
  const keys = next();
  const data = new Map<string, Uint8Array>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const key of Array.isArray(keys) ? (keys as string[]) : []) {
    const storage = storages.get(key);
    if (!storage) throw new FormatError(`${context} has data for storage "${key}", which no tensor uses.`);
    const end = at + 8 + storage.length * STORAGE_BYTES[storage.type];
    if (end > bytes.length || readUint64(view, at) !== storage.length)
      throw new FormatError(`${context} is truncated: storage "${key}" ends at byte ${end}, ${bytes.length} are present.`); // prettier-ignore
    data.set(key, bytes.subarray(at + 8, end));
    at = end;
  }
  return {
    value,
    bytesOf: ({ key }) => {
      const found = data.get(key);
      if (!found) throw new FormatError(`${context} has no data for storage "${key}".`);
      return found;
    },
  };
}

/** Tensors for their descriptions, objects for dicts; what the file holds once is made once. */
function materialize(root: Pickled, tensorOf: (tensor: TorchTensor) => Tensor, context: string): TorchValue {
  const done = new Map<Pickled, TorchValue>();
  const open = new Set<Pickled>();
  const convert = (value: Pickled): TorchValue => {
    if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value as TorchValue;
    if (done.has(value)) return done.get(value)!;
    if (open.has(value)) throw new FormatError(`${context} holds a container that contains itself.`);
    open.add(value);
    let made: TorchValue;
    if (value instanceof TorchTensor) made = tensorOf(value);
    else if (Array.isArray(value)) made = value.map(convert);
    else if (value instanceof Set) made = new Set([...value].map(convert));
    else if (value instanceof Map) {
      const pairs = [...value].map(([key, item]): [TorchValue, TorchValue] => [convert(key), convert(item)]);
      made = pairs.every(([key]) => typeof key === "string") ? Object.fromEntries(pairs) : new Map(pairs);
    } else throw new FormatError(`${context} holds a storage or a class outside of a tensor, which has no value here.`);
    open.delete(value);
    done.set(value, made);
    return made;
  };
  return convert(root);
}
