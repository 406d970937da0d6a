// Running the snippets of the reader's page with everything that the packages export in scope.
import * as core from "@sonograd/core";
import * as nn from "@sonograd/nn";
import ts from "typescript";

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (...values: unknown[]) => Promise<unknown>;

/** What the last line of TypeScript is worth. */
export async function runSnippet(code: string): Promise<unknown> {
  const scope = { ...core, ...nn };
  const lines = code.split("\n");
  lines.push(`return ${lines.pop()!}`);
  const body = ts.transpile(`{ ${lines.join("\n")} }`, { target: ts.ScriptTarget.ESNext });
  return new AsyncFunction(...Object.keys(scope), body)(...Object.values(scope));
}
