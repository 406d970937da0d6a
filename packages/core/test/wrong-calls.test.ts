import { describe, expect, it } from "vitest";
import * as core from "../src/index.js";
import { ELSEWHERE, WRONG_CALLS } from "./wrong-calls.js";

/** What a call throws, at once or later; null where it returns. */
async function thrownBy(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return null;
}

const rows = Object.entries(WRONG_CALLS).flatMap(([family, calls]) => calls.map((row) => ({ family, ...row })));
/** A name in front, or the name of what has no op: `dtype="float16" is not known.` */
const FORM = /^(?:[A-Za-z0-9_]+: |(?:dtype|device)=)\S.*[.?]$/s;

describe.each(Object.keys(WRONG_CALLS))("wrong %s", (family) => {
  it.each(WRONG_CALLS[family].map((row) => [row.name, row] as const))("%s", async (_, { call, error, code, says }) => {
    const thrown = await thrownBy(call);
    expect(thrown, "it was accepted").toBeInstanceOf(core.SonogradError);
    const { message, constructor, code: given } = thrown as core.SonogradError;
    expect({ class: constructor.name, code: given, message }).toMatchObject({ class: error.name, code });
    for (const text of says) expect(message).toContain(text);
    const [said] = message.split(" The op was called from"); // behind it a stack follows
    expect(said).toMatch(FORM);
    expect(message).not.toMatch(/undefined|\[object|null is|function \(|=>\s*\{/);
    expect(said.length).toBeLessThan(500);
  });
});

it("covers every family and every error class", () => {
  expect(rows.length).toBeGreaterThanOrEqual(300);
  const isErrorClass = (v: unknown): boolean => typeof v === "function" && v.prototype instanceof core.SonogradError;
  const classes = Object.entries(core).flatMap(([name, value]) => (isErrorClass(value) ? [name] : []));
  const covered = new Set([...rows.map((row) => row.error.name), ...Object.keys(ELSEWHERE)]);
  expect(classes.filter((name) => !covered.has(name))).toEqual([]);
  expect(rows.filter((row) => row.says.length === 0)).toEqual([]);
});

it("leaves the library as it was: the next call works", () => {
  expect(core.add(core.ones([2]), 1).arraySync()).toEqual([2, 2]);
  expect(core.isGradEnabled()).toBe(true);
  expect(core.isAvailable("webgpu")).toBe(false);
});
