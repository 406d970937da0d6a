// Ten hours of synthetic sound as a WAV file, streamed through log-mel: how much memory that takes at the start, in the
// middle and at the end. `pnpm bench:stream [hours]`.
import { open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { logMelspectrogramStream, stream } from "@sonograd/core";
import { streamAudio } from "@sonograd/io";

const HOURS = Number(process.argv[2] ?? 10);
const RATE = 16000;
const SECONDS = Math.round(HOURS * 3600);

/** A header of one channel of 16-bit samples: 44 bytes. */
function header(samples: number): Buffer {
  const bytes = Buffer.alloc(44);
  bytes.write("RIFF", 0, "latin1");
  bytes.writeUInt32LE(36 + 2 * samples, 4);
  bytes.write("WAVEfmt ", 8, "latin1");
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(2 * RATE, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36, "latin1");
  bytes.writeUInt32LE(2 * samples, 40);
  return bytes;
}

async function write(path: string): Promise<void> {
  const file = await open(path, "w");
  await file.write(header(SECONDS * RATE));
  const second = new Int16Array(RATE);
  for (let s = 0; s < SECONDS; s++) {
    const step = 0.05 + 0.0001 * (s % 1000);
    for (let i = 0; i < RATE; i++) second[i] = 8000 * Math.sin(step * i) + ((i * 7919 + s * 104729) % 2000) - 1000;
    await file.write(new Uint8Array(second.buffer));
  }
  await file.close();
}

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
const path = join(tmpdir(), `sonograd-${process.pid}.wav`);
try {
  await write(path);
  console.log(`${HOURS} h at ${RATE} Hz: ${megabytes((await stat(path)).size)} on disk`);
  const expected = 1 + Math.floor((SECONDS * RATE) / 512);
  const begin = performance.now();
  let [frames, next] = [0, 0];
  for await (const levels of stream(streamAudio(path), logMelspectrogramStream({ sampleRate: RATE, nMels: 64 }))) {
    frames += levels.shape.at(-1)!;
    if (frames < next * expected) continue;
    console.log(`${String(Math.round(100 * next)).padStart(3)} %: ${megabytes(process.memoryUsage.rss())} resident`);
    next = next === 0 ? 0.1 : next + 0.1;
  }
  console.log(`100 %: ${megabytes(process.memoryUsage.rss())} resident`);
  const seconds = (performance.now() - begin) / 1000;
  console.log(
    `${frames} frames (${expected} expected) in ${seconds.toFixed(1)} s: ${Math.round(SECONDS / seconds)} times real time`,
  );
  if (frames !== expected) process.exitCode = 1;
} finally {
  await rm(path, { force: true });
}
