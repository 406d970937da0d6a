// A second device for tests that need two: the CPU in the place of a GPU, without double precision and without reads at once.
import { registerBackend, unregisterBackend, type Backend } from "../src/backend/index.js";
import { CpuBackend } from "../src/cpu/index.js";
import { BackendError } from "../src/errors/index.js";
import type { DType, Storage, TypedArray } from "../src/tensor/index.js";

function secondDevice(): Backend {
  const cpu = new CpuBackend();
  const own = (storage: Storage): Storage => Object.defineProperty(storage, "device", { value: "webgpu" });
  return Object.assign(new CpuBackend(), {
    device: "webgpu" as never,
    dtypes: new Set<DType>(["float32", "int32", "bool", "complex64"]),
    allocate: (dtype: DType, length: number) => own(cpu.allocate(dtype, length)),
    adopt: (dtype: DType, data: TypedArray) => own(cpu.adopt(dtype, data)),
    readSync: () => {
      throw new BackendError("read: a value is read at once. Wait for it: await x.data().");
    },
  }) as Backend;
}

/** Runs `fn` while "webgpu" is there. */
export async function withSecondDevice<T>(fn: () => T | Promise<T>): Promise<T> {
  registerBackend(secondDevice());
  try {
    return await fn();
  } finally {
    unregisterBackend("webgpu");
  }
}
