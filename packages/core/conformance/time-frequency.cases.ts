import type { ConformanceCase } from "./case.js";

export const timeFrequencyCases: readonly ConformanceCase[] = [];
