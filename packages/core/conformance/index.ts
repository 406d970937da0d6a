// The whole table, in the order in which failures are easiest to read.
import type { ConformanceCase } from "./case.js";
import { binaryCases, elementwiseCases } from "./elementwise.cases.js";
import { fourierCases } from "./fourier.cases.js";
import { gradientCases } from "./gradients.cases.js";
import { indexingCases } from "./indexing.cases.js";
import { linalgCases } from "./linalg.cases.js";
import { nnCases } from "./nn.cases.js";
import { orderCases } from "./order.cases.js";
import { productCases } from "./products.cases.js";
import { reduceCases } from "./reduce.cases.js";
import { specialCases } from "./special.cases.js";
import { structureCases } from "./structure.cases.js";
import { beamformingCases } from "./beamforming.cases.js";
import { filtersCases } from "./filters.cases.js";
import { resamplingCases } from "./resampling.cases.js";
import { spectraCases } from "./spectra.cases.js";
import { spectralFeaturesCases } from "./spectral-features.cases.js";
import { constantQCases } from "./constant-q.cases.js";
import { waveletsCases } from "./wavelets.cases.js";
import { timeFrequencyCases } from "./time-frequency.cases.js";
import { rhythmCases } from "./rhythm.cases.js";
import { pitchCases } from "./pitch.cases.js";
import { rowsCases } from "./rows.cases.js";
import { segmentsCases } from "./segments.cases.js";

export const CASES: readonly ConformanceCase[] = [
  ...elementwiseCases,
  ...binaryCases,
  ...specialCases,
  ...reduceCases,
  ...structureCases,
  ...indexingCases,
  ...orderCases,
  ...productCases,
  ...nnCases,
  ...linalgCases,
  ...fourierCases,
  ...beamformingCases,
  ...filtersCases,
  ...resamplingCases,
  ...spectraCases,
  ...spectralFeaturesCases,
  ...constantQCases,
  ...waveletsCases,
  ...timeFrequencyCases,
  ...rhythmCases,
  ...pitchCases,
  ...rowsCases,
  ...segmentsCases,
  ...gradientCases,
];
export type { ConformanceCase } from "./case.js";
export { caseFunction, compareRuns, runCase, wantsGradient, type Comparison } from "./run-case.js";
export { callCompiled, compiledDifference, isAsynchronous } from "./compiled-case.js";
export { checkCase, summarize, type CaseResult, type Mode } from "./report.js";
export { SKIPS, type Skip } from "./skips.js";
