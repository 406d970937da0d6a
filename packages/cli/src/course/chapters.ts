// The chapters of the course as files: number, name, title, and where they may run.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Chapter {
  readonly number: number;
  readonly file: string;
  /** First line of the file, after the number. */
  readonly title: string;
  /** Whether its second line offers `--device webgpu`. */
  readonly runsOnWebGPU: boolean;
}

/** Beside the built program, or the examples of a clone when the program runs from its sources. */
export function courseFolder(): string {
  const built = fileURLToPath(new URL(".", import.meta.url));
  return existsSync(join(built, "chapter.js"))
    ? built
    : fileURLToPath(new URL("../../../../examples", import.meta.url));
}

/** All chapters in order. */
export function listChapters(folder = courseFolder()): Chapter[] {
  return readdirSync(folder)
    .filter((name) => /^\d\d-.*(?<!\.d)\.[jt]s$/.test(name))
    .sort()
    .map((name) => {
      const file = join(folder, name);
      const [first, second = ""] = readFileSync(file, "utf8").split("\n");
      const title = first.replace(/^\/\/ Chapter \d+ · /, "");
      return { number: Number(name.slice(0, 2)), file, title, runsOnWebGPU: second.includes("--device webgpu") };
    });
}
