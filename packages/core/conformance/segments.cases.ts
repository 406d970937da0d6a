import type { ConformanceCase } from "./case.js";

export const segmentsCases: readonly ConformanceCase[] = [];
