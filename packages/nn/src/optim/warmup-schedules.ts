// The schedules that transformers are trained with: the rate rises from 0 over the first steps, then stays or falls. Names
// and formulas are those of Hugging Face's transformers; `step()` counts optimizer steps.
import { ParameterError } from "@sonograd/core";
import { LambdaLR } from "./lambda-lr.js";
import { needSteps, type Scheduled } from "./lr-scheduler.js";

export interface WarmupOptions {
  /** Steps in which the rate rises from 0 to the optimizer's, ≥ 0. */
  numWarmupSteps: number;
}
export interface WarmupDecayOptions extends WarmupOptions {
  /** Steps in all. */
  numTrainingSteps: number;
}

/** Rises over the warm-up; from then on `after(share)`, share 0…1 being how much of the rest is over. */
function warmup(
  name: string,
  optimizer: Scheduled,
  { numWarmupSteps, numTrainingSteps }: WarmupDecayOptions,
  after: (share: number) => number,
): LambdaLR {
  needSteps(name, "numWarmupSteps", numWarmupSteps, 0);
  if (numTrainingSteps !== Infinity) needSteps(name, "numTrainingSteps", numTrainingSteps, 0);
  const rest = Math.max(1, numTrainingSteps - numWarmupSteps);
  const lrLambda = (step: number): number =>
    step < numWarmupSteps ? step / Math.max(1, numWarmupSteps) : after((step - numWarmupSteps) / rest);
  return new LambdaLR(optimizer, { lrLambda });
}

/** Up to the optimizer's rate, which then stays; as `transformers.get_constant_schedule_with_warmup`. */
export const getConstantScheduleWithWarmup = (optimizer: Scheduled, options: WarmupOptions): LambdaLR =>
  warmup("getConstantScheduleWithWarmup", optimizer, { ...options, numTrainingSteps: Infinity }, () => 1);

/**
 * Up to the optimizer's rate and down to 0 in straight lines, as `transformers.get_linear_schedule_with_warmup`.
 *
 * @throws ParameterError  numWarmupSteps or numTrainingSteps no integer ≥ 0
 * @example
 * const scheduler = getLinearScheduleWithWarmup(optimizer, { numWarmupSteps: 100, numTrainingSteps: 1000 });
 * scheduler.step(); // after each optimizer.step()
 */
export const getLinearScheduleWithWarmup = (optimizer: Scheduled, options: WarmupDecayOptions): LambdaLR =>
  warmup("getLinearScheduleWithWarmup", optimizer, options, (share) => Math.max(0, 1 - share));

/**
 * Up in a straight line, then along a cosine, as `transformers.get_cosine_schedule_with_warmup`.
 *
 * @param options.numCycles  waves in the steps after the warm-up (default 0.5: down to 0)
 * @throws ParameterError  numWarmupSteps or numTrainingSteps no integer ≥ 0
 */
export const getCosineScheduleWithWarmup = (
  optimizer: Scheduled,
  { numCycles = 0.5, ...options }: WarmupDecayOptions & { numCycles?: number },
): LambdaLR =>
  warmup("getCosineScheduleWithWarmup", optimizer, options, (share) =>
    Math.max(0, (1 + Math.cos(2 * Math.PI * numCycles * share)) / 2),
  );

/**
 * Up in a straight line, then half a cosine down to 0 again and again, as
 * `transformers.get_cosine_with_hard_restarts_schedule_with_warmup`.
 *
 * @param options.numCycles  falls in the steps after the warm-up (default 1)
 * @throws ParameterError  numWarmupSteps or numTrainingSteps no integer ≥ 0
 */
export const getCosineWithHardRestartsScheduleWithWarmup = (
  optimizer: Scheduled,
  { numCycles = 1, ...options }: WarmupDecayOptions & { numCycles?: number },
): LambdaLR =>
  warmup("getCosineWithHardRestartsScheduleWithWarmup", optimizer, options, (share) =>
    share >= 1 ? 0 : (1 + Math.cos(Math.PI * ((numCycles * share) % 1))) / 2,
  );

/**
 * Up in a straight line, then down to `lrEnd` along a power of what is left, as
 * `transformers.get_polynomial_decay_schedule_with_warmup`.
 *
 * @param options.lrEnd  the last rate, less than the optimizer's (default 1e-7)
 * @param options.power  1 for a straight line (default 1)
 * @throws ParameterError  lrEnd not below the optimizer's rate, numWarmupSteps or numTrainingSteps no integer ≥ 0
 */
export function getPolynomialDecayScheduleWithWarmup(
  optimizer: Scheduled,
  { lrEnd = 1e-7, power = 1, ...options }: WarmupDecayOptions & { lrEnd?: number; power?: number },
): LambdaLR {
  const { lr, initialLr = lr } = optimizer.paramGroups[0];
  if (!(lrEnd < initialLr))
    throw new ParameterError(
      `getPolynomialDecayScheduleWithWarmup: lrEnd=${lrEnd} must be less than the rate lr=${initialLr}.`,
    );
  return warmup("getPolynomialDecayScheduleWithWarmup", optimizer, options, (share) =>
    share > 1 ? lrEnd / initialLr : ((initialLr - lrEnd) * (1 - share) ** power + lrEnd) / initialLr,
  );
}
