#!/usr/bin/env node
// The program `sonograd`. Everything it does is in run.ts; here the process is prepared and ended.
import { runSonograd } from "./run.js";
import { reportError } from "./terminal/command-context.js";
import { EXIT } from "./terminal/exit-codes.js";
import { processHost } from "./terminal/host.js";

const host = processHost();

// `sonograd … | head` closes the pipe early: that is no error.
for (const stream of [host.stdout, host.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") reportError(host, error);
    process.exit(error.code === "EPIPE" ? EXIT.ok : EXIT.failure);
  });

for (const event of ["uncaughtException", "unhandledRejection"] as const)
  process.on(event, (error: unknown) => {
    reportError(host, error);
    process.exit(EXIT.failure);
  });

const code = await runSonograd(process.argv.slice(2), host);
// A GPU device or an open standard input would keep the process alive; what was written goes out first.
host.stdout.write("", () => host.stderr.write("", () => process.exit(code)));
