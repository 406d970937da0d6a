// Everything public that can be called, with where to import it from and how to write it.
import { exportsOf, membersOf, programOf, type Documented } from "./docstrings.js";

export interface PublicName extends Documented {
  /** The package: "core" for `@sonograd/core`. */
  readonly from: string;
  /** As it is written: `stft`, `init.zeros_`, `x.sum`. */
  readonly path: string;
}

const [CORE, IO, NN, NODE, WEBGPU] = ["core/src/index", "io/src/index", "nn/src/index", "nn/src/node", "webgpu/src/index"].map((page) => `packages/${page}.ts`); // prettier-ignore

/** Contents pages with their package and the name that they are exported under. */
const PAGES: readonly (readonly [page: string, from: string, prefix: string])[] = [
  [CORE, "core", ""],
  ["packages/core/src/features/kaldi/index.ts", "core", "kaldi."],
  [IO, "io", ""],
  [NN, "nn", ""],
  [NODE, "nn/node", ""],
  ["packages/nn/src/init/index.ts", "nn", "init."],
  ["packages/nn/src/transforms/index.ts", "nn", "transforms."],
  ["packages/nn/src/augmentation/index.ts", "nn", "augmentation."],
  [WEBGPU, "webgpu", ""],
];

/** Classes whose methods have rows of their own, with a variable for one of them. */
const CLASSES: readonly (readonly [page: string, from: string, name: string, variable: string])[] = [
  [CORE, "core", "Tensor", "x"],
  [NN, "nn", "Module", "model"],
  [NN, "nn", "Optimizer", "optimizer"],
  [IO, "io", "SummaryWriter", "writer"],
];

export function publicNames(): PublicName[] {
  const program = programOf(PAGES.map(([page]) => page));
  const exported = PAGES.flatMap(([page, from, prefix]) =>
    exportsOf(program, page).map((entry) => ({ ...entry, from, path: `${prefix}${entry.name}` })),
  );
  const members = CLASSES.flatMap(([page, from, name, variable]) =>
    membersOf(program, page, name).map((entry) => ({ ...entry, from, path: `${variable}.${entry.name}` })),
  );
  const named = new Map(exported.map((entry) => [entry.path, entry]));
  return [...exported, ...members.map((entry) => ({ ...entry, parameters: restNamed(entry, named.get(entry.name)) }))];
}

/** A method's `...rest` under the name that the function gives it. */
const restNamed = ({ parameters }: Documented, fn: Documented | undefined): readonly string[] =>
  parameters.map((each) =>
    each === "...rest" ? (fn?.parameters.find((name) => name.startsWith("...")) ?? each) : each,
  );

/** `stft(y, { nFft, hopLength })`, `new Linear(inFeatures, outFeatures, { bias })`, `x.shape`. */
export function callOf({ path, kind, parameters, options, waits }: PublicName): string {
  if (kind === "property") return path;
  const taken = [...parameters, ...(options.length > 0 ? [`{ ${options.join(", ")} }`] : [])].join(", ");
  return `${waits ? "await " : ""}${kind === "class" ? "new " : ""}${path}(${taken})`;
}
