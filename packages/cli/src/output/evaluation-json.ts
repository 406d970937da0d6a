import type { Evaluation } from "@sonograd/nn";

const number = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The scores under stable names; rows of the confusion matrix are true classes. */
export function evaluationToJson(evaluation: Evaluation): Record<string, unknown> {
  const { accuracy, loss, samples, classes, confusion, perClass, macroF1, weightedF1 } = evaluation;
  return {
    accuracy: number(accuracy),
    loss: number(loss),
    samples,
    macroF1: number(macroF1),
    weightedF1: number(weightedF1),
    classes,
    confusion,
    perClass,
  };
}
