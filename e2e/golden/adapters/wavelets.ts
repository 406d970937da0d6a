import type { AdapterTable } from "../adapter.js";

export const wavelets: AdapterTable = {};
