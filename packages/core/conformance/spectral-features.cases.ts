import type { ConformanceCase } from "./case.js";

export const spectralFeaturesCases: readonly ConformanceCase[] = [];
