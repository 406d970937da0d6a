// Around the WASM decoders: their failures become one FormatError, their console output is kept off the user's screen,
// and their memory is returned whatever happens.
import { FormatError } from "@sonograd/core";

interface Decoder {
  readonly ready: Promise<void>;
  free: () => void;
}

interface Decoded {
  readonly channelData: readonly Float32Array[];
  readonly samplesDecoded: number;
  readonly sampleRate: number;
  readonly errors: readonly { readonly message: string }[];
}

/**
 * Starts a decoder, runs `decode` with it and frees it. Whatever fails, and whatever the decoder lists as an error, is
 * thrown as a FormatError that names the source: decoders go on after damage and would return part of the audio.
 */
export async function runDecoder<D extends Decoder, R extends Decoded>(
  op: string,
  name: string,
  create: () => D,
  decode: (decoder: D) => R | Promise<R>,
): Promise<R> {
  let decoder: D | undefined;
  let result: R;
  try {
    decoder = create();
    await decoder.ready;
    const running = decoder;
    result = await silently(() => decode(running));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FormatError(`${op}: source="${name}" could not be decoded: ${why}.`, { cause });
  } finally {
    release(decoder);
  }
  if (result.errors.length > 0)
    throw new FormatError(
      `${op}: source="${name}" is damaged: ${result.errors[0].message} ` +
        `(${result.errors.length} decoder error${result.errors.length === 1 ? "" : "s"}).`,
    );
  return result;
}

/** Runs `work` without console.error. The decoders print synchronously, so nobody else's message is lost. */
function silently<T>(work: () => T): T {
  const { error } = console;
  console.error = () => undefined;
  try {
    return work();
  } finally {
    console.error = error;
  }
}

function release(decoder: Decoder | undefined): void {
  try {
    decoder?.free();
  } catch {
    // A decoder that failed to start has nothing to free; its own error is already on the way.
  }
}
