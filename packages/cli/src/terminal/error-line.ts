// Errors as people read them: one line, what and why, no stack.
import { SonogradError } from "@sonograd/core";
import { printable } from "./printable.js";
import { CommandError, UsageError } from "./exit-codes.js";

const SYSTEM_CAUSES: Readonly<Record<string, string>> = {
  ENOENT: "no such file or directory",
  EISDIR: "is a directory, not a file",
  ENOTDIR: "a part of the path is not a directory",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  ENOSPC: "no space left on the device",
  EROFS: "the file system is read-only",
};

/** The operating system's error code somewhere in the chain of causes, e.g. `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++)
    if ("code" in at && typeof at.code === "string" && /^E[A-Z]+$/.test(at.code)) return at.code;
  return undefined;
}

const oneLine = (text: string): string => printable(text.replaceAll(/\s+/g, " ").trim());

/**
 * What went wrong, in one line.
 *
 * @param subject  the file it happened to; named once, at the front
 */
export function errorText(error: unknown, subject?: string): string {
  const message = oneLine(error instanceof Error ? error.message || error.name : String(error));
  if (error instanceof CommandError) return message; // complete as it is
  if (subject === undefined) return isKnown(error) ? message : plainSystemText(error, message);
  const name = printable(subject);
  const system = SYSTEM_CAUSES[systemCode(error) ?? ""];
  if (system) return `${name}: ${system}`;
  // `decodeAudio: source="x.wav" is empty (0 bytes).` → `x.wav: is empty (0 bytes)`
  const rest = message
    .replace(/^[A-Za-z][\w.]*: /, "")
    .replace(/^(?:source|path|directory|file)="[^"]*" /, "")
    .replace(/\.$/, "");
  return `${name}: ${rest}`;
}

function plainSystemText(error: unknown, message: string): string {
  const system = SYSTEM_CAUSES[systemCode(error) ?? ""];
  const path = error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : undefined;
  return system && path ? `${path}: ${system}` : message;
}

function isKnown(error: unknown): boolean {
  return error instanceof SonogradError || error instanceof UsageError;
}
