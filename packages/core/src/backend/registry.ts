// Which backends are there, and which one new tensors go to.
import { BackendError } from "../errors/index.js";
import type { Device } from "../tensor/index.js";
import type { Backend } from "./backend.js";
import { currentTracer } from "./tracer.js";

const backends = new Map<Device, Backend>();
const renewals = new Map<Device, () => Promise<unknown>>();
let defaultDevice: Device = "cpu";
let generation = 0;

/** @param renew  makes and registers another one when this one's device was lost */
export function registerBackend(backend: Backend, renew?: () => Promise<unknown>): void {
  if (backends.get(backend.device) !== backend) generation++;
  backends.set(backend.device, backend);
  if (renew) renewals.set(backend.device, renew);
}

/** Changes whenever a backend takes another's place. */
export const backendGeneration = (): number => generation;

/**
 * A new backend in the place of one whose device was lost. What was in its memory is lost, too: restore tensors from the host.
 *
 * @throws BackendError  nobody knows how, or there is no device
 */
export async function renewBackend(device: Device): Promise<void> {
  const renew = renewals.get(device);
  if (!renew) throw new BackendError(`renewBackend: device="${device}" was registered without a way to renew it.`);
  await renew();
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
