// Which of our names a Python name has become: by the @source of a docstring, by the same name, or by hand.
import { ALIASES } from "./python-aliases.js";
import { camelCase, readPythonNames, type PythonModule } from "./python-names.js";
import { differences } from "./python-differences.js";
import { POOLS } from "./python-pools.js";
import { callOf, type PublicName } from "./public-names.js";

export interface TableRow {
  readonly module: string;
  readonly python: string;
  readonly from: string;
  readonly call: string;
  readonly note: string;
}

export const PYTHON =
  /^(?:numpy|scipy|librosa|torchaudio|torch|torchvision|pywt|sklearn|skimage|matplotlib|soxr)(?:\.\w+)+/;

/** The Python names that a @source begins with, up to where it says something else, and what it says. */
export function pythonOf(source: string): { readonly names: readonly string[]; readonly rest: string } {
  const names: string[] = [];
  let rest = source;
  for (let found = PYTHON.exec(rest); found; found = PYTHON.exec(rest)) {
    if (/^[([]/.test(rest.slice(found[0].length))) break; // a call or a subscript: a formula, not a name
    names.push(found[0]);
    rest = rest.slice(found[0].length).replace(/^(?:,| and) (?=\w+\.)/, "");
  }
  return { names, rest };
}

/** "librosa.feature" and "rms". */
export function splitName(name: string): readonly [module: string, name: string] {
  const dot = name.lastIndexOf(".");
  return [name.slice(0, dot), name.slice(dot + 1)];
}

export function isPythonName(full: string, python: ReadonlyMap<string, PythonModule>): boolean {
  const [module, name] = splitName(full);
  return python.has(full) || (python.get(module)?.has(name) ?? false);
}

/** Every row, in the order of the modules and their names. */
export function tableRows(ours: readonly PublicName[], python = readPythonNames()): TableRow[] {
  const sourced = bySource(ours);
  return [...python].flatMap(([module, names]) =>
    [...names].flatMap(([name, parameters]) => {
      const full = `${module}.${name}`;
      const row = ({ entry, note }: Match): TableRow => ({
        module,
        python: name,
        from: entry.from,
        call: callOf(entry),
        note: [note, ...(isWhole(full, entry) ? differences(parameters, entry, note) : [])].filter(Boolean).join("; "),
      });
      return matches(full, ours, sourced).map(row);
    }),
  );
}

/** Streams and what has been set down by hand differ as a whole, not by a parameter. */
const isWhole = (full: string, { file }: PublicName): boolean => !ALIASES[full] && !file.includes("/streaming/");

interface Match {
  readonly entry: PublicName;
  readonly note: string;
}

/** By hand first; then what names it as its source, and what has the name where its like is looked for. */
function matches(full: string, ours: readonly PublicName[], sourced: ReadonlyMap<string, readonly Match[]>): Match[] {
  const alias = ALIASES[full];
  if (alias) {
    const [path, note = ""] = alias;
    return ours.filter((entry) => entry.path === path).map((entry) => ({ entry, note }));
  }
  const [module, name] = splitName(full);
  const wanted = camelCase(name);
  const pool = POOLS[module] ?? (() => false);
  const said = sourced.get(full) ?? [];
  const alike = ours.filter(
    (entry) => entry.name === wanted && pool(entry) && !said.some((each) => each.entry === entry),
  );
  return [...said, ...alike.map((entry) => ({ entry, note: "" }))];
}

function bySource(ours: readonly PublicName[]): ReadonlyMap<string, readonly Match[]> {
  const found = new Map<string, Match[]>();
  for (const entry of ours) {
    const { names, rest } = pythonOf(entry.source);
    for (const name of names) found.set(name, [...(found.get(name) ?? []), { entry, note: remark(rest) }]);
  }
  return found;
}

/** Papers, standards, addresses and versions: not what a caller has to know. */
const CITATION = /\b(?:1[89]|20)\d\d\b|^\(?\d|^0\.1|^§|^[A-Z]\. |^https?:|^\((?:torch|IEC|ITU)\b/;

/** What a @source says after the name, without citations. */
function remark(rest: string): string {
  const pieces = rest
    .split(/; |(?<=[a-z\d`)])\. (?=[A-Z`])/)
    .map((piece) => piece.replace(/^[\s,;.]+/, "").replace(/\.$/, ""));
  return pieces
    .filter((piece) => piece !== "" && !CITATION.test(piece))
    .map((piece) => piece.replace(/^\(([^()]*)\)$/, "$1"))
    .join("; ");
}
