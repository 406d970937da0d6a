// `npm test`: sets up a fresh clone and passes every test.
import { build, checkNode, install, ROOT, run } from "./bootstrap.mjs";
import { ensureBrowser, ensureVulkanLoader } from "./browser.mjs";

checkNode();
install();
const browser = ensureBrowser();
ensureVulkanLoader();
build();
const env = { ...process.env, PUPPETEER_EXECUTABLE_PATH: browser };
process.exit(run(process.execPath, ["scripts/check.mjs"], { cwd: ROOT, env }));
