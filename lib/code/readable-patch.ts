import { pathRefusal } from "@/lib/code/readable-path";

const HEADER = "diff --git ";

/**
 * A patch without the changes to files that may contain credentials: a hunk shows only part of a key, which redaction might
 * not recognize. Their headers stay. Pure.
 */
export function withoutRefusedFiles(patch: string): { patch: string; hasLeftOut: boolean } {
  let isRefused = false;
  let hasLeftOut = false;
  const kept: string[] = [];
  for (const line of patch.split("\n")) {
    if (line.startsWith(HEADER)) {
      isRefused = pathsOf(line).some((path) => pathRefusal(path) !== null);
      kept.push(line);
      if (isRefused) kept.push("(not shown)");
      hasLeftOut ||= isRefused;
    } else if (!isRefused) kept.push(line);
  }
  return { patch: kept.join("\n"), hasLeftOut };
}

/** Both paths of `diff --git a/old b/new`; a path may contain spaces, so every split is tried. */
function pathsOf(header: string): string[] {
  const paths = header.slice(HEADER.length).replaceAll('"', "");
  const parts = paths.split(" b/");
  return [parts[0]?.replace(/^a\//, "") ?? "", ...parts.slice(1)];
}
