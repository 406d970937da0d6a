// The public names of the Python packages: python-names.py wrote those of the installed ones (torch 1.13, torchaudio 0.13,
// librosa 0.11, SciPy 1.10), python-names-later.txt adds by hand what later versions have.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Parameters of each name, "n_fft=2048" with their defaults; undefined where they are not listed. */
export type PythonModule = ReadonlyMap<string, readonly string[] | undefined>;

export function readPythonNames(): ReadonlyMap<string, PythonModule> {
  const modules = new Map<string, Map<string, readonly string[] | undefined>>();
  let current = new Map<string, readonly string[] | undefined>();
  for (const line of ["python-names.txt", "python-names-later.txt"].flatMap(linesOf)) {
    const heading = /^\[(.+)\]$/.exec(line)?.[1];
    if (heading !== undefined) modules.set(heading, (current = modules.get(heading) ?? new Map()));
    else if (line !== "") current.set(...entryOf(line));
  }
  return modules;
}

const linesOf = (file: string): string[] => readFileSync(join(import.meta.dirname, file), "utf8").split("\n");

function entryOf(line: string): [string, readonly string[] | undefined] {
  const [, name, parameters] = /^(\w+)(?:\((.*)\))?$/.exec(line) ?? [];
  if (name === undefined) throw new Error(`python-names: "${line}" is no name with parameters`);
  return [name, parameters?.split(/, (?![^[]*\])/).filter(Boolean)];
}

/** `log_mel_spec` as `logMelSpec`; a `_` at the end stays. */
export const camelCase = (name: string): string =>
  name.replaceAll(/_+([a-zA-Z0-9])/g, (_, next: string) => next.toUpperCase());
