export { fmt, type FmtOptions, type FmtKind } from "./fmt.js";
