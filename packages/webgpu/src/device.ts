// From an adapter to a registered backend, and a probe that explains what is there and why not.
import { BackendError, registerBackend, setDefaultDevice } from "@sonograd/core";
import {
  adapterLine,
  findAdapter,
  type AdapterDescription,
  type FoundAdapter,
  type WebGpuAdapterOptions,
  isNode,
} from "./adapter.js";
import { WebGpuBackend } from "./backend.js";

export interface UseWebGpuOptions extends WebGpuAdapterOptions {
  /** Send tensors created from now on to the GPU, as `setDefaultDevice("webgpu")` (default false). */
  setDefault?: boolean;
}

export interface WebGpuProbe {
  available: boolean;
  adapter?: AdapterDescription;
  /** The limits that decide how large a tensor or a kernel may be. */
  limits?: Record<(typeof PROBED_LIMITS)[number], number>;
  /** Why there is none, with what to do about it. */
  reason?: string;
}

const PROBED_LIMITS = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxStorageBuffersPerShaderStage",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
] as const;

let current: WebGpuBackend | undefined;

/**
 * The WebGPU backend, registered for device "webgpu". A second call returns the same one unless its device was lost.
 *
 * @param options.powerPreference       "low-power" or "high-performance", where the machine has both
 * @param options.forceFallbackAdapter  take the software adapter (default false)
 * @param options.setDefault            send new tensors to the GPU (default false)
 * @throws BackendError  no adapter or no `webgpu` package; the message says how to get one
 * @example
 * await useWebGPU({ setDefault: true });
 */
export async function useWebGPU(options: UseWebGpuOptions = {}): Promise<WebGpuBackend> {
  const { setDefault = false, ...adapterOptions } = options;
  if (!current || current.isLost) current = await makeBackend(adapterOptions);
  registerBackend(current, () => useWebGPU(options));
  if (setDefault) setDefaultDevice("webgpu");
  return current;
}

async function makeBackend(options: WebGpuAdapterOptions): Promise<WebGpuBackend> {
  const found = await findAdapter(options);
  const device = await requestDevice(found);
  const backend = new WebGpuBackend(device, {
    description: adapterLine(found.about),
    barriers: !found.about.isFallback,
  });
  // Dawn crashes when the process ends under a device that still works.
  if (isNode()) process.once("exit", () => backend.destroy());
  return backend;
}

async function requestDevice({ adapter, about }: FoundAdapter): Promise<GPUDevice> {
  // Sizes go as far as the adapter allows; everything else stays at the portable defaults.
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  try {
    return await adapter.requestDevice({
      label: "sonograd",
      requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
      // For profiles; nothing depends on it.
      requiredFeatures: adapter.features.has("timestamp-query") ? ["timestamp-query"] : [],
    });
  } catch (cause) {
    throw new BackendError(
      `useWebGPU: ${adapterLine(about)} gives no device. Close other users of the GPU or use device "cpu".`,
      {
        cause,
      },
    );
  }
}

/** Whether WebGPU can be used here, on what adapter, or why not. Registers nothing and never throws. */
export async function probeWebGPU(options: WebGpuAdapterOptions = {}): Promise<WebGpuProbe> {
  try {
    const { adapter, about } = await findAdapter(options);
    const limits = Object.fromEntries(PROBED_LIMITS.map((name) => [name, adapter.limits[name]]));
    return { available: true, adapter: about, limits: limits as Record<(typeof PROBED_LIMITS)[number], number> };
  } catch (error) {
    return { available: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
