// Which backends are there, and which one new tensors go to.
import { BackendError } from "../errors/index.js";
import type { Device } from "../tensor/index.js";
import type { Backend } from "./backend.js";
import { currentTracer } from "./tracer.js";

const backends = new Map<Device, Backend>();
let defaultDevice: Device = "cpu";

export function registerBackend(backend: Backend): void {
  backends.set(backend.device, backend);
}

export function unregisterBackend(device: Device): void {
  backends.delete(device);
  if (defaultDevice === device) defaultDevice = "cpu";
}

/** The backend of a device; inside a captured function one whose values cannot be read. @throws BackendError when none is registered */
export function backendOf(device: Device): Backend {
  const backend = deviceBackend(device);
  return currentTracer()?.guarded(backend) ?? backend;
}

/** The backend itself, also while capturing. */
export function deviceBackend(device: Device): Backend {
  const backend = backends.get(device);
  if (!backend)
    throw new BackendError(
      `device="${device}" is not available. ` +
        (device === "webgpu"
          ? 'Call `await useWebGPU()` from "@sonograd/webgpu" first, or stay on device "cpu".'
          : device === "cpu"
            ? 'Import "@sonograd/core", which registers the CPU.'
            : 'Use "cpu" or "webgpu".'),
    );
  return backend;
}

export const isAvailable = (device: Device): boolean => backends.has(device);

/** The device of tensors created without a `device` option. */
export const getDefaultDevice = (): Device => defaultDevice;

/** Sends tensors created from now on to `device`, as `torch.set_default_device`. */
export function setDefaultDevice(device: Device): void {
  backendOf(device);
  defaultDevice = device;
}
