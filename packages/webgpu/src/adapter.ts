// Finding an adapter: navigator.gpu in the browser, the optional `webgpu` package (Dawn) in Node.
import { BackendError } from "@sonograd/core";

export interface WebGpuAdapterOptions {
  /** Which adapter to prefer where there are several. */
  powerPreference?: GPUPowerPreference;
  /** Take a software adapter even where there is hardware. */
  forceFallbackAdapter?: boolean;
}

/** What is known of an adapter; empty strings where it does not say. */
export interface AdapterDescription {
  vendor: string;
  architecture: string;
  description: string;
  /** Software: correct but slow. */
  isFallback: boolean;
}

export interface FoundAdapter {
  readonly adapter: GPUAdapter;
  readonly about: AdapterDescription;
}

interface DawnModule {
  create(options: string[]): GPU;
  globals: Record<string, unknown>;
}

// Dawn's adapters and devices die with the object that made them, so it stays reachable.
const kept: GPU[] = [];

const SOFTWARE_DRIVERS = [
  "/usr/share/vulkan/icd.d/lvp_icd.json",
  "/usr/share/vulkan/icd.d/lvp_icd.x86_64.json",
  "/usr/share/vulkan/icd.d/lvp_icd.aarch64.json",
  "/usr/lib/chromium/vk_swiftshader_icd.json",
  "/usr/lib/chromium-browser/vk_swiftshader_icd.json",
  "/opt/google/chrome/vk_swiftshader_icd.json",
];

/** Whether this runs in Node, where Dawn is loaded by hand. */
export const isNode = (): boolean => typeof process !== "undefined" && Boolean(process.versions?.node);

/** The adapter to compute on. @throws BackendError that says what is missing and how to get it */
export async function findAdapter(options: WebGpuAdapterOptions = {}): Promise<FoundAdapter> {
  const browser = typeof navigator === "undefined" ? undefined : (navigator as Partial<Navigator>).gpu;
  const adapter = browser ? await browser.requestAdapter(options) : isNode() ? await nodeAdapter(options) : null;
  if (adapter) return { adapter, about: describe(adapter) };
  if (browser)
    throw new BackendError(
      "useWebGPU: the browser offers WebGPU but no adapter. The graphics driver may be missing or blocked " +
        '(see chrome://gpu). Enable hardware acceleration, or stay on device "cpu", which computes the same.',
    );
  throw new BackendError(
    'useWebGPU: this browser has no WebGPU, or the page is not served from https or localhost. Use a current Chrome, Edge, Firefox or Safari, or stay on device "cpu", which computes the same.',
  );
}

function describe(adapter: GPUAdapter): AdapterDescription {
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const software =
    isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(`${architecture} ${description}`);
  return { vendor, architecture, description, isFallback: software };
}

/** One line for people: `SwiftShader driver 5.0.0 (google swiftshader), software`. */
export function adapterLine({ vendor, architecture, description, isFallback }: AdapterDescription): string {
  const maker = [vendor, architecture].filter(Boolean).join(" ");
  const name = description || maker || "unnamed adapter";
  return `${name}${description && maker ? ` (${maker})` : ""}${isFallback ? ", software: correct but slow" : ""}`;
}

async function nodeAdapter(options: WebGpuAdapterOptions): Promise<GPUAdapter> {
  const dawn = await loadDawn();
  const first = await request(dawn, options);
  if (first) return first;
  const driver = process.env["VK_ICD_FILENAMES"] ? [] : await existing(SOFTWARE_DRIVERS);
  for (const file of driver) {
    // The Vulkan loader reads the variable when an instance is made, so a new instance sees it.
    process.env["VK_ICD_FILENAMES"] = file;
    const found = await request(dawn, options);
    if (found) return found;
    delete process.env["VK_ICD_FILENAMES"];
  }
  throw new BackendError(
    "useWebGPU: the `webgpu` package is here but finds no adapter. It needs a Vulkan driver (Linux), Metal or D3D12: install " +
      "your GPU's driver, or a software one (Mesa 25 or newer, package mesa-vulkan-drivers; or SwiftShader, by setting " +
      'VK_ICD_FILENAMES to its vk_swiftshader_icd.json), or stay on device "cpu", which computes the same.',
  );
}

async function request(dawn: DawnModule, options: WebGpuAdapterOptions): Promise<GPUAdapter | null> {
  // The driver probes for a display and writes to stderr where this is unset, as on servers.
  const runtimeDirectory = process.env["XDG_RUNTIME_DIR"];
  process.env["XDG_RUNTIME_DIR"] ??= process.getBuiltinModule("node:os").tmpdir();
  try {
    const gpu = dawn.create([]);
    const adapter = await gpu.requestAdapter(options);
    if (adapter) kept.push(gpu);
    return adapter;
  } finally {
    if (runtimeDirectory === undefined) delete process.env["XDG_RUNTIME_DIR"];
  }
}

async function loadDawn(): Promise<DawnModule> {
  // A name in a variable keeps bundlers for the web from looking for a Node package.
  const name = "webgpu";
  try {
    return (await import(/* @vite-ignore */ name)) as DawnModule;
  } catch (cause) {
    throw new BackendError(
      'useWebGPU: Node has no WebGPU of its own and the `webgpu` package does not load. Install it with "npm i webgpu", ' +
        'or stay on device "cpu", which computes the same.',
      { cause },
    );
  }
}

async function existing(files: readonly string[]): Promise<string[]> {
  const fs = process.getBuiltinModule("node:fs");
  return files.filter((file) => fs.existsSync(file));
}
