// The whole table, in the order in which failures are easiest to read.
import type { ConformanceCase } from "./case.js";
import { binaryCases, elementwiseCases } from "./elementwise.cases.js";
import { fourierCases } from "./fourier.cases.js";
import { orderCases } from "./order.cases.js";
import { productCases } from "./products.cases.js";
import { reduceCases } from "./reduce.cases.js";
import { specialCases } from "./special.cases.js";
import { structureCases } from "./structure.cases.js";

export const CASES: readonly ConformanceCase[] = [
  ...elementwiseCases,
  ...binaryCases,
  ...specialCases,
  ...reduceCases,
  ...structureCases,
  ...orderCases,
  ...productCases,
  ...fourierCases,
];
export type { ConformanceCase } from "./case.js";
export { caseFunction, compareRuns, runCase, wantsGradient, type Comparison } from "./run-case.js";
export { checkCase, summarize, type CaseResult } from "./report.js";
export { SKIPS, type Skip } from "./skips.js";
