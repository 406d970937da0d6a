// Writing audio by file extension. WAV is the format this package encodes.
import { ParameterError } from "@sonograd/core";
import { saveWav, type AudioSamples, type WavOptions } from "./wav/index.js";

/**
 * Writes an audio file (Node); the extension chooses the format, `.wav` and `.wave` are known.
 *
 * @param path, samples, sampleRate, options  as `saveWav`
 * @throws ParameterError  another extension, or as `saveWav`
 * @source torchaudio.save (there float32 samples become 32-bit floats; here 16-bit integers unless `float` is set)
 */
export async function save(
  path: string,
  samples: AudioSamples,
  sampleRate: number,
  options: WavOptions = {},
): Promise<void> {
  if (!/\.wave?$/i.test(path))
    throw new ParameterError(`save: path="${path}" must end in .wav: no other format is encoded. Rename it.`);
  await saveWav(path, samples, sampleRate, options);
}
