import type { ConformanceCase } from "./case.js";

export const constantQCases: readonly ConformanceCase[] = [];
