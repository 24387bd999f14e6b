import { execFile } from "node:child_process";
import { z } from "zod";
import { childEnvironment } from "@/lib/platform/env";

/** Parses to a syntax tree without running anything. */
const SCRIPT = `
import ast, json, sys, warnings
warnings.simplefilter("ignore")
found = {}
for file in json.load(sys.stdin):
    try:
        ast.parse(file["text"], file["path"])
    except SyntaxError as error:
        found[file["path"]] = f"line {error.lineno}: {error.msg}"
    except (ValueError, RecursionError, MemoryError) as error:
        found[file["path"]] = str(error)
json.dump(found, sys.stdout)
`;

const TIMEOUT_MS = 20_000;
const Found = z.record(z.string(), z.string());

/**
 * Syntax errors in Python files by path, found with the local `python3`; null if it is unavailable. A file may target a
 * different Python version.
 */
export async function findSyntaxErrors(
  files: readonly { path: string; text: string }[],
  python = "python3",
): Promise<Record<string, string> | null> {
  if (files.length === 0) return {};
  const output = await new Promise<string | null>((resolve) => {
    const child = execFile(
      python,
      // Isolated: no user packages, no variables, nothing from the working directory.
      ["-I", "-S", "-c", SCRIPT],
      { env: childEnvironment(), timeout: TIMEOUT_MS, maxBuffer: 4 * 1024 * 1024 },
      (error, stdout) => resolve(error ? null : stdout),
    );
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(JSON.stringify(files));
  });
  if (output === null) return null;
  const parsed = Found.safeParse(JSON.parse(output));
  return parsed.success ? parsed.data : null;
}
