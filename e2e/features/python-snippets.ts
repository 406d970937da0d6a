// Running the snippets of the reader's page with everything that the packages export in scope.
import * as core from "@sonograd/core";
import * as nn from "@sonograd/nn";

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (...values: unknown[]) => Promise<unknown>;

/** What the last line of JavaScript is worth. */
export async function runSnippet(code: string): Promise<unknown> {
  const scope = { ...core, ...nn };
  const lines = code.split("\n");
  lines.push(`return ${lines.pop()!}`);
  return new AsyncFunction(...Object.keys(scope), `{ ${lines.join("\n")} }`)(...Object.values(scope));
}
