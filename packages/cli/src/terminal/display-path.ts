import path from "node:path";

/** `file` as people can use it from `workingDirectory`: relative where it lies below, absolute elsewhere. */
export function displayPath(file: string, workingDirectory: string): string {
  const absolute = path.resolve(workingDirectory, file);
  const relative = path.relative(workingDirectory, absolute);
  if (relative === "") return ".";
  return relative.startsWith("..") || path.isAbsolute(relative) ? absolute : relative;
}
