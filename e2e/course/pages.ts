// The pages of the course: a chapter's code stands in them as it stands in its example, the index lists what there is.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");
export const EXAMPLES = join(ROOT, "examples");
export const COURSE = join(ROOT, "docs/course");
export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

/** `06-stft` for each chapter's example, in order. */
export const chapterNames = (): string[] =>
  readdirSync(EXAMPLES)
    .filter((name) => /^\d\d-.*\.ts$/.test(name))
    .map((name) => name.replace(/\.ts$/, ""))
    .sort();

export const pageFile = (language: Language, name: string): string => join(COURSE, language, `${name}.md`);
export const indexFile = (language: Language): string => join(COURSE, language === "en" ? "README.md" : "README.zh.md");
export const exampleFile = (name: string): string => join(EXAMPLES, `${name}.ts`);
export const answersFile = (name: string): string => join(EXAMPLES, "answers", `${name}.test.ts`);

/** What stands between `<!-- name -->` and `<!-- /name -->` replaced by `text`. */
function fillMarker(page: string, name: string, text: string): string {
  const pattern = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
  if (!pattern.test(page)) throw new Error(`the page has no <!-- ${name} --> … <!-- /${name} -->`);
  return page.replace(pattern, (_, open: string, close: string) => `${open}\n${text}\n\n${close}`);
}

/** Last line of a page: the chapter before, the index, the chapter after. */
function navigation(language: Language, name: string): string {
  const names = chapterNames();
  const label = (chapter: string): string => (language === "en" ? `Chapter ${chapter}` : `第 ${chapter} 章`);
  const link = (other: string | undefined): string[] =>
    other === undefined ? [] : [`[${label(String(Number(other.slice(0, 2))))}](${other}.md)`];
  const index = language === "en" ? "[Course](../README.md)" : "[课程目录](../README.zh.md)";
  const at = names.indexOf(name);
  return [...link(names[at - 1]), index, ...link(names[at + 1])].join(" · ");
}

/** The page as it should be: its code is the example's text, and behind the answers stands the way on. */
export function filledPage(language: Language, name: string): string {
  const code = readFileSync(exampleFile(name), "utf8").trimEnd();
  const page = fillMarker(readFileSync(pageFile(language, name), "utf8"), "example", `\`\`\`ts\n${code}\n\`\`\``);
  const answers = page.indexOf("\n", page.indexOf("](../../../examples/answers/"));
  return `${page.slice(0, answers).trimEnd()}\n\n${navigation(language, name)}\n`;
}

/** `# Chapter 6 · Title` without the mark. */
export const titleOf = (language: Language, name: string): string =>
  /^# (.*)$/m.exec(readFileSync(pageFile(language, name), "utf8"))?.[1] ?? "";

/** The index as it should be: every chapter under its title. */
export function filledIndex(language: Language): string {
  const lines = chapterNames().map((name) => `- [${titleOf(language, name)}](${language}/${name}.md)`);
  return fillMarker(readFileSync(indexFile(language), "utf8"), "chapters", lines.join("\n"));
}

/** Targets of links and pictures in a page that are files, as absolute paths with what does not exist. */
export function brokenLinks(file: string): string[] {
  const text = readFileSync(file, "utf8").replaceAll(/```[^]*?```/g, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target.replace(/#.*$/, ""))
    .filter((target) => target !== "" && !/^[a-z]+:/.test(target))
    .filter((target) => !existsSync(join(dirname(file), target)));
}
