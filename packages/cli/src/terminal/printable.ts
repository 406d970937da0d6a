// File names come from anywhere and may hold what a terminal obeys.

/** `text` with `?` for every control character: no new lines, no escape sequences, no bells. */
export const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, "?");
