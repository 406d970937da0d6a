// The accessors of views that are no memory: `x_get` that computes an elementwise expression, `y_set` that goes on with one.
import { composeViews, type View } from "@sonograd/core";
import { emitElementwise } from "./elementwise.js";
import { argumentsOf, coordinates, type KernelBuilder, namesOf, unravel } from "./kernel.js";
import type { SinkStorage, VirtualStorage } from "./virtual.js";
import { coalesce } from "./views.js";
import { castExpr, valueType, zero } from "./wgsl-types.js";

interface Way {
  /** The views as the code reaches them. */
  readonly views: readonly View[];
  /** WGSL before they are reached. */
  readonly lines: string;
  readonly at: string;
}

/**
 * How code that stands at the coordinates of `view` reaches `views`, which have the shape of `frame`: at the same
 * coordinates where strides allow it, and by way of the element's number in `frame` where they do not.
 */
function wayThrough(builder: KernelBuilder, name: string, view: View, frame: View, views: readonly View[]): Way {
  const composed = composeViews({ out: frame, inputs: views }, { ...view, storage: frame.storage });
  if (composed) return { views: composed, lines: "", at: namesOf(view) };
  builder.index(name, { ...view, offset: view.offset - frame.offset });
  const [shorter, ...rest] = coalesce([frame, ...views]);
  builder.extents(`${name}_n`, shorter.shape);
  const rank = shorter.shape.length;
  return {
    views: rest,
    lines: unravel(`${name}_at(${namesOf(view)})`, rank, "u", `${name}_n`),
    at: coordinates("u", rank),
  };
}

/** `${name}_get` for a view of what a map would have written. */
export function computedRead(builder: KernelBuilder, name: string, view: View, { out, work }: VirtualStorage): void {
  const way = wayThrough(builder, name, view, out, work.inputs);
  way.views.forEach((input, k) => builder.read(`${name}_in${k}`, input));
  const loads = way.views.map((_, k) => `${name}_in${k}_get(${way.at})`);
  const { lines, values } = emitElementwise(builder, name, work, loads);
  const value = castExpr(work.exprs[0].dtype, view.dtype, values[0]);
  builder.include(
    `fn ${name}_get(${argumentsOf(view)}) -> ${valueType(view.dtype)} {\n${way.lines}\n${lines.join("\n")}\n  return ${value};\n}`,
  );
}

/** `${name}_set` that stores a value where it is needed later, and runs the work behind it. */
export function sinkWrite(builder: KernelBuilder, name: string, view: View, sink: SinkStorage): void {
  const args = argumentsOf(view);
  const value = `${args ? `${args}, ` : ""}value: ${valueType(view.dtype)}`;
  const lines: string[] = [];
  if (sink.isStored) {
    builder.write(`${name}_kept`, { ...view, storage: sink.storage });
    lines.push(`  ${name}_kept_set(${[...(args ? [namesOf(view)] : []), "value"].join(", ")});`);
  }
  if (sink.seen) {
    const slot = outputSlot(sink.index);
    builder.include(`var<private> ${slot}: ${valueType(view.dtype)} = ${zero(view.dtype)};`);
    lines.push(`  ${slot} = value;`);
  }
  if (sink.isLast) lines.push(...epilogueLines(builder, name, view, sink));
  builder.include(`fn ${name}_set(${value}) {\n${lines.join("\n")}\n}`);
}

// The outputs of one element are written by one invocation, one after the other: the last finds the others here.
const outputSlot = (index: number): string => `written${index}`;

function epilogueLines(builder: KernelBuilder, name: string, view: View, { seen, epilogue }: SinkStorage): string[] {
  const { work, outputs, sources } = epilogue!;
  const own = work.inputs.filter((_, k) => sources[k] < 0);
  const way = wayThrough(builder, `${name}_way`, view, seen!, [...own, ...outputs]);
  const targets = way.views.slice(own.length);
  let next = 0;
  const loads = sources.map((source) => {
    if (source >= 0) return outputSlot(source);
    const k = next++;
    builder.read(`${name}_in${k}`, way.views[k]);
    return `${name}_in${k}_get(${way.at})`;
  });
  const { lines, values } = emitElementwise(builder, name, work, loads);
  targets.forEach((target, k) => builder.write(`${name}_out${k}`, target));
  const sets = targets.map((target, k) => {
    const result = castExpr(work.exprs[k].dtype, target.dtype, values[k]);
    return `  ${name}_out${k}_set(${[...(way.at ? [way.at] : []), result].join(", ")});`;
  });
  return [way.lines, ...lines, ...sets];
}
