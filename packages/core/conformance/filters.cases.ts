import type { ConformanceCase } from "./case.js";

export const filtersCases: readonly ConformanceCase[] = [];
