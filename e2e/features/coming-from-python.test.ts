// docs/coming-from-python.md. After a change: UPDATE=1 npx vitest run --project unit e2e/features
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "./docstrings.js";
import { callOf, publicNames, type PublicName } from "./public-names.js";
import { ALIASES } from "./python-aliases.js";
import { COMPARED, MACHINERY, OWN, OWN_FOLDERS } from "./python-alone.js";
import { readPythonNames } from "./python-names.js";
import { renderPage } from "./python-page.js";
import { RULES } from "./python-rules.js";
import { runSnippet } from "./python-snippets.js";
import { isPythonName, pythonOf, tableRows, type TableRow } from "./python-table.js";

const FILE = join(ROOT, "docs/coming-from-python.md");
/** Reading every declaration takes the compiler some seconds. */
const COMPILING = 120_000;
/** Private to Python, where what is public here is made of. */
const PRIVATE = /\._\w+$/;

const python = readPythonNames();
let ours: readonly PublicName[] = [];
let rows: readonly TableRow[] = [];
beforeAll(() => {
  ours = publicNames();
  rows = tableRows(ours, python);
}, COMPILING);

it("the page is what the code says", () => {
  const page = renderPage(rows, python);
  if (process.env["UPDATE"] === "1") writeFileSync(FILE, page);
  expect(readFileSync(FILE, "utf8")).toBe(page);
});

it("every Python name exists in Python", () => {
  const said = ours.flatMap(({ path, source }) => pythonOf(source).names.map((name) => ({ path, name })));
  expect(said.filter(({ name }) => !PRIVATE.test(name) && !isPythonName(name, python))).toEqual([]);
  expect(Object.keys(ALIASES).filter((name) => !isPythonName(name, python))).toEqual([]);
  expect(COMPARED.filter((module) => !python.has(module))).toEqual([]);
  const all = new Set([...python.values()].flatMap((names) => [...names.keys()]));
  expect([...MACHINERY].filter((name) => !all.has(name))).toEqual([]);
});

it("every name that a Python name is given exists here", () => {
  const paths = new Set(ours.map(({ path }) => path));
  expect(Object.entries(ALIASES).filter(([, [path]]) => !paths.has(path))).toEqual([]);
  expect([...OWN].filter((name) => !paths.has(name))).toEqual([]);
  const names = new Set(ours.map(({ name }) => name));
  const notes = Object.values(ALIASES).map(([, note = ""]) => note);
  const called = notes.flatMap((note) =>
    [...note.matchAll(/`[^`]+`/g)].flatMap(([code]) => [...code.matchAll(/(\w+)\(/g)]),
  );
  expect(called.map(([, name]) => name).filter((name) => !names.has(name))).toEqual([]);
});

it("every exported function has a source, a Python name, or is known as this project's own", () => {
  const calls = new Set(rows.map(({ call }) => call));
  const exported = ours.filter(({ path }) => !/^(?:x|model|optimizer|writer)\./.test(path));
  const alone = exported.filter((entry) => entry.source === "" && !calls.has(callOf(entry)));
  const isOwn = ({ path, file }: PublicName): boolean =>
    OWN.has(path) || OWN_FOLDERS.some((folder) => file.startsWith(`packages/${folder}`));
  expect(alone.filter((entry) => !isOwn(entry)).map(({ path }) => path)).toEqual([]);
});

describe("rules", () => {
  it.each(RULES)("$rule", async ({ ours: code, gives }) => {
    expect(JSON.stringify(await runSnippet(code))).toBe(gives);
  });
});
