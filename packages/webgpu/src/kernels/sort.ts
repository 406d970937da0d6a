// A stable merge sort without barriers: short runs by counting what comes before each element, then every merge places each
// element by a binary search in the run beside its own. NaN counts as larger than every number.
import { sizeOf, type DType, type PrimitiveCall, type View } from "@sonograd/core";
import { coordinates, KernelBuilder, type Kernel, type LowerContext, unravel } from "./kernel.js";
import { orderable, orderType } from "./ordering.js";
import { NAN_FUNCTIONS } from "./real-functions.js";
import { linesAlong } from "./views.js";

const RUN = 32;

interface Sorted {
  readonly values: View;
  readonly positions: View;
}

export function sort(call: PrimitiveCall<"sort">, context: LowerContext): void {
  const { dim, descending } = call.attrs;
  const { views } = linesAlong([call.inputs[0], ...call.outputs], dim);
  const [x, values, positions] = views;
  const count = x.shape.at(-1)!;
  const target: Sorted = { values, positions };
  const spare = (): Sorted => ({
    values: context.temporary(x.dtype, x.shape),
    positions: context.temporary("int32", x.shape),
  });
  let run = RUN;
  let from = run < count ? spare() : target;
  context.emit(runsKernel(x, from, descending));
  let other = 2 * run < count ? spare() : target;
  for (; run < count; run *= 2) {
    const to = 2 * run < count ? other : target;
    context.emit(mergeKernel(from, to, run, descending));
    [from, other] = [to, from];
  }
}

// before(a, b): a must stand in front of b whatever their positions.
function ordering(dtype: DType, descending: boolean): string {
  const type = orderType(dtype);
  const sign = descending ? ">" : "<";
  if (dtype !== "float32") return `fn before(a: ${type}, b: ${type}) -> bool { return a ${sign} b; }`;
  const nans = descending
    ? "if (is_nan(b)) { return false; } if (is_nan(a)) { return true; }"
    : "if (is_nan(a)) { return false; } if (is_nan(b)) { return true; }";
  // Equal NaNs keep their order: the first test answers for both.
  const both = "if (is_nan(a) && is_nan(b)) { return false; }";
  return `fn before(a: f32, b: f32) -> bool { ${both} ${nans} return a ${sign} b; }`;
}

function begin(label: string, x: View, to: Sorted, descending: boolean): KernelBuilder {
  const builder = new KernelBuilder(label).extents("n", x.shape).read("x", x);
  return builder
    .write("values", to.values)
    .write("positions", to.positions)
    .include(NAN_FUNCTIONS)
    .include(ordering(x.dtype, descending));
}

function runsKernel(x: View, to: Sorted, descending: boolean): Kernel {
  const last = x.shape.length - 1;
  const line = coordinates("c", last);
  const key = (place: string): string => orderable(x.dtype, `x_get(${line}, ${place})`);
  return begin("sort:runs", x, to, descending).build(
    sizeOf(x.shape),
    `${unravel("i", last + 1, "c", "n")}
  let own = ${key(`c${last}`)};
  let start = c${last} / ${RUN}u * ${RUN}u;
  var place = start;
  for (var k = start; k < min(start + ${RUN}u, p.n${last}); k++) {
    let other = ${key("k")};
    if ((k < c${last} && !before(own, other)) || (k > c${last} && before(other, own))) { place++; }
  }
  values_set(${line}, place, x_get(${line}, c${last}));
  positions_set(${line}, place, i32(c${last}));`,
  );
}

function mergeKernel(from: Sorted, to: Sorted, run: number, descending: boolean): Kernel {
  const last = from.values.shape.length - 1;
  const line = coordinates("c", last);
  const key = (place: string): string => orderable(from.values.dtype, `x_get(${line}, ${place})`);
  const builder = begin("sort:merge", from.values, to, descending).read("origins", from.positions).u32("run", run);
  return builder.build(
    sizeOf(from.values.shape),
    `${unravel("i", last + 1, "c", "n")}
  let own = ${key(`c${last}`)};
  let start = c${last} / (2u * p.run) * (2u * p.run);
  let middle = min(start + p.run, p.n${last});
  let is_left = c${last} < middle;
  // The other run's elements that come first: of equals, the left run's.
  let other_start = select(start, middle, is_left);
  var low = other_start;
  var high = select(middle, min(start + 2u * p.run, p.n${last}), is_left);
  while (low < high) {
    let half = (low + high) / 2u;
    let other = ${key("half")};
    let comes_first = select(!before(own, other), before(other, own), is_left);
    if (comes_first) { low = half + 1u; } else { high = half; }
  }
  let own_start = select(middle, start, is_left);
  let place = start + (c${last} - own_start) + (low - other_start);
  values_set(${line}, place, x_get(${line}, c${last}));
  positions_set(${line}, place, origins_get(${line}, c${last}));`,
  );
}
