// How good a classifier is, for people who read lines.
import type { Evaluation } from "@sonograd/nn";
import { formatCount, formatFixed, formatPercent } from "./numbers.js";
import { tableLines } from "./table.js";

/** Classes beyond which a matrix is too wide for a line; the JSON and the picture have it. */
const MOST_CLASSES = 20;

/** `accuracy 95.0 % (19 of 20)` */
export function accuracyLine({ accuracy, samples, loss, macroF1 }: Evaluation): string {
  return (
    `accuracy ${formatPercent(accuracy)} (${formatCount(accuracy * samples)} of ${formatCount(samples)} recordings), ` +
    `loss ${formatFixed(loss, 4)}, macro F1 ${formatFixed(macroF1, 4)}`
  );
}

/** Confusion matrix with the scores of each class; rows are true classes, columns predicted ones by number. */
export function confusionLines({ classes, confusion, perClass }: Evaluation): string[] {
  const scores = (i: number): string[] => [
    formatFixed(perClass[i].precision, 3),
    formatFixed(perClass[i].recall, 3),
    formatFixed(perClass[i].f1, 3),
  ];
  const withMatrix = classes.length <= MOST_CLASSES;
  const right = (title: string): { title: string; align: "right" } => ({ title, align: "right" });
  return tableLines(
    [
      right("#"),
      { title: "true class" },
      ...(withMatrix ? classes.map((_, i) => right(String(i))) : []),
      right("precision"),
      right("recall"),
      right("F1"),
    ],
    classes.map((name, i) => [
      String(i),
      name,
      ...(withMatrix ? confusion[i].map((count) => (count === 0 ? "." : String(count))) : []),
      ...scores(i),
    ]),
  );
}
