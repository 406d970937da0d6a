// How good a classifier is, from counts. Host arithmetic only.
import { ParameterError } from "@sonograd/core";

/** Precision, recall and F1 of one class; 0 where nothing was predicted or nothing is there. */
export interface ClassScores {
  readonly name: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Samples of the class. */
  readonly support: number;
}

export interface Evaluation {
  /** Share of right answers, 0…1. */
  readonly accuracy: number;
  /** Mean loss per sample. */
  readonly loss: number;
  readonly samples: number;
  readonly classes: readonly string[];
  /** Row: true class, column: predicted class. */
  readonly confusion: readonly (readonly number[])[];
  readonly perClass: readonly ClassScores[];
  /** Mean of the F1 of all classes that occur. */
  readonly macroF1: number;
  /** Mean of the F1 weighted by how often classes occur. */
  readonly weightedF1: number;
}

/** Counts true classes against predicted ones. */
export class ConfusionMatrix {
  readonly counts: number[][];
  constructor(readonly classes: readonly string[]) {
    if (classes.length === 0) throw new ParameterError("ConfusionMatrix: classes is empty. Name at least one class.");
    this.counts = classes.map(() => classes.map(() => 0));
  }

  /** Adds pairs of class numbers. */
  add(truth: ArrayLike<number>, predicted: ArrayLike<number>): void {
    if (truth.length !== predicted.length)
      throw new ParameterError(
        `ConfusionMatrix: truth has ${truth.length} entries, predicted ${predicted.length}. Both need as many.`,
      );
    for (let i = 0; i < truth.length; i++) {
      const row = this.counts[truth[i]];
      if (row?.[predicted[i]] === undefined)
        throw new ParameterError(
          `ConfusionMatrix: pair (${truth[i]}, ${predicted[i]}) must be class numbers, 0…${this.classes.length - 1}.`,
        );
      row[predicted[i]]++;
    }
  }

  /** All scores; `loss` is the mean loss per sample. */
  evaluate(loss: number): Evaluation {
    const { classes, counts } = this;
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
    const samples = sum(counts.map(sum));
    const right = sum(counts.map((row, i) => row[i]));
    const perClass = classes.map((name, i): ClassScores => {
      const support = sum(counts[i]);
      const predicted = sum(counts.map((row) => row[i]));
      const precision = predicted > 0 ? counts[i][i] / predicted : 0;
      const recall = support > 0 ? counts[i][i] / support : 0;
      const f1 = precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
      return { name, precision, recall, f1, support };
    });
    const occurring = perClass.filter(({ support }) => support > 0);
    return {
      accuracy: samples > 0 ? right / samples : 0,
      loss,
      samples,
      classes,
      confusion: counts.map((row) => [...row]),
      perClass,
      macroF1: occurring.length > 0 ? sum(occurring.map(({ f1 }) => f1)) / occurring.length : 0,
      weightedF1: samples > 0 ? sum(perClass.map(({ f1, support }) => f1 * support)) / samples : 0,
    };
  }
}
