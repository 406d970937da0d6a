// The CPU as a device: plain JavaScript, the reference that all other devices are compared with.
import {
  TraceStorage,
  type Backend,
  type CallGroup,
  type Plan,
  type PrimitiveCall,
  type Transfer,
} from "../backend/index.js";
import { BackendError, ParameterError } from "../errors/index.js";
import { DTYPES, makeArray, slotsOf, type DType, type Storage, type TypedArray, type View } from "../tensor/index.js";
import { KERNELS } from "./kernels/index.js";
import { CpuStorage } from "./storage.js";

/** Runs every primitive at once, in order, with all seven dtypes. */
export class CpuBackend implements Backend {
  readonly device = "cpu" as const;
  readonly description = "CPU (JavaScript, float64 accumulation)";
  readonly dtypes: ReadonlySet<DType> = new Set(DTYPES);

  allocate(dtype: DType, length: number): CpuStorage {
    return new CpuStorage(dtype, length, makeArray(dtype, length));
  }

  /** Keeps `data` itself: writes to it show in the tensors. */
  adopt(dtype: DType, data: TypedArray): CpuStorage {
    const slots = slotsOf(dtype);
    const expected = makeArray(dtype, 0).constructor;
    if (data.constructor !== expected || data.length % slots !== 0)
      throw new ParameterError(
        `adopt: data=${data.constructor.name}(${data.length}) does not hold "${dtype}". ` +
          `It is stored as ${expected.name}${slots === 2 ? ", two slots per element" : ""}. Convert the array first.`,
      );
    return new CpuStorage(dtype, data.length / slots, data);
  }

  /** Nothing to do: the garbage collector owns the arrays. */
  free(): void {}

  write(storage: Storage, data: TypedArray): void {
    const target = arrayOf(storage);
    if (data.length !== target.length)
      throw new ParameterError(
        `write: data.length=${data.length} must be ${target.length}. A write replaces the whole storage. Pad or cut the data.`,
      );
    target.set(data);
  }

  /** A copy. */
  read(storage: Storage): Promise<TypedArray> {
    return Promise.resolve(arrayOf(storage).slice());
  }

  /** The storage's own array, no copy. */
  readSync(storage: Storage): TypedArray {
    return arrayOf(storage);
  }

  run(call: PrimitiveCall): void {
    const kernel = KERNELS[call.name] as (call: PrimitiveCall) => void;
    kernel(call);
  }

  bytesOf(dtype: DType, length: number): number {
    return makeArray(dtype, 0).BYTES_PER_ELEMENT * slotsOf(dtype) * length;
  }

  share(storage: Storage, dtype: DType, length: number, byteOffset = 0): CpuStorage {
    const { buffer, byteOffset: start } = arrayOf(storage);
    const ArrayType = makeArray(dtype, 0).constructor as Float32ArrayConstructor;
    const data = new ArrayType(buffer as ArrayBuffer, start + byteOffset, length * slotsOf(dtype));
    return new CpuStorage(dtype, length, data);
  }

  bind(slot: Storage, { storage, dtype, offset }: View): void {
    const data = arrayOf(storage);
    (slot as CpuStorage).data = offset === 0 ? data : data.subarray(offset * slotsOf(dtype));
  }

  readonly placesInner = false;

  prepare(groups: readonly CallGroup[]): Plan {
    return { device: this.device, calls: groups.flatMap(({ calls }) => calls) };
  }

  replay(plan: Plan, before: readonly Transfer[] = [], after: readonly Transfer[] = []): void {
    const copy = ({ from, to }: Transfer): void => this.run({ name: "copy", inputs: [from], outputs: [to], attrs: {} });
    before.forEach(copy);
    for (const call of plan.calls) this.run(call);
    after.forEach(copy);
  }
}

function arrayOf(storage: Storage): TypedArray {
  if (storage instanceof CpuStorage) return storage.data;
  if (storage instanceof TraceStorage)
    throw new BackendError(
      "read: the tensor was made inside a compiled function and kept outside of it, where it has no values. Return it from the function.",
    );
  throw new BackendError(`cpu: storage.device="${storage.device}" is not the CPU's. Move the tensor with .to("cpu").`);
}
