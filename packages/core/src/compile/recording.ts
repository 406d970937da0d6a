// One run of a function without computing anything: every primitive it asks for, and what else the outcome depends on.
import { TraceStorage, withTracer, type Backend, type PrimitiveCall, type Tracer } from "../backend/index.js";
import { CaptureError } from "../errors/index.js";
import { sizeOf, type Device, type DType, type Storage, type TypedArray } from "../tensor/index.js";
import { plainView, type Refresh, type TracedCall } from "./graph.js";

/** Host work before each run: numbers found anew, or an action. */
export type Update = { readonly traced: TracedCall } | { readonly action: () => void };

export interface Guard {
  readonly label: string;
  readonly read: () => readonly unknown[];
  readonly values: readonly unknown[];
}

export class Recording implements Tracer {
  readonly calls: TracedCall[] = [];
  readonly updates: Update[] = [];
  readonly guards: Guard[] = [];
  /** Arrays that became constants, as they were given. */
  readonly constants = new Map<Storage, TypedArray>();
  private readonly owners = new Set<object>();
  private readonly seen = new Map<Backend, Backend>();

  constructor(private readonly name: string) {}

  during<T>(fn: () => T): T {
    return withTracer(this, fn);
  }

  allocate(device: Device, dtype: DType, length: number): Storage {
    return new TraceStorage(device, dtype, length);
  }

  adopted(storage: Storage, data: TypedArray): void {
    this.constants.set(storage, data);
  }

  record(call: PrimitiveCall, refresh: Refresh | null): void {
    if (call.outputs.every((view) => sizeOf(view.shape) === 0)) return;
    const { name, attrs } = call;
    const views = { inputs: call.inputs.map(plainView), outputs: call.outputs.map(plainView) };
    const traced: TracedCall = { call: { name, ...views, attrs } as PrimitiveCall, refresh };
    this.calls.push(traced);
    if (refresh) this.updates.push({ traced });
  }

  everyRun(action: () => void): void {
    this.updates.push({ action });
  }

  guard(owner: object, label: string, read: () => readonly unknown[]): void {
    if (this.owners.has(owner)) return;
    this.owners.add(owner);
    this.guards.push({ label, read, values: read() });
  }

  guarded(backend: Backend): Backend {
    let seen = this.seen.get(backend);
    if (!seen) this.seen.set(backend, (seen = this.withoutValues(backend)));
    return seen;
  }

  /** The backend where nothing can be read but constants made from host data on the way. */
  private withoutValues(backend: Backend): Backend {
    const refuse = (storage: Storage, what: string): void => {
      if (this.constants.has(storage)) return;
      throw new CaptureError(
        `compile: "${this.name}" ${what} inside a captured function, where tensors have no values yet. ` +
          "Return the tensor and read it outside (item(), data()), choose with where() instead of if, " +
          "and call functions whose result's shape depends on values (nonzero, maskedSelect, unique, masks in get()) outside.",
      );
    };
    return Object.assign(Object.create(backend) as Backend, {
      read: (storage: Storage) => (refuse(storage, "reads values"), backend.read(storage)),
      readSync: (storage: Storage) => (refuse(storage, "reads values"), backend.readSync(storage)),
      write: (storage: Storage, data: TypedArray) => (refuse(storage, "writes values"), backend.write(storage, data)),
      // A device writes what it adopts.
      adopt: (dtype: DType, data: TypedArray) => backend.adopt(dtype, data),
      free: () => {},
    });
  }
}
