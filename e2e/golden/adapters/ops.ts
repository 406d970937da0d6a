// Tensor operations, forward and gradient.
import type { AdapterTable } from "../adapter.js";

export const ops: AdapterTable = {};
