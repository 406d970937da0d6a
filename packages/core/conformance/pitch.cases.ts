import type { ConformanceCase } from "./case.js";

export const pitchCases: readonly ConformanceCase[] = [];
