import type { AdapterTable } from "../adapter.js";

export const timeFrequency: AdapterTable = {};
