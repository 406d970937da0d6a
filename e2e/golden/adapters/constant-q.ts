import type { AdapterTable } from "../adapter.js";

export const constantQ: AdapterTable = {};
