// The device a command computes on. Without a GPU that can be used it says so loudly and takes the CPU.
import { useWebGPU } from "@sonograd/webgpu";

export type DeviceName = "cpu" | "webgpu";

export interface OpenDevice {
  readonly device: DeviceName;
  /** For people: `CPU`, or the adapter's name. */
  readonly description: string;
}

/**
 * Opens `wanted`. New tensors still go to the CPU: reading and preparing recordings stays there.
 *
 * @param warn  gets one line where the wish cannot be met
 */
export async function openDevice(wanted: DeviceName, warn: (line: string) => void): Promise<OpenDevice> {
  if (wanted === "webgpu") {
    try {
      const backend = await useWebGPU();
      return { device: "webgpu", description: backend.description };
    } catch (error) {
      const why = error instanceof Error ? error.message.replace(/^\w+: /, "") : String(error);
      warn(`warning: no WebGPU, computing on the CPU: ${why}`);
    }
  }
  return { device: "cpu", description: "CPU" };
}
