export { runSonograd } from "./run.js";
export type { ExitCode } from "./terminal/exit-codes.js";
export type { Host } from "./terminal/host.js";
