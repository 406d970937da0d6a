// What a reader of a Python signature would stumble over: other defaults, parameters that are not there, promises.
import { camelCase } from "./python-names.js";
import type { PublicName } from "./public-names.js";

/** Parameters that have one name there and another here, everywhere. */
const RENAMED: Readonly<Record<string, readonly string[]>> = {
  axes: ["dim"], sr: ["sampleRate"], fs: ["sampleRate"], orig_freq: ["origSr"], new_freq: ["targetSr"], collate_fn: ["collate"], timeout: ["timeoutSeconds"],
  random_state: ["generator"], resampling_method: ["resType"], flush_secs: ["flushSeconds"], Kmax: ["kmax"], T_mult: ["tMult"],
}; // prettier-ignore

/** What a function takes as its one input here: a signal, or an object with another of these. */
const INPUTS: ReadonlySet<string> = new Set(["y", "S", "C", "V", "onset_envelope"]);

/** Parameters that mean nothing here, that PyTorch itself no longer wants, or that every function is without. */
const GONE: ReadonlySet<string> = new Set(
  "inplace size_average reduce out device layout requires_grad pin_memory verbose foreach maximize capturable differentiable fused overwrite_x workers args kwargs memory_format non_blocking dtype last_epoch plot plan nyq sparse min_value max_value grad_variables return_complex writeable subok orthogonalize".split(" "),
); // prettier-ignore

export function differences(parameters: readonly string[] | undefined, entry: PublicName, note: string): string[] {
  if (parameters === undefined || entry.kind === "property") return [];
  const own = [...entry.parameters.map((each) => each.replace(/\?$/, "")), ...entry.options];
  const defaults = new Map(entry.defaults.map(splitAtSpace));
  const missing: string[] = [];
  const others: string[] = [];
  for (const [parameter, value] of parameters.map(splitAtEquals)) {
    if (value === undefined || GONE.has(parameter) || parameter.startsWith("_")) continue;
    const ours = own.find((each) => isSame(each, parameter));
    if (ours !== undefined && differ(value, defaults.get(ours)))
      others.push(`\`${ours}\` is ${defaults.get(ours)!} by default, there ${typescript(value)}`);
    if (entry.name.endsWith("WithIndices") && parameter === "return_indices") continue;
    const isInput = own[0] === "input" && INPUTS.has(parameter);
    if (ours === undefined && !isInput && !note.includes(parameter)) missing.push(`\`${parameter}\``);
  }
  return [...others, ...(missing.length > 0 ? [`without ${missing.join(", ")}`] : [])];
}

/** The same words, however they are put together: `padtype` is `padType`, `axis` is `dim`. */
const isSame = (ours: string, parameter: string): boolean => {
  const plain = parameter.replace(/\baxis$|\baxes$|_axis$/, (found) =>
    found.replace("axis", "dim").replace("axes", "dims"),
  );
  const names = [camelCase(plain), camelCase(parameter), ...(RENAMED[parameter] ?? [])].map((each) =>
    each.toLowerCase(),
  );
  return names.includes(ours.toLowerCase());
};

const splitAtSpace = (text: string): [string, string] => [
  text.slice(0, text.indexOf(" ")),
  text.slice(text.indexOf(" ") + 1),
];
const splitAtEquals = (text: string): [string, string | undefined] => {
  const at = text.indexOf("=");
  return at < 0 ? [text.trim(), undefined] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
};

/** A Python literal as TypeScript writes it. */
const typescript = (value: string): string =>
  ({ True: "true", False: "false", None: "null" })[value] ??
  value
    .replace(/^'(.*)'$/, '"$1"')
    .replace(/^(-?\d+)\.0?$/, "$1")
    .replace("inf", "Infinity");

const LITERAL = /^(?:true|false|null|Infinity|"[^"]*"|-?[\d.]+(?:e-?\d+)?)$/;

/** Two words for one thing. */
const ALIKE = [['"lowpass"', '"low"'], ['"bandpass"', '"band"'], ['"triang"', '"triangle"'], ['"sinc_interp_hann"', '"sinc_interpolation"']]; // prettier-ignore

/** Both are literals, and not the same one. */
function differ(there: string, here: string | undefined): boolean {
  const value = typescript(there);
  if (here === undefined || !LITERAL.test(here) || !LITERAL.test(value) || value === "null" || here === "null")
    return false;
  if (ALIKE.some((pair) => pair.includes(here) && pair.includes(value))) return false;
  return JSON.stringify(JSON.parse(quotable(here))) !== JSON.stringify(JSON.parse(quotable(value)));
}
const quotable = (literal: string): string => (literal === "Infinity" ? '"inf"' : literal.replace(/^(-?)\./, "$10."));
