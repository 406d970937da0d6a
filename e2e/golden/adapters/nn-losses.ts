// Losses: value and gradients.
import type { AdapterTable } from "../adapter.js";

export const nnLosses: AdapterTable = {};
