import type { AdapterTable } from "../adapter.js";

export const spectralFeatures: AdapterTable = {};
