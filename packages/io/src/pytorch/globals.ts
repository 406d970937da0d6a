// The Python objects that a PyTorch file may name: containers, and how tensors are put together. Nothing else is known.
import { PickleFunction, type Globals, type Pickled } from "./pickle-machine.js";
import { STORAGE_BYTES, TorchTensor, type TorchStorage } from "./storage.js";

/** The class of a storage, which its persistent id names. */
export class StorageType {
  constructor(readonly name: string) {}
}

const list = (value: Pickled): Pickled[] => (Array.isArray(value) || value instanceof Set ? [...value] : []);

const rebuildTensor = (args: readonly Pickled[]): TorchTensor =>
  new TorchTensor(args[0] as TorchStorage, args[1] as number, list(args[2]) as number[], list(args[3]) as number[]);

const FUNCTIONS: Readonly<Record<string, (args: readonly Pickled[]) => Pickled>> = {
  "collections.OrderedDict": ([pairs]) => new Map(list(pairs) as [Pickled, Pickled][]),
  "collections.Counter": ([counts]) => new Map(counts instanceof Map ? counts : []), // milestones of a scheduler
  "collections.defaultdict": () => new Map(),
  "torch._utils._rebuild_tensor": rebuildTensor,
  "torch._utils._rebuild_tensor_v2": rebuildTensor,
  "torch._utils._rebuild_parameter": ([data]) => data,
  "torch.Size": ([sizes]) => list(sizes),
  "torch.device": (args) => args.join(":"),
  // how protocol 2 writes bytes: as text of their numbers
  "_codecs.encode": ([text]) => Uint8Array.from(String(text), (c) => c.charCodeAt(0)),
  "builtins.set": ([items]) => new Set(list(items)),
  "builtins.frozenset": ([items]) => new Set(list(items)),
  "builtins.list": ([items]) => list(items),
  "builtins.tuple": ([items]) => list(items),
  "builtins.dict": ([pairs]) => new Map(list(pairs) as [Pickled, Pickled][]),
};

/** dtypes stand in a file as names of the module torch. */
const DTYPE = /^(float16|bfloat16|float32|float64|complex64|complex128|uint8|int8|int16|int32|int64|bool)$/;

/** The closed list; undefined for everything outside of it. */
export const torchGlobals: Globals = (module, name) => {
  const path = `${module === "__builtin__" ? "builtins" : module}.${name}`;
  if (Object.hasOwn(FUNCTIONS, path)) return new PickleFunction(path, FUNCTIONS[path]);
  if (module === "torch" && Object.hasOwn(STORAGE_BYTES, name)) return new StorageType(name);
  return module === "torch" && DTYPE.test(name) ? name : undefined;
};
