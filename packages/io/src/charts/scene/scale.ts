// Axis scales as functions to and from 0…1. Everything that places a value goes through here.

import type { Axis, ScaleKind } from "./scene.js";

/** Slaney's mel scale (librosa's default): linear below 1 kHz, logarithmic above. */
export function hzToMel(frequencyHz: number): number {
  if (frequencyHz < 1000) return (3 * frequencyHz) / 200;
  return 15 + Math.log(frequencyHz / 1000) / (Math.log(6.4) / 27);
}

/** Inverse of `hzToMel`. */
export function melToHz(mel: number): number {
  if (mel < 15) return (200 * mel) / 3;
  return 1000 * Math.exp((mel - 15) * (Math.log(6.4) / 27));
}

/** The value on a scale where equal steps look equal. */
export function warp(kind: ScaleKind, value: number): number {
  if (kind === "log") return Math.log10(value);
  return kind === "mel" ? hzToMel(value) : value;
}

/** Inverse of `warp`. */
export function unwarp(kind: ScaleKind, warped: number): number {
  if (kind === "log") return 10 ** warped;
  return kind === "mel" ? melToHz(warped) : warped;
}

/** A prepared axis: values to 0…1 along it and back. */
export interface Scale {
  toUnit(value: number): number;
  fromUnit(unit: number): number;
}

/** Prepares an axis. A range without extent puts its value in the middle instead of dividing by zero. */
export function scaleOf(axis: Pick<Axis, "scale" | "range">): Scale {
  const from = warp(axis.scale, axis.range[0]);
  const extent = warp(axis.scale, axis.range[1]) - from;
  if (!(Math.abs(extent) > 0) || !Number.isFinite(extent)) {
    return { toUnit: () => 0.5, fromUnit: () => axis.range[0] };
  }
  return {
    toUnit: (value) => (warp(axis.scale, value) - from) / extent,
    fromUnit: (unit) => unwarp(axis.scale, from + unit * extent),
  };
}
