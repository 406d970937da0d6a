// WGSL that depends on little but is long to write: it is written once per key, as eager calls lower again every time.

/** A function that makes the text of a key the first time and remembers it. */
export function writtenOnce<T>(): (key: string, write: () => T) => T {
  const known = new Map<string, T>();
  return (key, write) => {
    let text = known.get(key);
    if (text === undefined) known.set(key, (text = write()));
    return text;
  };
}
