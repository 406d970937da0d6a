// Which wavelets there are, by name.
import { ParameterError } from "../../errors/index.js";

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const PAIRS = ["1.1", "1.3", "1.5", "2.2", "2.4", "2.6", "2.8", "3.1", "3.3", "3.5", "3.7", "3.9", "4.4", "5.5", "6.8"];
const named = (family: string, orders: readonly (string | number)[]): string[] =>
  orders.map((order) => `${family}${order}`);

/** Name lists by family, those with filters first. */
export const DISCRETE: Readonly<Record<string, readonly string[]>> = {
  haar: ["haar"],
  db: named("db", range(1, 38)),
  sym: named("sym", range(2, 20)),
  coif: named("coif", range(1, 17)),
  bior: named("bior", PAIRS),
  rbio: named("rbio", PAIRS),
  dmey: ["dmey"],
};

export const CONTINUOUS: Readonly<Record<string, readonly string[]>> = {
  gaus: named("gaus", range(1, 8)),
  mexh: ["mexh"],
  morl: ["morl"],
  cgau: named("cgau", range(1, 8)),
  cmor: ["cmor"],
  shan: ["shan"],
  fbsp: ["fbsp"],
};

/**
 * Names of the wavelets, of one family or all; of those with parameters (cmorB-C, shanB-C, fbspM-B-C) the part before them.
 *
 * @param options.family  "haar", "db", "sym", "coif", "bior", "rbio", "dmey", "gaus", "mexh", "morl", "cgau", "cmor", "shan", "fbsp"
 * @param options.kind    "all", "discrete" or "continuous" (default "all")
 * @returns names, discrete ones first
 * @throws ParameterError  unknown family or kind
 * @source pywt.wavelist
 * @example wavelist({ family: "coif" }).length // 17
 */
export function wavelist(
  options: { readonly family?: string; readonly kind?: "all" | "discrete" | "continuous" } = {},
): string[] {
  const { family, kind = "all" } = options;
  const tables = { all: { ...DISCRETE, ...CONTINUOUS }, discrete: DISCRETE, continuous: CONTINUOUS };
  const table = tables[kind];
  if (!table) throw new ParameterError(`wavelist: kind="${kind}" must be one of ${Object.keys(tables).join(", ")}.`);
  if (family === undefined) return Object.values(table).flat();
  if (!table[family])
    throw new ParameterError(`wavelist: family="${family}" must be one of ${Object.keys(table).join(", ")}.`);
  return [...table[family]];
}
