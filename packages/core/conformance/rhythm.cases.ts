import type { ConformanceCase } from "./case.js";

export const rhythmCases: readonly ConformanceCase[] = [];
