// Sums over many elements for few results: a workgroup of lanes per result. Every lane takes each so-many-th element, then
// the lanes' shares are combined in a fixed order in workgroup memory, in two steps and with two barriers.

/**
 * Lanes of a team: a square number, so that both steps are of one length. Software adapters run few lanes at a time and
 * clear workgroup memory element by element, so theirs are small.
 */
export const teamLanes = (barriers: boolean): number => (barriers ? 256 : 16);

/** Workgroup memory `${name}` with a value of `type` per lane. */
export const teamMemory = (name: string, type: string, lanes: number): string =>
  `var<workgroup> ${name}: array<${type}, ${lanes}>;`;

/** WGSL after which `${name}[0]` holds, for every lane, what `combine` makes of all lanes' entries of `${name}`, which are overwritten. */
export function teamCombine(
  names: readonly string[],
  lanes: number,
  combine: (a: string, b: string) => string,
): string {
  const step = Math.sqrt(lanes);
  const each = (line: (name: string) => string): string => names.map(line).join("\n");
  return `  workgroupBarrier();
  if (lane < ${step}u) {
    for (var k = 1u; k < ${step}u; k++) {
${each((name) => `      ${name}[lane * ${step}u] = ${combine(`${name}[lane * ${step}u]`, `${name}[lane * ${step}u + k]`)};`)}
    }
  }
  workgroupBarrier();
  if (lane == 0u) {
    for (var k = 1u; k < ${step}u; k++) {
${each((name) => `      ${name}[0] = ${combine(`${name}[0]`, `${name}[k * ${step}u]`)};`)}
    }
  }
  workgroupBarrier();`;
}
