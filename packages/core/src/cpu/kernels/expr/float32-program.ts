// Expressions of float32 and bool as steps on float32 arrays. Their blocks need no rounding pass, inputs and results that
// lie row by row are used where they are, and a node takes less than half of the time that it does in `program.ts`, which
// has everything else.
import type { MapOp } from "../../../backend/index.js";
import type { DType } from "../../../tensor/index.js";
import { FLOAT32_LOOPS, type Float32Loop } from "./float32-ops.js";
import { countUses, fuseWorks, type Work } from "./float32-works.js";
import { oncePerForm, type LinearForm, type LinearNode } from "./linear-form.js";
import { REAL_LOOPS } from "./real-ops.js";

/** One loop over the arrays in these places. */
export interface Float32Step {
  readonly loop: Float32Loop;
  readonly out: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

export interface Float32Leaf {
  readonly kind: "input" | "scalar";
  readonly index: number;
  readonly dtype: DType;
  readonly place: number;
}

export interface Float32Program {
  /** Places to fill before the steps. */
  readonly leaves: readonly Float32Leaf[];
  readonly steps: readonly Float32Step[];
  /** Place of each expression. */
  readonly roots: readonly number[];
  /** Roots that have their place to themselves from the step that fills it on. */
  readonly ownPlace: readonly boolean[];
  readonly places: number;
  readonly form: LinearForm;
}

const SINGLE: ReadonlySet<DType> = new Set<DType>(["float32", "bool"]);
/** What gives bool from float32 or bool. */
const TO_BOOL: ReadonlySet<MapOp> = new Set<MapOp>([
  "not", "isnan", "isinf", "signbit", "eq", "ne", "lt", "le", "gt", "ge", "and", "or", "xor", "where", "cast",
]); // prettier-ignore
/** They give their argument. */
const SAME: ReadonlySet<MapOp> = new Set<MapOp>(["real", "conj"]);
/** Numbers of these dtypes become float32 as they are read. */
const READABLE: ReadonlySet<DType> = new Set<DType>(["int32", "uint8", "float64"]);

/** The program of one or several expressions; null where they have other dtypes. */
export const float32ProgramOf = oncePerForm(compileFloat32);

export function compileFloat32(form: LinearForm): Float32Program | null {
  const { nodes, roots } = form;
  const meanings = meaningsOf(nodes);
  if (!meanings || roots.some((root) => !SINGLE.has(nodes[root].dtype))) return null;
  const at = (position: number): number => meanings[position].same ?? position;
  const results = new Set(roots.map(at));
  const works = nodes.map((node, i): Work | null => {
    const { loop } = meanings[i];
    return loop && node.kind === "op" ? { loop, op: node.op, args: node.args.map(at) } : null;
  });
  fuseWorks(works, results);
  const uses = countUses(works, results);

  let places = 0;
  const free: number[] = [];
  const placeOf: number[] = [];
  const leaves: Float32Leaf[] = [];
  const steps: Float32Step[] = [];
  // Leaves are filled before the first step, so their places are theirs.
  nodes.forEach((node, i) => {
    const source = uses[i] > 0 && !works[i] ? leafOf(nodes, node) : null;
    if (source) leaves.push({ ...source, place: (placeOf[i] = places++) });
  });
  works.forEach((work, i) => {
    if (!work || uses[i] === 0) return;
    for (const arg of new Set(work.args)) if (--uses[arg] === 0 && works[arg]) free.push(placeOf[arg]);
    // A loop may write over an argument.
    placeOf[i] = results.has(i) ? places++ : (free.pop() ?? places++);
    const [a, b = a, c = a, d = a] = work.args.map((arg) => placeOf[arg]);
    steps.push({ loop: work.loop, out: placeOf[i], a, b, c, d });
  });
  const rootPlaces = roots.map((root) => placeOf[at(root)]);
  const ownPlace = rootPlaces.map(
    (place, k) => rootPlaces.indexOf(place) === k && leaves.every((leaf) => leaf.place !== place),
  );
  return { leaves, steps, roots: rootPlaces, ownPlace, places, form };
}

/** What a node is for this kind of program. */
interface Meaning {
  readonly loop?: Float32Loop;
  /** The node at this position has the same value. */
  readonly same?: number;
}

/** Null where a node has none. A node with neither loop nor sameness is a leaf, or an input of another dtype on its way. */
function meaningsOf(nodes: readonly LinearNode[]): Meaning[] | null {
  const meanings: Meaning[] = [];
  for (const node of nodes) {
    const meaning = meaningOf(nodes, meanings, node);
    if (!meaning) return null;
    meanings.push(meaning);
  }
  return meanings;
}

function meaningOf(nodes: readonly LinearNode[], meanings: readonly Meaning[], node: LinearNode): Meaning | null {
  if (node.kind !== "op")
    return SINGLE.has(node.dtype) || (node.kind === "input" && READABLE.has(node.dtype)) ? {} : null;
  if (!SINGLE.has(node.dtype)) return null;
  const [first] = node.args;
  const dtypes = node.args.map((arg) => nodes[arg].dtype);
  if (node.op === "cast" && node.dtype === "float32" && leafOf(nodes, node)) return {};
  if (!dtypes.every((dtype) => SINGLE.has(dtype))) return null;
  const isSame = SAME.has(node.op) || (node.op === "cast" && (node.dtype === "float32" || dtypes[0] === "bool"));
  if (isSame) return { same: meanings[first].same ?? first };
  if (node.dtype === "bool" && !TO_BOOL.has(node.op)) return null;
  // The other loops are written for float64 arrays but hold for all.
  const loop = FLOAT32_LOOPS[node.op] ?? (REAL_LOOPS[node.op] as unknown as Float32Loop | undefined);
  return loop ? { loop } : null;
}

/** The leaf that the node is: an input or scalar of its own, or an input that is read as float32. */
function leafOf(nodes: readonly LinearNode[], node: LinearNode): Omit<Float32Leaf, "place"> | null {
  if (node.kind !== "op") return { kind: node.kind, index: node.index, dtype: node.dtype };
  if (node.op !== "cast" || node.dtype !== "float32") return null;
  const source = nodes[node.args[0]];
  if (source.kind !== "input" || !READABLE.has(source.dtype)) return null;
  return { kind: "input", index: source.index, dtype: source.dtype };
}
