// docs/features.md: every function of a signal, from its docstring, the conformance cases and the golden cases that passed.
import { CASES, wantsGradient } from "../../packages/core/conformance/index.js";
import { documented, type Documented } from "./docstrings.js";
import { edgesWithoutCase, functionOf, REFUSED } from "./edges-on-devices.js";

const CORE = "packages/core/src";
const [DSP, FEATURES, KALDI, STREAMING] = ["dsp", "features", "features/kaldi", "streaming"].map((folder) => `${CORE}/${folder}/index.ts`); // prettier-ignore
const [TRANSFORMS, AUGMENTATION] = ["transforms", "augmentation"].map((name) => `packages/nn/src/${name}/index.ts`);

/** Titles of the sections by folder; a folder without one fails the test. */
const TITLES: Readonly<Record<string, string>> = {
  [`${CORE}/dsp`]: "Signals, framing, units",
  [`${CORE}/dsp/banks`]: "Filter banks",
  [`${CORE}/dsp/beamforming`]: "Beamforming",
  [`${CORE}/dsp/constant-q`]: "Constant-Q filters",
  [`${CORE}/dsp/decomposition`]: "Empirical mode decomposition",
  [`${CORE}/dsp/effects`]: "Effects",
  [`${CORE}/dsp/filters`]: "Filters",
  [`${CORE}/dsp/filters/design`]: "Filter design and response",
  [`${CORE}/dsp/loudness`]: "Loudness",
  [`${CORE}/dsp/mellin`]: "Scale transform",
  [`${CORE}/dsp/notation`]: "Notation",
  [`${CORE}/dsp/quadratic`]: "Quadratic distributions",
  [`${CORE}/dsp/resample`]: "Resampling",
  [`${CORE}/dsp/room`]: "Rooms",
  [`${CORE}/dsp/semitones`]: "Semitone filters",
  [`${CORE}/dsp/spectra/estimation`]: "Spectral estimation",
  [`${CORE}/dsp/spectra`]: "Spectra, phase, stretching",
  [`${CORE}/dsp/wavelets`]: "Wavelets and synchrosqueezing",
  [`${CORE}/features`]: "Features",
  [`${CORE}/features/cepstral`]: "Cepstra",
  [`${CORE}/features/constant-q`]: "Constant-Q transforms",
  [`${CORE}/features/chroma`]: "Chroma",
  [`${CORE}/features/harmony`]: "Key and chords",
  [`${CORE}/features/inverse`]: "Back from features to sound",
  [`${CORE}/features/kaldi`]: "Kaldi",
  [`${CORE}/features/pitch`]: "Pitch and tuning",
  [`${CORE}/features/rhythm`]: "Rhythm",
  [`${CORE}/features/segments`]: "Structure, alignment, decomposition",
  "packages/nn/src/transforms": "Transforms (modules of @sonograd/nn)",
  "packages/nn/src/losses": "Transforms (modules of @sonograd/nn)",
  "packages/nn/src/augmentation": "Augmentation (modules of @sonograd/nn)",
};

/** How often a golden case passed through a function, by name; null where the golden files are not there. */
export type GoldenCounts = ReadonlyMap<string, number> | null;

export interface FeatureRow {
  readonly section: string;
  readonly name: string;
  readonly shape: string;
  readonly unit: string;
  readonly defaults: string;
  readonly reference: string;
  readonly golden: string;
  readonly devices: string;
  readonly gradient: string;
  readonly streaming: string;
}

export async function featureRows(golden: GoldenCounts): Promise<FeatureRow[]> {
  const compared = new Set((await edgesWithoutCase()).filter(({ name }) => !(name in REFUSED)).map(functionOf));
  const pages = documented([DSP, FEATURES, KALDI, STREAMING, TRANSFORMS, AUGMENTATION]);
  const twins = new Set(pages.get(STREAMING)!.map(({ name }) => name));
  const known = new Map([...pages.values()].flat().map((entry) => [entry.name, entry]));
  const rows = (page: string, prefix: string): FeatureRow[] =>
    pages.get(page)!.map((entry) => row(entry, { prefix, twins, known, compared, golden }));
  return [
    ...rows(DSP, ""),
    ...rows(FEATURES, ""),
    ...rows(KALDI, "kaldi."),
    ...rows(TRANSFORMS, "transforms."),
    ...rows(AUGMENTATION, "augmentation."),
  ];
}

interface Context {
  readonly prefix: string;
  readonly twins: ReadonlySet<string>;
  readonly known: ReadonlyMap<string, Documented>;
  /** Functions that a test runs on both devices without a case. */
  readonly compared: ReadonlySet<string>;
  readonly golden: GoldenCounts;
}

function row(entry: Documented, { prefix, twins, known, compared, golden }: Context): FeatureRow {
  const name = `${prefix}${entry.name}`;
  const text = resultOf(entry, known);
  const folder = entry.file.slice(0, entry.file.lastIndexOf("/"));
  const twin = `${entry.name}Stream`;
  return {
    section: titleOf(folder),
    name,
    shape: shapeIn(text),
    unit: unitIn(text),
    defaults: entry.defaults.join(", "),
    reference: entry.source.split(/[;,] /)[0],
    golden: `${golden?.get(name) ?? ""}`,
    devices: devicesOf(entry, prefix, compared),
    gradient: gradientOf(entry, prefix),
    streaming: prefix === "" && twins.has(twin) ? `\`${twin}\`` : "",
  };
}

const titleOf = (folder: string): string =>
  TITLES[folder] ?? (folder.includes("/") ? titleOf(folder.slice(0, folder.lastIndexOf("/"))) : `? ${folder}`);

/** What the docstring says of the result; "as butter" means what that of butter says. */
function resultOf(entry: Documented, known: Context["known"]): string {
  const text = entry.kind === "class" ? (/→ (.+)$/.exec(entry.summary)?.[1] ?? "") : entry.returns || saidAtOnce(entry);
  const other = /^as `?(\w+)`?/.exec(text)?.[1];
  const target = other === undefined ? undefined : known.get(other);
  return target && target !== entry ? resultOf(target, known) : text;
}

/** "Hz to octaves above A0": what one-line docstrings say of the result. */
const saidAtOnce = ({ summary }: Documented): string => summary.split(" to ").at(-1)!;

const BRACKETS = /\[[^\]]*\]/g;
const shapeIn = (text: string): string =>
  /\{[^}]*\}/.exec(text.replaceAll(BRACKETS, "[]"))?.index === 0
    ? /\{[^}]*\}/.exec(text)![0]
    : (text.match(BRACKETS)?.[0] ?? /\bshape (?:and unit )?of \w+/.exec(text)?.[0] ?? "");

/** Words for units in docstrings, the first that is found counts. */
const UNITS = [
  "\\{ ?(?:b, a|z, p, k) ?\\}", "rows b0", "the unit is that of [\\w ]+", "unit as `\\w+`", "[Uu]nits? (?:of|times) [\\w ]+?(?= along| over| \\(|[;,.:]|$)", "its unit per [\\w^]+", "its unit",
  "unitless", "true",
  "bool", "LUFS", "dBTP", "LU\\b", "dB\\b", "kHz\\b", "Hz\\b", "rad/s", "radians", "mel\\b", "Bark", "ERB rate", "beats per minute", "octaves", "cents", "semitones", "note numbers?",
  "(?:sample|frame) ind(?:ex|ices)", "share of a bin", "a multiple of 1 / \\([\\w ]+\\)", "\\b[Mm]agnitudes?", "natural logarithm", "(?<=, |, in |and end in |^|^scales in |delay at each in )(?:int32 )?(?:samples|frames|seconds|steps|bins)\\b", "first frame",
  "power\\b", "amplitude\\b", "ratios", "multiples of \\S+", "names?\\b", "text", "integer", "number", "exponents", "-1…1", "0…1", "0…quantizationChannels - 1",
]; // prettier-ignore
const UNIT = new RegExp(UNITS.map((unit) => `(?:${unit})`).join("|"));
const ORDER = UNITS.map((unit) => new RegExp(unit));

function unitIn(text: string): string {
  const plain = text.replaceAll(BRACKETS, "[]");
  if (!UNIT.test(plain)) return "";
  const [found] = ORDER.map((unit) => unit.exec(plain)?.[0] ?? "").filter(Boolean);
  if (/b, a|z, p, k|rows/.test(found)) return "coefficients";
  if (/…/.test(found)) return `unitless, ${found}`;
  return SHORT[found] ?? found.replace(/^the unit is that of /, "unit of ").replace("int32 ", "");
}
const SHORT: Readonly<Record<string, string>> = { true: "true or false",
  bool: "true or false", name: "names", text: "names", integer: "count", "first frame": "frames" }; // prettier-ignore

const casesOf = (name: string) => CASES.filter((each) => each.op === name);

/** Where it runs, as far as a test has shown it: a conformance case, or test/edges on both devices. */
function devicesOf({ name, waits, type, kind }: Documented, prefix: string, compared: ReadonlySet<string>): string {
  if (kind === "class") return prefix === "" ? "" : "as its functions";
  const shown = compared.has(`${prefix}${name}`) || (prefix === "" && casesOf(name).some((each) => !each.host));
  if (shown) return `CPU, WebGPU${waits ? " (on the host)" : ""}`;
  return type.includes("Tensor") ? "CPU" : "numbers, no tensor";
}

function gradientOf({ name }: Documented, prefix: string): string {
  const held = prefix === "" ? casesOf(name).filter((each) => wantsGradient(each) && !each.notDifferentiable) : [];
  return held.length > 0 ? `${held.length}` : "";
}
