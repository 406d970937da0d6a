// Starting tasks ahead of time and handing out their results in order.

/**
 * Results of the tasks in their order; while one is used, `ahead` more are in the making. A task is not begun before that.
 * What is still in the making when the walk is left is waited for by no one, and its errors are dropped.
 */
export async function* inOrder<T>(
  tasks: Iterable<() => Promise<T>>,
  ahead: number,
): AsyncGenerator<T, void, undefined> {
  const begun: Promise<T>[] = [];
  for (const task of tasks) {
    const result = task();
    result.catch(() => {}); // it is reported when its turn comes
    begun.push(result);
    if (begun.length > ahead) yield await begun.shift()!;
  }
  for (const result of begun) yield await result;
}
