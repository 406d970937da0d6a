// The training view as lines of text: a pure function of state and size.
import { formatClock, formatCount, formatFixed, formatPercent, formatSetting } from "../../output/numbers.js";
import { fit, textWidth } from "../../output/table.js";
import { withoutStyle } from "../../terminal/style.js";
import { besides, chartLines } from "../chart-lines.js";
import { isTooSmall, tooSmallFrame, type FrameSize, type Look } from "../look.js";
import { progressBar } from "../progress-bar.js";
import { trainingChart } from "./charts.js";
import type { TrainingState } from "./state.js";

/** Taller charts show no more. */
const MAX_ROWS = 30;

/** At most `size.rows` lines; the number does not change while the size and the phase stay. */
export function trainingFrame(state: TrainingState, size: FrameSize, look: Look): string[] {
  if (isTooSmall(size)) return tooSmallFrame(size);
  const { columns } = size;
  const head = [look.style("strong", fit(state.title, columns))];
  if (state.start === null) return [...head, "", ...preparationLines(state, columns, look)];
  const numbers = numberLines(state, columns, look);
  const foot = footLine(state, columns, look);
  const fixed = head.length + numbers.length + 1 + (foot === undefined ? 0 : 1);
  const rows = Math.min(size.rows, MAX_ROWS) - fixed;
  const charts =
    state.train.epoch.length > 0
      ? chartBlock(state, { columns, rows }, look)
      : Array<string>(Math.max(0, rows)).fill("");
  return [...head, ...numbers, "", ...charts, ...(foot === undefined ? [] : [foot])];
}

function preparationLines({ preparation }: TrainingState, columns: number, look: Look): string[] {
  if (preparation === null) return [look.style("muted", "starting")];
  const { what, done, total } = preparation;
  const count = ` ${formatCount(done)}/${formatCount(total)}`;
  return [fit(what, columns), progressBar(done / total, Math.min(60, columns - count.length), look) + count];
}

function numberLines(state: TrainingState, columns: number, look: Look): string[] {
  const { start, last, evaluation, bestAccuracy } = state;
  const steps = start!.epochs * start!.batchesPerEpoch;
  const share = last ? last.step / steps : 0;
  const clock =
    state.phase === "training"
      ? `  ETA ${formatClock(last?.etaSeconds ?? Number.NaN)}`
      : `  ${state.phase} ${state.phase === "done" ? "in" : "after"} ${formatClock(last?.elapsedSeconds ?? 0)}`;
  const percent = ` ${String(Math.floor(100 * share)).padStart(3)} %`;
  const bar = progressBar(share, Math.max(4, Math.min(60, columns - percent.length - 16)), look);
  const epoch = `epoch ${last?.epoch ?? 1}/${start!.epochs}  batch ${last?.batch ?? 0}/${start!.batchesPerEpoch}`;
  const facts = [
    `loss ${formatFixed(last?.loss ?? Number.NaN, 4)}`,
    `accuracy ${formatPercent(last?.accuracy ?? Number.NaN)}`,
    evaluation
      ? `test ${formatPercent(evaluation.accuracy)} (best ${formatPercent(bestAccuracy ?? Number.NaN)})`
      : "test -",
  ];
  const speed = [
    `${formatCount(last?.samplesPerSecond ?? Number.NaN)} recordings/s`,
    `lr ${formatSetting(Number((last?.lr ?? Number.NaN).toPrecision(3)))}`,
    start!.device,
  ];
  return [
    `${bar}${percent}${clock}`,
    ...flow([epoch, ...facts], columns),
    ...(columns >= 60 ? [look.style("muted", fit(speed.join("   "), columns))] : []),
  ];
}

/** Parts in as few lines as hold them. */
function flow(parts: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(last) + 3 + textWidth(part) <= columns)
      lines[lines.length - 1] = `${last}   ${part}`;
    else lines.push(fit(part, columns));
  }
  return lines;
}

function chartBlock(state: TrainingState, { columns, rows }: FrameSize, look: Look): string[] {
  const chart = (quantity: "loss" | "accuracy", size: FrameSize): string[] =>
    chartLines(trainingChart(state, quantity), size, look);
  if (columns >= 80) {
    const half = Math.floor((columns - 2) / 2);
    const size = { columns: half, rows };
    return besides(chart("loss", size), chart("accuracy", size), half + 2, (line) => textWidth(withoutStyle(line)));
  }
  if (rows < 14) return chart("accuracy", { columns, rows });
  const upper = Math.floor(rows / 2);
  return [...chart("loss", { columns, rows: upper }), ...chart("accuracy", { columns, rows: rows - upper })];
}

function footLine({ phase, isStopping }: TrainingState, columns: number, look: Look): string | undefined {
  if (phase !== "training") return undefined;
  if (isStopping) return look.style("warning", fit("stopping and saving; Ctrl-C again stops at once", columns));
  return look.style("muted", fit("q or Ctrl-C: stop and save", columns));
}
