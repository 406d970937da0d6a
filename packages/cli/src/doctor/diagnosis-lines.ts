// A diagnosis for people.
import { adapterLine } from "@sonograd/webgpu";
import type { Style } from "../terminal/style.js";
import { padText } from "../output/table.js";
import type { Diagnosis } from "./diagnose.js";

type Finding = readonly [state: "ok" | "no" | "info", name: string, text: string];

/** One line per thing that was looked at: `ok`, `no` with the reason, or a fact. */
export function diagnosisLines(diagnosis: Diagnosis, style: Style): string[] {
  return findings(diagnosis).map(([state, name, text]) => {
    const mark = { ok: style("good", "ok"), no: style("bad", "no"), info: "  " }[state];
    return `${mark}  ${padText(name, 10)}  ${text}`;
  });
}

function findings({ node, cpu, webgpu, codecs, terminal }: Diagnosis): Finding[] {
  const colors = { 0: "no colours", 4: "16 colours", 8: "256 colours", 24: "16 million colours" }[terminal.colorDepth];
  const gib = (cpu.memoryBytes / 2 ** 30).toFixed(1);
  return [
    [
      node.isSupported ? "ok" : "no",
      "node",
      `${node.version} on ${node.platform}${node.isSupported ? "" : "; 20.19 or newer is needed"}`,
    ],
    ["ok", "cpu", `${cpu.model}, ${cpu.cores} cores, ${gib} GiB memory`],
    webgpu.available
      ? ["ok", "webgpu", webgpu.adapter ? adapterLine(webgpu.adapter) : "an adapter without a name"]
      : ["no", "webgpu", webgpu.reason?.replace(/^\w+: /, "") ?? "no reason was given"],
    ...codecs.map(({ format, works, reason }): Finding => [
      works ? "ok" : "no",
      format,
      works ? "decodes" : (reason ?? ""),
    ]),
    [
      "info",
      "terminal",
      terminal.isInteractive
        ? `views, ${terminal.columns}×${terminal.rows}, ${colors}, ${terminal.hasUnicode ? "Unicode" : "ASCII only"}`
        : `plain lines, because ${terminal.plainReason}`,
    ],
  ];
}
