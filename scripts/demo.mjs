// `npm run demo [-- --data DIR …]`: the main job from a fresh clone.
import { join } from "node:path";
import { build, checkNode, install, ROOT, run } from "./bootstrap.mjs";

checkNode();
install();
build();
// npm changes into the project; paths given by the user are relative to where they stand.
const cwd = process.env.INIT_CWD ?? process.cwd();
process.exit(
  run(process.execPath, [join(ROOT, "packages/cli/dist/main.js"), "demo", ...process.argv.slice(2)], { cwd }),
);
