import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { jsonOf } from "@/lib/vendors/answer";
import type { PythonSandbox } from "@/lib/vendors/sandbox/open-python";
import { WORK_FOLDER, type SandboxFiles, type SandboxLimits } from "@/lib/vendors/sandbox/sandbox";

/** Resolved at run time, because bundling would lose the programs' files. */
const PROGRAMS = ["lib", "fixes", "verification"];
const TREE = "tree";

/** Where the sandbox holds the repository's files. */
export const TREE_FOLDER = `${WORK_FOLDER}/${TREE}`;

/**
 * Runs one of the Python programs beside this file on the files of a repository. It reads `job`, with `root` (`TREE_FOLDER`)
 * and `marker`, as JSON from its standard input, and prints its answer as JSON on a line that begins with the marker.
 * @returns the last answer; null if there is none, or one that does not fit the schema
 * @throws AppError UNAVAILABLE if the sandbox cannot be started; the reason of `signal`.
 */
export async function askProgram<T>(
  python: PythonSandbox,
  question: {
    program: "import_pipeline.py" | "reproduce.py";
    tree: SandboxFiles;
    job: Record<string, unknown>;
    answer: z.ZodType<T>;
    env?: Record<string, string>;
    limits: SandboxLimits;
    signal: AbortSignal;
  },
): Promise<T | null> {
  const { program, tree, job, answer, env, limits, signal } = question;
  // The code under test cannot know it, so it cannot forge an answer.
  const marker = `${randomUUID()} `;
  const source = await readFile(join(process.cwd(), ...PROGRAMS, program), "utf8");
  const result = await python.run({
    args: ["-I", `${WORK_FOLDER}/${program}`],
    files: new Map([
      [program, source],
      ...[...tree].map(([path, text]): [string, string] => [`${TREE}/${path}`, text]),
    ]),
    ...(env && { env }),
    stdin: JSON.stringify({ ...job, marker, root: TREE_FOLDER }),
    limits,
    signal,
  });
  const line = result.stdout.split("\n").findLast((text) => text.startsWith(marker));
  const parsed = answer.safeParse(line === undefined ? undefined : jsonOf(line.slice(marker.length)));
  return parsed.success ? parsed.data : null;
}
