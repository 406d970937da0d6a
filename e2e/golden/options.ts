// Python keyword arguments → our options: the same names in camelCase, with the few that are spelled differently.

const RENAMED: Readonly<Record<string, string>> = { sr: "sampleRate", axis: "dim", keepdims: "keepdim" };

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
    options[rename[name] ?? toCamelCase(name)] = value === "inf" ? Infinity : value === "-inf" ? -Infinity : value;
  }
  return options;
}
