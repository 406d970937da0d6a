import type { ConformanceCase } from "./case.js";

export const spectraCases: readonly ConformanceCase[] = [];
