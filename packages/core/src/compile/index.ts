export { composeViews } from "./compose.js";
export { compile, type Compiled, type CompiledPlan, type CompileOptions } from "./compile.js";
export type { PlanStatistics } from "./statistics.js";
