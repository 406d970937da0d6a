// Where an axis has its ticks: from the finest candidate to the coarsest, the first whose labels fit.

import { scaleOf, warp } from "../scene/scale.js";
import type { Axis } from "../scene/scene.js";
import { decimalsOf, formatClock, formatNumber, unitFormat } from "./number-format.js";

/** A labelled place on an axis. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** The ticks of an axis. */
export interface TickSet {
  readonly ticks: readonly Tick[];
  /** Places without label, between the ticks of a logarithmic axis. */
  readonly minor: readonly number[];
  /** Unit of the labels, prefix included; empty without. */
  readonly unit: string;
}

/** Room for ticks. */
export interface TickSpace {
  /** Length of the axis, in pixels or cells. */
  readonly length: number;
  /** Extent of a label along the axis, in the same unit. */
  readonly labelExtent: (label: string) => number;
  /** Least distance between neighbouring ticks. */
  readonly minSpacing: number;
  /** Least free room between neighbouring labels. */
  readonly minGap: number;
}

const MAX_TICKS = 500;
/** Shorter decades have no ticks inside. */
const MIN_DECADE_LENGTH = 24;
const CLOCK_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400];
const DECIBEL_STEPS = [1, 2, 3, 5, 10, 20, 30, 40, 60, 80, 100];
const LOG_MANTISSAS = [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3], [1]];
const MEL_HZ = [
  [0, 250, 500, 750, 1000, 1500, 2000, 3000, 4000, 6000, 8000, 12000, 16000, 24000, 32000, 48000],
  [0, 500, 1000, 2000, 4000, 8000, 16000, 32000],
  [0, 1000, 2000, 4000, 8000, 16000, 32000],
  [0, 1000, 4000, 16000],
  [0, 2000, 8000, 32000],
];

/** Multiples of a step inside a range; none where there are far more than any axis has room for. */
function multiples(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  if (!(last - first < MAX_TICKS)) return [];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

/** Steps 1, 2, 5 times powers of ten, from fine to coarse, around the extent of a range. */
export function niceSteps(extent: number): number[] {
  const steps: number[] = [];
  const top = Math.ceil(Math.log10(extent)) + 1;
  for (let exponent = top - 4; exponent <= top; exponent++) {
    for (const mantissa of [1, 2, 5]) steps.push(Number(`${mantissa}e${exponent}`));
  }
  return steps;
}

/** A range widened to the next multiples of a nice step; a range without extent gets one around its value. */
export function niceRange(low: number, high: number, parts = 8): [number, number] {
  const extent = high - low;
  if (!(extent > 0) || !Number.isFinite(extent)) {
    const middle = Number.isFinite(low) ? low : 0;
    return middle === 0 ? [0, 1] : niceRange(Math.min(0, middle * 2), Math.max(0, middle * 2), parts);
  }
  const step = niceSteps(extent).find((candidate) => candidate * parts >= extent * 0.999) ?? extent;
  const tidy = (value: number): number => Number(value.toPrecision(12));
  return [tidy(Math.floor(low / step + 1e-9) * step), tidy(Math.ceil(high / step - 1e-9) * step)];
}

/** Candidate tick values from fine to coarse, each with the step that its labels must tell apart. */
function candidates(axis: Axis, low: number, high: number): { values: number[]; step?: number }[] {
  const unit = unitFormat(axis);
  const linear = (steps: readonly number[]): { values: number[]; step: number }[] =>
    steps
      .filter((step) => axis.whole !== true || step >= 1)
      .map((step) => ({ values: multiples(low, high, step), step }));
  if (axis.scale === "log" && low > 0) {
    const decades = Math.log10(high / low);
    const exponents = multiples(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)), 1);
    const sets = LOG_MANTISSAS.map((mantissas) => exponents.flatMap((e) => mantissas.map((m) => Number(`${m}e${e}`))));
    for (const every of [2, 3, 5]) sets.push(exponents.filter((e) => e % every === 0).map((e) => Number(`1e${e}`)));
    const inside = sets.map((values) => ({ values: values.filter((v) => v >= low * 0.9999 && v <= high * 1.0001) }));
    return decades < 0.7 ? [...linear(niceSteps(high - low)), ...inside] : inside;
  }
  if (axis.scale === "mel" && low >= 0 && warp("mel", high) - warp("mel", low) > 10) {
    return MEL_HZ.map((values) => ({ values: values.filter((v) => v >= low && v <= high * 1.0001) }));
  }
  if (unit.clock) return linear([...niceSteps(high - low).filter((step) => step < 1), ...CLOCK_STEPS]);
  const steps = niceSteps((high - low) * unit.factor).map((step) => Number((step / unit.factor).toPrecision(12)));
  if (axis.scale === "decibel" && high - low >= 6) return linear([...DECIBEL_STEPS, ...steps.filter((s) => s > 100)]);
  return linear(steps);
}

/** Ticks of an axis of names: every name, or every second, fifth … where names do not fit. */
function categoryTicks(axis: Axis, space: TickSpace): Tick[] {
  const names = axis.categories ?? [];
  const cell = space.length / Math.max(1, Math.abs(axis.range[1] - axis.range[0]));
  const widest = Math.max(0, ...names.map((name) => space.labelExtent(name)));
  const every = [1, 2, 5, 10, 20, 50, 100].find((n) => n * cell >= widest) ?? names.length;
  return names.map((label, i) => ({ value: i + 0.5, label })).filter((_, i) => i % every === 0);
}

/** Whether no two labels touch or say the same. */
function fits(ticks: readonly Tick[], axis: Axis, space: TickSpace): boolean {
  if (ticks.some((tick, i) => i > 0 && tick.label === ticks[i - 1].label)) return false;
  const scale = scaleOf(axis);
  const placed = ticks
    .map((tick) => ({ at: scale.toUnit(tick.value) * space.length, extent: space.labelExtent(tick.label) }))
    .sort((a, b) => a.at - b.at);
  return placed.every((tick, i) => {
    if (i === 0) return true;
    const distance = tick.at - placed[i - 1].at;
    return distance >= space.minSpacing && distance >= (tick.extent + placed[i - 1].extent) / 2 + space.minGap;
  });
}

/**
 * The ticks of an axis, as dense as its labels allow.
 *
 * Linear axes step by 1, 2 or 5 times a power of ten, time beyond a minute by clock steps, logarithmic axes by decades
 * with 2 and 5, mel axes by round frequencies. An axis with no room for two such ticks shows the ends of its range.
 */
export function axisTicks(axis: Axis, room: TickSpace): TickSet {
  // Whole numbers are short, and every one of a few should be there.
  const space = axis.whole === true ? { ...room, minSpacing: Math.max(2, room.minSpacing / 2) } : room;
  const unit = unitFormat(axis);
  if (axis.scale === "category") return { ticks: categoryTicks(axis, space), minor: [], unit: unit.unit };
  const low = Math.min(...axis.range);
  const high = Math.max(...axis.range);
  if (!Number.isFinite(high - low)) return { ticks: [], minor: [], unit: unit.unit };
  const label = (value: number, step?: number): string => {
    if (unit.clock) return formatClock(value, step === undefined ? 0 : Math.min(3, decimalsOf(step)));
    if (unit.thousands && Math.abs(value) >= 1000) return `${formatNumber(Number((value / 1000).toPrecision(4)))}k`;
    const shown = Number((value * unit.factor).toPrecision(12));
    if (step === undefined) return formatNumber(Number(shown.toPrecision(6)));
    return formatNumber(shown, decimalsOf(Number((step * unit.factor).toPrecision(6))));
  };
  const rounded = (value: number): string =>
    unit.clock ? formatClock(value, high - low < 10 ? 1 : 0) : label(Number(value.toPrecision(2)));
  let ticks: Tick[] = [];
  for (const candidate of high > low ? candidates(axis, low, high) : []) {
    if ((candidate.values.length - 1) * space.minSpacing > space.length) continue;
    ticks = candidate.values.map((value) => ({ value, label: label(value, candidate.step) }));
    if (ticks.length > 0 && fits(ticks, axis, space)) break;
    ticks = [];
  }
  if (ticks.length < 2 && axis.whole !== true) {
    const ends = (high > low ? [low, high] : [low]).map((value) => ({ value, label: rounded(value) }));
    if (fits(ends, axis, space)) ticks = ends;
    else if (ticks.length === 0) ticks = ends.slice(0, 1);
  }
  const decades = axis.scale === "log" && low > 0 ? Math.log10(high / low) : 0;
  // Over many decades the places between them would run together.
  const showsMinor = decades >= 0.7 && space.length / decades >= MIN_DECADE_LENGTH;
  const minor = showsMinor ? candidates(axis, low, high)[0].values : [];
  const labelled = new Set(ticks.map((tick) => tick.value));
  return { ticks, minor: minor.filter((value) => !labelled.has(value)), unit: unit.unit };
}
