import type { AdapterTable } from "../adapter.js";

export const pitch: AdapterTable = {};
