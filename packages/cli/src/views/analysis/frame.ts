// The analysis view as lines of text: a pure function of state and size.
import type { AudioAnalysis } from "../../analysis/audio-analysis.js";
import { analysisPairs, describeFormat } from "../../output/analysis-lines.js";
import { formatDecibels, formatDuration, formatHertz } from "../../output/numbers.js";
import { fit, padText, pairLines, textWidth } from "../../output/table.js";
import { besides, chartLines } from "../chart-lines.js";
import { isTooSmall, tooSmallFrame, type FrameSize, type Look } from "../look.js";
import { progressBar } from "../progress-bar.js";
import { chartOf } from "./charts.js";
import { TABS, type AnalysisState, type Entry, type Tab } from "./state.js";

const TITLES: Readonly<Record<Tab, readonly [long: string, short: string]>> = {
  summary: ["Summary", "Sum"],
  waveform: ["Waveform", "Wave"],
  spectrogram: ["Spectrogram", "Spec"],
  curves: ["Curves", "Curv"],
};

/** Exactly `size.rows` lines, none wider than `size.columns`. */
export function analysisFrame(state: AnalysisState, size: FrameSize, look: Look): string[] {
  if (isTooSmall(size)) return tooSmallFrame(size);
  const entry = state.entries[state.selected];
  const head = [tabLine(state, size, look), titleLine(state, size, look), ""];
  const foot = [look.style("muted", fit(keysLine(state, size), size.columns))];
  const room = { columns: size.columns, rows: size.rows - head.length - foot.length };
  const list = state.entries.length > 1 && state.tab === "summary" ? listLines(state, room, look) : [];
  const body = bodyLines(entry, state.tab, { ...room, rows: room.rows - list.length }, look);
  const middle = [...list, ...body].slice(0, room.rows);
  return [...head, ...middle, ...Array<string>(room.rows - middle.length).fill(""), ...foot];
}

function tabLine({ tab }: AnalysisState, { columns }: FrameSize, { style }: Look): string {
  const isShort = columns < 60;
  return TABS.map((name, i) => {
    const text = columns < 32 ? String(i + 1) : `${i + 1} ${TITLES[name][isShort ? 1 : 0]}`;
    return name === tab ? style("accent", `[${text}]`) : style("muted", ` ${text} `);
  }).join(isShort ? "" : " ");
}

function titleLine({ entries, selected }: AnalysisState, { columns }: FrameSize, { style }: Look): string {
  const { name, status } = entries[selected];
  const place = entries.length > 1 ? `${selected + 1}/${entries.length} ` : "";
  const facts = status.kind === "done" ? `  ${describeFormat(status.analysis)}` : "";
  const shownFacts = columns >= 60 ? facts : "";
  const room = columns - place.length - shownFacts.length;
  return style("muted", place) + style("strong", fit(name, room)) + style("muted", shownFacts);
}

function keysLine({ entries }: AnalysisState, { columns }: FrameSize): string {
  const files = entries.length > 1;
  if (columns < 60) return `q quit  ←→ view${files ? "  ↑↓ file" : ""}`;
  return `q quit   ←→ or 1–4 view${files ? "   ↑↓ file" : ""}`;
}

/** The list of files: as many as a third of the room holds, scrolled to the selected one. */
function listLines({ entries, selected }: AnalysisState, { columns, rows }: FrameSize, look: Look): string[] {
  const shown = Math.max(1, Math.min(entries.length, Math.floor(rows / 3)));
  const first = Math.max(0, Math.min(entries.length - shown, selected - Math.floor(shown / 2)));
  const lines = entries.slice(first, first + shown).map((entry, i) => {
    const isSelected = first + i === selected;
    const line = listLine(entry, columns - 2);
    return isSelected ? look.style("accent", `> ${line}`) : `  ${line}`;
  });
  return [...lines, ""];
}

function listLine({ name, status }: Entry, columns: number): string {
  const cells =
    status.kind === "done"
      ? [
          formatDuration(status.analysis.durationSeconds),
          formatDecibels(status.analysis.rms),
          formatHertz(status.analysis.means.spectralCentroidHz),
        ]
      : [status.kind === "working" ? `${Math.round(100 * status.share)} %` : status.kind];
  const kept = columns >= 60 ? cells : cells.slice(0, 1);
  const values = kept.map((cell) => padText(cell, 10, "right")).join(" ");
  const room = Math.max(1, columns - values.length - 1);
  return `${padText(fit(name, room), room)} ${values}`;
}

function bodyLines({ status }: Entry, tab: Tab, room: FrameSize, look: Look): string[] {
  const { columns, rows } = room;
  if (status.kind === "waiting") return [look.style("muted", "waiting")];
  if (status.kind === "failed") return wrap(status.message, columns).map((line) => look.style("bad", line));
  if (status.kind === "working")
    return [
      `${progressBar(status.share, Math.min(40, columns - 6), look)} ${String(Math.round(100 * status.share)).padStart(3)} %`,
    ];
  if (tab !== "summary") return chartLines(chartOf(status.analysis, tab), room, look);
  const values = summaryLines(status.analysis, columns);
  const chartRows = rows - values.length - 1;
  if (chartRows < 7) return values;
  return [...values, "", ...chartLines(chartOf(status.analysis, tab), { columns, rows: chartRows }, look)];
}

/** The values in two columns where they fit, with short ones where there is little room. */
function summaryLines(analysis: AudioAnalysis, columns: number): string[] {
  const all = analysisPairs(analysis);
  const short = all.map(([name, value]): [string, string] => [name, value.replace(/ \(.*\)$| of .*$/, "")]);
  const [, ...pairs] = columns >= 110 || (columns >= 48 && columns < 76) ? all : short;
  const half = Math.ceil(pairs.length / 2);
  const [left, right] = [pairLines(pairs.slice(0, half)), pairLines(pairs.slice(half))];
  // The format stands in the title where there is room for it.
  const format = columns >= 60 ? [] : [fit(describeFormat(analysis), columns)];
  if (columns < 76) return [...format, ...pairLines(pairs).map((line) => fit(line, columns))];
  return besides(left, right, Math.max(...left.map(textWidth)) + 6, textWidth);
}

/** Words in lines of at most `columns`. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else for (let at = 0; at === 0 || at < word.length; at += columns) lines.push(word.slice(at, at + columns));
  }
  return lines;
}
