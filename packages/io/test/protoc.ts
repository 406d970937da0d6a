// protoc, an independent reader: it decodes by the message definitions in fixtures/tensorboard.proto.
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { fixturePath } from "./fixture.js";

const PROTO = fixturePath("tensorboard.proto");

export const hasProtoc = spawnSync("protoc", ["--version"]).status === 0;

function run(command: string, input: Uint8Array): Buffer {
  const { status, stdout, stderr } = spawnSync("protoc", [command, `-I${dirname(PROTO)}`, PROTO], { input });
  if (status !== 0) throw new Error(stderr.toString());
  return stdout;
}

/** A message of `type` from protobuf's text format, whose names and types it checks. */
export const encodeText = (text: string, type: string): Uint8Array => run(`--encode=${type}`, Buffer.from(text));

/**
 * Every field of a message, one a line: its path, a colon, its value as protoc prints it.
 *
 * @param inside  types of the messages that lie in fields of bytes, by their paths; they take the place of the bytes
 */
export function decodeFields(
  message: Uint8Array,
  type: string,
  inside: Readonly<Record<string, string>> = {},
): string[] {
  const path: string[] = [];
  const lines: string[] = [];
  const decoded = run(`--decode=${type}`, message).toString().trim();
  for (const line of decoded === "" ? [] : decoded.split("\n").map((text) => text.trim())) {
    if (line === "}") {
      if (lines.at(-1) === `${path.join(".")}: {`) lines.push(`${lines.pop()!}}`); // nothing in it
      path.pop();
      continue;
    }
    const [, name, value] = /^(\w+):? (.*)$/.exec(line)!;
    const here = [...path, name].join(".");
    if (lines.at(-1) === `${path.join(".")}: {`) lines.pop(); // something in it
    if (value === "{") path.push(name);
    if (here in inside) lines.push(...decodeFields(unescape(value), inside[here]).map((field) => `${here}.${field}`));
    else lines.push(`${here}: ${value}`);
  }
  return lines;
}

/** The bytes of a quoted text in which protoc has escaped those that do not print. */
export function unescape(quoted: string): Uint8Array {
  const short: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9 };
  const bytes = quoted.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\])/gu);
  return Uint8Array.from(
    [...bytes].map(([, octal, letter, plain]) =>
      octal === undefined ? (short[letter] ?? (letter ?? plain).charCodeAt(0)) : parseInt(octal, 8),
    ),
  );
}
