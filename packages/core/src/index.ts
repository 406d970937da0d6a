// The only file that joins the registry with the CPU backend.
import { registerBackend } from "./backend/index.js";
import { CpuBackend } from "./cpu/index.js";

registerBackend(new CpuBackend());

export * from "./errors/index.js";
export * from "./tensor/index.js";
export * from "./backend/index.js";
export * from "./autograd/index.js";
export * from "./ops/index.js";
export * from "./dsp/index.js";
export * from "./features/index.js";
export * from "./streaming/index.js";
export * from "./compile/index.js";
