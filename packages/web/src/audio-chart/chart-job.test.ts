import { describe, expect, it } from "vitest";
import { ChartJob } from "./chart-job.js";

function makeJob() {
  const states: string[] = [];
  const results: string[] = [];
  const job: ChartJob<string> = new ChartJob({
    changed: () => states.push(job.state.kind),
    done: (result) => results.push(result),
  });
  return { job, states, results };
}

/** Work that ends when told to. */
function pending() {
  let finish: (result: string) => void = () => undefined;
  let signal: AbortSignal | undefined;
  const result = new Promise<string>((done) => (finish = done));
  return {
    work: (given: AbortSignal) => {
      signal = given;
      return result;
    },
    finish: (value: string) => finish(value),
    isAborted: () => signal?.aborted,
  };
}

describe("ChartJob", () => {
  it("goes from loading to ready", async () => {
    const { job, states, results } = makeJob();
    await job.start("x", async () => "done");
    expect(states).toEqual(["loading", "ready"]);
    expect(results).toEqual(["done"]);
  });

  it("shows the newest work whatever ends first", async () => {
    const { job, results } = makeJob();
    const [older, newer] = [pending(), pending()];
    const runs = [job.start("older", older.work), job.start("newer", newer.work)];
    expect([older.isAborted(), newer.isAborted()]).toEqual([true, false]);
    newer.finish("newer");
    older.finish("older");
    await Promise.all(runs);
    expect(results).toEqual(["newer"]);
    expect(job.state).toEqual({ kind: "ready" });
  });

  it("keeps name, message and cause of a failure", async () => {
    const { job } = makeJob();
    const error = new Error("cannot be read");
    await job.start("x.wav", async () => Promise.reject(error));
    expect(job.state).toEqual({ kind: "error", name: "x.wav", message: "cannot be read", error });
  });

  it("says nothing of a failure that comes from aborting", async () => {
    const { job, states } = makeJob();
    const run = job.start("x", (signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))); // prettier-ignore
    expect(job.cancel()).toBe(true);
    await run;
    expect(states).toEqual(["loading"]);
    expect(job.cancel()).toBe(false);
  });
});
