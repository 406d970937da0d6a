// What every command gets: streams, what the terminal can do, and how to say things.
import type { Terminal } from "./capabilities.js";
import { terminalOf } from "./capabilities.js";
import { errorText } from "./error-line.js";
import type { Host } from "./host.js";
import { styleOf, type Style, type ThemeName } from "./style.js";

/** Options that every command has. */
export interface GlobalOptions {
  readonly color?: boolean;
  readonly plain?: boolean;
  readonly quiet?: boolean;
  /** Default: dark in the terminal, light in pictures. */
  readonly theme?: ThemeName;
}

export interface CommandContext {
  readonly host: Host;
  readonly terminal: Terminal;
  /** Of views and lines. */
  readonly theme: ThemeName;
  readonly pictureTheme: ThemeName;
  /** For standard output. */
  readonly style: Style;
  readonly isQuiet: boolean;
  /** A line of the result, to standard output. */
  readonly print: (line: string) => void;
  /** Progress, to standard output; not with --quiet. */
  readonly note: (line: string) => void;
  /** A line to standard error. */
  readonly warn: (line: string) => void;
  /** One line `error: …` to standard error; the stack only with SONOGRAD_DEBUG=1. */
  readonly reportError: (error: unknown, subject?: string) => void;
}

export function commandContext(host: Host, options: GlobalOptions): CommandContext {
  const { theme = "dark" } = options;
  const terminal = terminalOf(host, options);
  const print = (line: string): void => void host.stdout.write(`${line}\n`);
  const warn = (line: string): void => void host.stderr.write(`${line}\n`);
  const isQuiet = options.quiet === true;
  return {
    host,
    terminal,
    theme,
    pictureTheme: options.theme ?? "light",
    style: styleOf(terminal.colorDepth, theme),
    isQuiet,
    print,
    note: isQuiet ? () => undefined : print,
    warn,
    reportError: (error, subject) => reportError(host, error, subject),
  };
}

/** Also used before there is a context. */
export function reportError(host: Host, error: unknown, subject?: string): void {
  host.stderr.write(`error: ${errorText(error, subject)}\n`);
  if (host.env["SONOGRAD_DEBUG"] === "1" && error instanceof Error) host.stderr.write(`${error.stack}\n`);
}
