import { useStdout } from "ink";
import { useEffect, useState } from "react";
import type { FrameSize } from "./look.js";

/** The terminal's size, also after it changes. One row stays free: Ink redraws a full screen by clearing it, which flickers. */
export function useFrameSize(): FrameSize {
  const { stdout } = useStdout();
  const read = (): FrameSize => ({ columns: stdout.columns || 80, rows: (stdout.rows || 24) - 1 });
  const [size, setSize] = useState(read);
  useEffect(() => {
    const update = (): void => setSize(read());
    stdout.on("resize", update);
    return () => void stdout.off("resize", update);
  }, [stdout]);
  return size;
}
