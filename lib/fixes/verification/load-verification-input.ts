import type { Evidence } from "@/lib/evidence/schemas";
import { listWarehouseEngines } from "@/lib/fixes/data";
import type { Code, FixMaterial } from "@/lib/fixes/proposals/fix-material";
import { findNewName } from "@/lib/fixes/templates/find-new-name";
import { findRename } from "@/lib/code/renames/find-rename";
import { findMissingName } from "@/lib/fixes/templates/missing-name";
import { sqlDialects } from "@/lib/fixes/verification/sql-dialects";
import type { PatchVerification } from "@/lib/fixes/verification/verify-patch";
import type { Context } from "@/lib/platform/context";

/** What a patch of an incident is verified against: the repository at its head, and the failure as reported. */
export async function loadVerificationInput(
  ctx: Context,
  material: FixMaterial,
  code: Code,
): Promise<Omit<PatchVerification, "patch">> {
  const { exception, failure, evidence } = material;
  const profiles = code.files.find((path) => /(?:^|\/)profiles\.ya?ml$/.test(path));
  return {
    baseCommit: code.head.sha,
    readFile: code.read,
    readFiles: (paths) => code.repository.readFiles(paths, code.head.sha),
    paths: code.files,
    dagsFolder: material.incident.source.dagsFolder,
    pipelineFile: code.pipelineFile,
    exception,
    failure,
    renamed: renamedNames(failure, evidence),
    dialects: sqlDialects({
      failure,
      warehouses: await listWarehouseEngines(ctx),
      profiles: profiles === undefined ? null : await code.read(profiles),
    }),
  };
}

/**
 * The missing name of a failure with the one that the data has: a commit or a warehouse shows the rename, or a commit in the
 * evidence made the code read the missing name instead of another. Pure.
 */
export function renamedNames(failure: string, evidence: readonly Evidence[]): Record<string, string> {
  const missing = findMissingName(failure);
  if (!missing) return {};
  const renamed = findNewName(missing, evidence);
  if (renamed?.isCertain) return { [missing.name]: renamed.to };
  const former = evidence
    .filter(({ kind, status }) => kind === "commit" && status === "ok")
    .map(({ text }) => findRename(reversed(text), missing.name))
    .find((name) => name !== null);
  if (former) return { [missing.name]: former };
  const change = evidence
    .flatMap((piece) => (piece.kind === "schema_change" ? (piece.facts?.changes ?? []) : []))
    .find(({ kind, formerColumn }) => kind === "renamed" && formerColumn === missing.name);
  return change?.column ? { [missing.name]: change.column } : {};
}

/** A diff with added and removed lines swapped, removed ones first as in a diff. */
function reversed(patch: string): string {
  const swapped = patch.split("\n").map((line) => {
    if (/^(?:---|\+\+\+) /.test(line)) return line;
    const [sign, rest] = [line.charAt(0), line.slice(1)];
    return sign === "+" ? `-${rest}` : sign === "-" ? `+${rest}` : line;
  });
  return orderBlocks(swapped).join("\n");
}

function orderBlocks(lines: readonly string[]): string[] {
  const ordered: string[] = [];
  let added: string[] = [];
  for (const line of lines) {
    if (line.startsWith("+")) added.push(line);
    else {
      if (!line.startsWith("-")) {
        ordered.push(...added);
        added = [];
      }
      ordered.push(line);
    }
  }
  return [...ordered, ...added];
}
