export { adapterLine, type AdapterDescription, type WebGpuAdapterOptions } from "./adapter.js";
export { probeWebGPU, useWebGPU, type UseWebGpuOptions, type WebGpuProbe } from "./device.js";
export { WebGpuBackend, type WebGpuBackendOptions, type WebGpuStatistics } from "./backend.js";
export { profile, type ChromeTrace, type DispatchTime, type KernelTime, type Profile } from "./profile.js";
