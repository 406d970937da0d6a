// The words beside an axis.

/** `Frequency (kHz)`, `Frequency`, `kHz` or nothing. */
export function axisLabel(label: string | undefined, unit: string): string {
  if (label === undefined) return unit;
  return unit === "" ? label : `${label} (${unit})`;
}

/** A text shortened with an ellipsis until it is at most `width` wide; empty if not even that fits. */
export function fitText(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  const characters = Array.from(text);
  for (let length = characters.length - 1; length > 0; length--) {
    const shortened = `${characters.slice(0, length).join("").trimEnd()}…`;
    if (measure(shortened) <= width) return shortened;
  }
  return "";
}
