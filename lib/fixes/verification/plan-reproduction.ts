import { findRepositoryPath } from "@/lib/code/find-repository-path";
import type { FileEdit } from "@/lib/fixes/patches/unified-diff";
import type { LogException, StackFrame } from "@/lib/logs/schemas";

/** Where and how a pipeline failed, in the terms of its repository. */
export interface ReproductionTarget {
  /** The file with the innermost frame of the pipeline's own code. */
  path: string;
  /** The function of that frame; `<module>` for code that runs on import. */
  function: string;
  line: number | null;
  /** The source line that the traceback prints. */
  source: string | null;
  /** As printed, possibly qualified. */
  type: string;
  message: string;
}

export interface ReproductionPlan {
  exception: LogException | null;
  /** Paths of the repository's files. */
  paths: readonly string[];
  dagsFolder: string | null;
  edits: readonly FileEdit[];
}

/** Scopes that Python names like this run inside the function around them. */
const INNER_SCOPE = /^<(?!module>)/;

/** What to reproduce, or why there is nothing that could be. Pure. */
export function planReproduction(plan: ReproductionPlan): ReproductionTarget | { reason: string } {
  const { exception } = plan;
  if (exception?.language !== "python" || exception.type === null)
    return { reason: "the failure is not a known Python exception" };
  if (!plan.edits.some(({ path }) => path.endsWith(".py")))
    return { reason: "the patch changes no Python file" };
  const own = exception.frames.filter(({ origin }) => origin === "user");
  const innermost = own.at(-1);
  if (!innermost) return { reason: "the traceback shows no code from the pipeline" };
  const path = findRepositoryPath(innermost.file, plan.paths, plan.dagsFolder);
  if (path === null || !path.endsWith(".py"))
    return { reason: `${innermost.file} is not a Python file of the repository` };
  const name = functionOf(own, innermost);
  if (name === null) return { reason: "the traceback does not name the function that failed" };
  const { type, message } = exception;
  return {
    path,
    function: name,
    line: innermost.line,
    source: innermost.source?.trim() || null,
    type,
    message,
  };
}

/** The named function around the innermost frame, in the same file. */
function functionOf(frames: readonly StackFrame[], innermost: StackFrame): string | null {
  const around = frames.findLast(
    (frame) => frame.file === innermost.file && frame.function !== null && !INNER_SCOPE.test(frame.function),
  );
  return around?.function ?? null;
}
