import type { AdapterTable } from "../adapter.js";

export const spectra: AdapterTable = {};
