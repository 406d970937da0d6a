// The words beside an axis.

/** `Frequency (kHz)`, `Frequency`, `kHz` or nothing. */
export function axisLabel(label: string | undefined, unit: string): string {
  if (label === undefined) return unit;
  return unit === "" ? label : `${label} (${unit})`;
}

/** A text in lines of at most `width`, broken at blanks; the last of `most` lines is shortened. */
export function wrapText(text: string, width: number, most: number, measure: (text: string) => number): string[] {
  const words = text.split(" ");
  const lines: string[] = [];
  while (words.length > 0 && lines.length < most - 1) {
    let count = 1;
    while (count < words.length && measure(words.slice(0, count + 1).join(" ")) <= width) count++;
    lines.push(fitText(words.splice(0, count).join(" "), width, measure));
  }
  if (words.length > 0) lines.push(fitText(words.join(" "), width, measure));
  return lines.filter((line) => line !== "");
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
