// `node scripts/pack-gpu.mjs [FOLDER]`: packs what a Linux machine with a GPU and without network needs to run bench/hardware.ts:
// Node, Dawn, the bench and the packages as one bundle, and run.sh. The folder (default bench/dist/gpu-pack) stays under 60 MiB.
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, createWriteStream, existsSync, mkdirSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs"; // prettier-ignore
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { build } from "vite";
import { fail, ROOT } from "./bootstrap.mjs";

const LIMIT_MIB = 60;
const PACK = resolve(process.argv[2] ?? join(ROOT, "bench/dist/gpu-pack"));
const DAWN = join("node_modules/webgpu/dist", `${process.platform}-${process.arch}`, "dawn.node");

const RUN = `#!/bin/sh
# Measures this machine's GPU: sh run.sh [--tiny] [--out FILE]. --tiny is for a software adapter.
set -e
here=$(cd "$(dirname "$0")" && pwd)
unpack() {
  [ -s "$1" ] && return
  if command -v xz > /dev/null; then xz -dc "$1.xz" > "$1.part"
  else python3 -c 'import lzma, shutil, sys; shutil.copyfileobj(lzma.open(sys.argv[1]), sys.stdout.buffer)' "$1.xz" > "$1.part"
  fi
  mv "$1.part" "$1"
}
unpack "$here/node"
unpack "$here/${DAWN}"
chmod +x "$here/node"
# Dawn loads the Vulkan loader, which machines for computing alone often lack.
if [ -d "$here/lib" ] && ! ldconfig -p 2> /dev/null | grep -q libvulkan.so.1; then
  export LD_LIBRARY_PATH="$here/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
fi
# Containers keep the GPU's driver where the loader does not look.
driver=/usr/local/nvidia/share/vulkan/icd.d/nvidia_icd.json
if [ -z "$VK_DRIVER_FILES$VK_ICD_FILENAMES" ] && [ -e "$driver" ]; then export VK_DRIVER_FILES="$driver"; fi
exec "$here/node" "$here/hardware.mjs" "$@"
`;

/** The bench and everything that it imports but Node's modules and `webgpu`. */
async function bundle() {
  await build({
    configFile: false,
    root: ROOT,
    publicDir: false,
    logLevel: "warn",
    resolve: { conditions: ["@sonograd/source"] },
    ssr: { noExternal: true, external: ["webgpu"], resolve: { conditions: ["@sonograd/source"] } },
    build: {
      ssr: join(ROOT, "bench/hardware.ts"),
      target: "node20",
      outDir: PACK,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: "hardware.mjs", chunkFileNames: "[name]-[hash].mjs" } },
    },
  });
}

/** `from` as `to`.xz, unless an earlier run has made it of the same file. */
async function compress(from, to) {
  const file = `${to}.xz`;
  rmSync(to, { force: true });
  if (existsSync(file) && statSync(file).mtimeMs > statSync(from).mtimeMs) return;
  const xz = spawn("xz", ["-6", "--threads=0", "--stdout", from], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((done, failed) => xz.on("error", failed).on("close", done));
  await pipeline(xz.stdout, createWriteStream(file));
  if ((await ended) !== 0) fail(`xz could not compress ${from}.`);
}

/** Puts the Vulkan loader of this machine into the pack, where there is one. */
function addVulkanLoader() {
  const known = spawnSync("ldconfig", ["-p"], { encoding: "utf8" }).stdout ?? "";
  const found = /libvulkan\.so\.1 .*=> (\S+)/.exec(known)?.[1];
  if (!found)
    return console.warn("pack-gpu: no Vulkan loader here to pack; the other machine must have libvulkan.so.1.");
  mkdirSync(join(PACK, "lib"), { recursive: true });
  copyFileSync(realpathSync(found), join(PACK, "lib/libvulkan.so.1"));
}

const sizeOf = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
    : statSync(path).size;

if (process.platform !== "linux")
  fail("pack-gpu packs this machine's Node and Dawn for another one, so run it on Linux.");
mkdirSync(join(PACK, DAWN, ".."), { recursive: true });
for (const name of readdirSync(PACK)) if (name.endsWith(".mjs")) rmSync(join(PACK, name));
await bundle();
await compress(process.execPath, join(PACK, "node"));
await compress(join(ROOT, DAWN), join(PACK, DAWN));
for (const name of ["package.json", "index.js"])
  copyFileSync(join(ROOT, "node_modules/webgpu", name), join(PACK, "node_modules/webgpu", name));
copyFileSync(join(ROOT, "bench/torch-step.py"), join(PACK, "torch-step.py"));
addVulkanLoader();
writeFileSync(join(PACK, "run.sh"), RUN, { mode: 0o755 });
const mebibytes = sizeOf(PACK) / 2 ** 20;
console.log(`${PACK}: ${mebibytes.toFixed(1)} MiB. On the machine with the GPU: sh run.sh [--out FILE]`);
if (mebibytes > LIMIT_MIB) fail(`the pack is larger than ${LIMIT_MIB} MiB.`);
