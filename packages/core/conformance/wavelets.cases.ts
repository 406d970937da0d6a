import type { ConformanceCase } from "./case.js";

export const waveletsCases: readonly ConformanceCase[] = [];
