// How Python writes the values that PyTorch's printed modules show.

/** A Python float literal: 1.0, 0.1, 1e-05. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
    const [digits, exponent] = value.toExponential().split("e");
    return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** A number as an int where it is whole, for settings that are mostly given so. */
export const pythonNumber = (value: number): string => (Number.isInteger(value) ? String(value) : pythonFloat(value));

export const pythonBool = (value: boolean): string => (value ? "True" : "False");

/** An int as it is, a list as a tuple: (3, 3), (80,). */
export function pythonInts(value: number | null | readonly (number | null)[]): string {
  if (value === null) return "None";
  if (typeof value === "number") return String(value);
  return `(${value.map((v) => v ?? "None").join(", ")}${value.length === 1 ? "," : ""})`;
}

/** PyTorch's name of a field: `runningMean` → `running_mean`; names without inner capitals stay. */
export const toSnakeCase = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z]+)/g, (_, before: string, capitals: string) => `${before}_${capitals.toLowerCase()}`);

/** The text of a module from its parts, as `torch.nn.Module.__repr__`. */
export function moduleText(name: string, extra: string, children: readonly (readonly [string, string])[]): string {
  if (children.length === 0 && !extra.includes("\n")) return `${name}(${extra})`;
  const lines = extra === "" ? [] : extra.split("\n");
  for (const [key, text] of children) lines.push(...`(${key}): ${text}`.split("\n"));
  return `${name}(\n  ${lines.join("\n  ")}\n)`;
}
