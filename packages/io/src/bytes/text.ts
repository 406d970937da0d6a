// Four-letter tags and short previews of bytes.

/** Bytes as Latin-1 text: chunk names, magic numbers. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let i = start; i < Math.min(end, bytes.length); i++) text += String.fromCharCode(bytes[i]);
  return text;
}

/** The first bytes for an error message, in hex and as text: `89 50 4e 47 ".PNG"`. */
export function preview(bytes: Uint8Array, count = 8): string {
  const head = [...bytes.subarray(0, count)];
  const hex = head.map((b) => b.toString(16).padStart(2, "0")).join(" ");
  const text = head.map((b) => (b >= 0x20 && b < 0x7f ? String.fromCharCode(b) : ".")).join("");
  return `${hex} "${text}"`;
}

/** A count with its unit, grammatical: `1 byte`, `2 bytes`. */
export const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`;
