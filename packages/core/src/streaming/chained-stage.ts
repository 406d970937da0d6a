import type { Tensor } from "../tensor/index.js";
import { append, type StreamStage } from "./stage.js";

/** Two stages as one: what the first knows goes through the second. */
export const chainedStage = (first: StreamStage, second: StreamStage): StreamStage => ({
  push(block) {
    const known = first.push(block);
    return known && second.push(known);
  },
  flush() {
    const rest = first.flush();
    const known: Tensor | undefined = rest && second.push(rest);
    const last = second.flush();
    return last ? append(known, last) : known;
  },
});
