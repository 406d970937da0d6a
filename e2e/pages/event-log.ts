// What a run logs, in a page as in Node: the same values at the same times, for e2e/browser/event-files.test.ts.
import { SummaryWriter, type LogStorage } from "@sonograd/io";

const at = (step: number): { walltime: number } => ({ walltime: 1_700_000_000 + step });

/** Logs one value of each kind into `runs/page` and closes the files. */
export async function logRun(storage: LogStorage): Promise<void> {
  const writer = new SummaryWriter("runs/page", { storage });
  for (let step = 0; step < 30; step++) writer.addScalar("loss/train", 1 / (step + 1), step, at(step));
  await writer.flush();
  const samples = Float32Array.from({ length: 4000 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / 8000));
  writer.addAudio("tone", samples, 30, { sampleRate: 8000, ...at(30) });
  const picture = Uint8Array.from({ length: 3 * 16 * 24 }, (_, i) => (i * 7) % 256);
  writer.addImage("picture", { dtype: "uint8", shape: [3, 16, 24], data: picture }, 30, at(30));
  writer.addHistogram("weights", samples, 30, at(30));
  writer.addText("note", "größer als **vorher**", 30, at(30));
  writer.addScalars("accuracy", { train: 0.75, test: 0.5 }, 30, at(30));
  writer.addEmbedding({ dtype: "float32", shape: [2, 2], data: Float32Array.of(0, 1, 2, 3) }, { metadata: ["a", "b"] });
  await writer.close();
}
