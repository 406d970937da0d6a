import type { AdapterTable } from "../adapter.js";

export const rhythm: AdapterTable = {};
