import type { AdapterTable } from "../adapter.js";

export const segments: AdapterTable = {};
