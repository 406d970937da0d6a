// What this run may do with the terminal, from its streams, the environment and the options.
import type { Host } from "./host.js";

/** Bits of colour: none, the 16 basic colours, 256, or 24 bit. */
export type ColorDepth = 0 | 4 | 8 | 24;

export interface TerminalOptions {
  /** `--color` true, `--no-color` false, neither undefined. */
  readonly color?: boolean | undefined;
  /** `--plain`: lines only. */
  readonly plain?: boolean | undefined;
}

export interface Terminal {
  /** A view that redraws itself may be shown. */
  readonly isInteractive: boolean;
  /** Why not, for people; undefined where it may. */
  readonly plainReason?: string;
  /** Colour of standard output; 0 where it is no terminal unless asked for. */
  readonly colorDepth: ColorDepth;
  /** Braille, blocks and lines can be shown. */
  readonly hasUnicode: boolean;
  /** Keys can be read. */
  readonly hasKeys: boolean;
  readonly columns: number;
  readonly rows: number;
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== "";

/** What standard output and the environment allow. */
export function terminalOf({ stdin, stdout, env }: Host, options: TerminalOptions = {}): Terminal {
  const plainReason = reasonForPlain(stdout.isTTY === true, env, options);
  return {
    isInteractive: plainReason === undefined,
    ...(plainReason === undefined ? {} : { plainReason }),
    colorDepth: colorDepthOf(stdout.isTTY === true, env, options),
    hasUnicode: hasUnicode(env),
    hasKeys: stdin.isTTY === true,
    columns: stdout.columns || 80,
    rows: stdout.rows || 24,
  };
}

function reasonForPlain(isTTY: boolean, env: Host["env"], { plain }: TerminalOptions): string | undefined {
  if (plain) return "--plain was given";
  if (!isTTY) return "standard output is not a terminal";
  if (env["TERM"] === "dumb") return "TERM is dumb";
  const service = continuousIntegration(env);
  return service === undefined ? undefined : `${service} is set`;
}

/** The variable that tells of a CI service, by the rule of Ink, which draws nothing there: even an empty one counts. */
function continuousIntegration(env: Host["env"]): string | undefined {
  const isOn = (value: string | undefined): boolean => value !== undefined && value !== "0" && value !== "false";
  return ["CI", "CONTINUOUS_INTEGRATION"].find((name) => isOn(env[name]));
}

/** Options over NO_COLOR over FORCE_COLOR over the terminal; text that goes to a file has no colour unless asked for. */
function colorDepthOf(isTTY: boolean, env: Host["env"], { color }: TerminalOptions): ColorDepth {
  if (color === false) return 0;
  const able = depthOfTerminal(env);
  if (color === true) return able === 0 ? 4 : able;
  if (isSet(env["NO_COLOR"])) return 0;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) {
    if (forced === "0" || forced === "false") return 0;
    if (forced === "2") return 8;
    return forced === "3" ? 24 : able === 0 ? 4 : able;
  }
  return isTTY ? able : 0;
}

function depthOfTerminal(env: Host["env"]): ColorDepth {
  const term = env["TERM"] ?? "";
  if (term === "dumb") return 0;
  if (/^(truecolor|24bit)$/i.test(env["COLORTERM"] ?? "")) return 24;
  if (term.endsWith("-direct")) return 24;
  if (/-256color$|kitty|^(xterm|screen|tmux|rxvt|alacritty|foot|ghostty|wezterm|konsole|vte)/.test(term)) return 8;
  return 4;
}

function hasUnicode(env: Host["env"]): boolean {
  if (env["TERM"] === "linux") return false; // the kernel's console has 256 or 512 glyphs
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "";
  return locale === "" || /utf-?8/i.test(locale);
}
