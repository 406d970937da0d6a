// The one-line examples of core's docstrings run, and give what their comment says where it is a value.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import * as core from "@sonograd/core";
import { Tensor } from "@sonograd/core";
import { crossEntropy, Linear } from "@sonograd/nn";
import { expect, it } from "vitest";

const SOURCE = resolve(import.meta.dirname, "../../packages/core/src");

/** What the examples take for granted. */
const given = {
  ...core,
  crossEntropy,
  y: core.tone(440, { sampleRate: 22050, duration: 0.5 }).mul(0.5),
  x: core.arange(24).reshape([2, 3, 4]),
  a: core.ones([2, 3, 4]),
  b: core.ones([2, 4, 5]),
  stereo: core.ones([2, 100]),
  S: core.ones([513, 4]),
};
const forScope = { model: new Linear(4, 3), x: core.ones([2, 4]), t: core.tensor(new Int32Array([0, 2])) };

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return files(path);
    return name.endsWith(".ts") && !name.endsWith(".test.ts") ? [path] : [];
  });
}

interface Example {
  readonly code: string;
  /** The comment behind it, where it is a JSON value. */
  readonly expected: unknown;
  readonly file: string;
}

function parseValue(comment: string | undefined): unknown {
  try {
    return JSON.parse(comment ?? "");
  } catch {
    return undefined;
  }
}

const examples: Example[] = files(SOURCE).flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(/@example ([^\n]+?)(?: \*\/)?\n/g)].map((match) => {
    const [code, comment] = match[1].split(" // ");
    return { code, expected: parseValue(comment), file: file.slice(SOURCE.length + 1) };
  }),
);

function plain(value: unknown): unknown {
  if (value instanceof Tensor) return value.arraySync();
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
}

/** As far as the comment writes it out: to its number of decimals. */
function agree(actual: unknown, expected: unknown): void {
  if (Array.isArray(expected)) {
    expect((actual as unknown[]).length).toBe(expected.length);
    expected.forEach((e, i) => agree((actual as unknown[])[i], e));
  } else if (typeof expected === "number") {
    const decimals = String(expected).split(".")[1]?.length ?? 3;
    expect(Math.abs((actual as number) - expected)).toBeLessThan(10 ** -decimals);
  } else expect(actual).toEqual(expected);
}

it("there are examples", () => expect(examples.length).toBeGreaterThan(25));

const AsyncFunction = (async () => {}).constructor as new (
  ...names: string[]
) => (...values: unknown[]) => Promise<unknown>;

it.each(examples)("$file: $code", async ({ code, expected }) => {
  const scope = { ...given, ...(code.includes("model(") ? forScope : {}) };
  const body = /^(const|let|for) /.test(code) ? code : `return (${code})`;
  const run = new AsyncFunction(...Object.keys(scope), body);
  const result = plain(await run(...Object.values(scope)));
  if (expected !== undefined) agree(result, expected);
});
