/** Lets the page paint and answer before heavy work goes on. @throws the signal's reason, once aborted */
export async function yieldToPage(signal?: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  signal?.throwIfAborted();
}
