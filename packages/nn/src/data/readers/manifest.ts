// A table of recordings: one file a line, with its class and what else is known.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { FormatError, ParameterError } from "@sonograd/core";
import { SPLIT_NAMES, type AudioDataset, type AudioItem, type SplitName } from "./audio-item.js";
import { checkFiles, type CheckOptions } from "./check-files.js";
import { parseCsv, requireColumns } from "./csv.js";
import { exists } from "./directory.js";

export interface ManifestOptions extends CheckOptions {
  /** Column of the file, relative to the table's folder or absolute (default "path"). */
  readonly pathColumn?: string;
  /** Column of the class's name (default "label"). */
  readonly labelColumn?: string;
  /** Columns that are read where the table has them (defaults "fold", "group", "split"). */
  readonly foldColumn?: string;
  readonly groupColumn?: string;
  readonly splitColumn?: string;
  /** The classes in their order (default: those of the table, sorted as people read numbers). */
  readonly classes?: readonly string[];
}

/**
 * Reads a CSV table with a header: a file and its class a line, and perhaps fold, group and split ("training", "validation" or
 * "testing").
 *
 * @param file  the table; paths in it are relative to its folder
 * @param options.onProblem  default "fail"
 * @throws ParameterError  no such table or no rows; FormatError  a column, class or file is missing, or a field is wrong
 * @example const dataset = await openManifest("clips.csv", { pathColumn: "file", labelColumn: "species" });
 */
export async function openManifest(file: string, options: ManifestOptions = {}): Promise<AudioDataset> {
  const op = "openManifest";
  const { pathColumn = "path", labelColumn = "label", foldColumn = "fold", groupColumn = "group", splitColumn = "split" } = options; // prettier-ignore
  if (!(await exists(file))) throw new ParameterError(`${op}: "${file}" does not exist. Check the path.`);
  const rows = requireColumns(op, file, parseCsv(await readFile(file, "utf8")), [pathColumn, labelColumn]);
  const names = new Set(rows.map((row) => row[labelColumn]));
  const byName = new Intl.Collator("en", { numeric: true });
  const classes = options.classes ?? [...names].sort(byName.compare);
  const directory = path.dirname(file);
  const listed = rows.map((row, i): AudioItem => {
    const wrong = (column: string, rule: string): FormatError =>
      new FormatError(`${op}: "${file}" row ${i + 1}: ${column}="${row[column]}" ${rule}.`);
    const label = classes.indexOf(row[labelColumn]);
    if (label < 0 || row[labelColumn] === "") throw wrong(labelColumn, `must be one of ${classes.join(", ")}`);
    if (row[pathColumn] === "") throw wrong(pathColumn, "must name a file");
    const fold = row[foldColumn] ? Number(row[foldColumn]) : undefined;
    if (fold !== undefined && !Number.isInteger(fold)) throw wrong(foldColumn, "must be a whole number");
    const split = row[splitColumn] ? (row[splitColumn] as SplitName) : undefined;
    if (split !== undefined && !SPLIT_NAMES.includes(split))
      throw wrong(splitColumn, `must be one of ${SPLIT_NAMES.join(", ")}`);
    return {
      path: path.resolve(directory, row[pathColumn]),
      label,
      ...(fold === undefined ? {} : { fold }),
      ...(row[groupColumn] ? { group: row[groupColumn] } : {}),
      ...(split === undefined ? {} : { split }),
    };
  });
  const checked = await checkFiles(op, listed, options, { help: "Correct the table." });
  return { directory, layout: "manifest", classes, ...checked };
}
