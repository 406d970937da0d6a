// Modules: forward, gradients of inputs and parameters, buffers after the call; safetensors files.
import type { AdapterTable } from "../adapter.js";

export const nnLayers: AdapterTable = {};
