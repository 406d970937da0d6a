import type { AdapterTable } from "../adapter.js";

export const filters: AdapterTable = {};
