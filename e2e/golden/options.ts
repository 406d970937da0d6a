// Python keyword arguments → our options: the same names in camelCase, with the few that are spelled differently.

const RENAMED: Readonly<Record<string, string>> = { sr: "sampleRate", axis: "dim", keepdims: "keepdim" };

/** Where Python's None stands for the default, as it does when the option is left out. Elsewhere it is a value: top_db, norm. */
const NONE_IS_DEFAULT = new Set([
  "hopLength", "winLength", "nFft", "fmax", "freq", "centroid", "length", "n", "stride", "refMagnitude", "S", "y",
  "paddingIdx", "divisorOverride", "device", "weight", "posWeight",
]); // prettier-ignore

/** `hop_length` → `hopLength`, `n_fft` → `nFft`, `sr` → `sampleRate`, `S` and `A4` stay. */
export function toCamelCase(name: string): string {
  return RENAMED[name] ?? name.replace(/_([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * The options object for the params of a case.
 *
 * @param options.rename  other names for this function, snake_case → ours
 * @param options.omit    params that the adapter passes itself
 */
export function toOptions(
  params: Readonly<Record<string, unknown>>,
  { rename = {}, omit = [] }: { rename?: Readonly<Record<string, string>>; omit?: readonly string[] } = {},
): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(params)) {
    if (omit.includes(name)) continue;
    const ours = rename[name] ?? toCamelCase(name);
    if (value === null && NONE_IS_DEFAULT.has(ours)) continue;
    options[ours] = value === "inf" ? Infinity : value === "-inf" ? -Infinity : value;
  }
  return options;
}
