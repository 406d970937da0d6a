// The course's pages: code as in the examples, figures and links that exist, two exercises with answers each, in both languages.
// After a change of an example: UPDATE=1 npx vitest run --project unit e2e/course
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { answersFile, brokenLinks, chapterNames, exampleFile, filledIndex, filledPage, indexFile, LANGUAGES, pageFile } from "./pages.js"; // prettier-ignore

const names = chapterNames();
/** Longest an example may be: to be read in one sitting. */
const LINES = 80;

function expectFile(file: string, wanted: string): void {
  if (process.env["UPDATE"] === "1") writeFileSync(file, wanted);
  expect(readFileSync(file, "utf8")).toBe(wanted);
}

it("there is one chapter for each number from 1", () => {
  expect(names.map((name) => Number(name.slice(0, 2)))).toEqual(names.map((_, i) => i + 1));
  expect(names.length).toBeGreaterThanOrEqual(31);
});

describe.each(names)("%s", (name) => {
  it("is short, says what it is, and uses the public packages only", () => {
    const lines = readFileSync(exampleFile(name), "utf8").trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(LINES);
    expect(lines[0]).toMatch(new RegExp(`^// Chapter ${Number(name.slice(0, 2))} · \\S`));
    expect(lines[1]).toMatch(new RegExp(`^// sonograd course ${Number(name.slice(0, 2))}( |$)`));
    const imports = [...lines.join("\n").matchAll(/from "([^"]+)"/g)].map(([, from]) => from);
    const allowed = /^(@sonograd\/(core|io|nn|webgpu)(\/node)?|node:[\w/]+|\.\/chapter\.js)$/;
    expect(imports.filter((from) => !allowed.test(from))).toEqual([]);
  });

  it("has two exercises whose answers are tests", () => {
    const answers = readFileSync(answersFile(name), "utf8");
    expect([...answers.matchAll(/^(?:it|test)\("exercise (\d)/gm)].map(([, number]) => number)).toEqual(["1", "2"]);
  });

  it.each(LANGUAGES)("has a page in %s with its code, figure, exercises and answers", (language) => {
    const file = pageFile(language, name);
    expectFile(file, filledPage(language, name));
    const page = readFileSync(file, "utf8");
    expect(page).toMatch(language === "en" ? /^# Chapter \d+ · \S/ : /^# 第 \d+ 章 · \S/);
    expect(page).toContain(`(../figures/${name}`);
    expect(page).toContain(`(../../../examples/answers/${name}.test.ts)`);
    expect([...page.matchAll(language === "en" ? /^\*\*Exercise (\d)/gm : /^\*\*练习 (\d)/gm)]).toHaveLength(2);
    expect(brokenLinks(file)).toEqual([]);
    // A formula that opens must close, on its line or on a line of its own: a formatter closes it at the end of the page.
    const formulas = page
      .replaceAll(/```[^]*?```/g, "")
      .split("\n")
      .filter((line) => line.includes("$$"));
    expect(formulas.filter((line) => !/^\$\$(| .* \$\$)$/.test(line))).toEqual([]);
  });
});

it.each(LANGUAGES)("the index in %s lists every chapter", (language) => {
  expectFile(indexFile(language), filledIndex(language));
  expect(brokenLinks(indexFile(language))).toEqual([]);
});

it.each(LANGUAGES)("no page in %s is left of a chapter that is gone", (language) => {
  const pages = readdirSync(dirname(pageFile(language, "x"))).map((file) => file.replace(/\.md$/, ""));
  expect(pages.filter((page) => !names.includes(page))).toEqual([]);
});
