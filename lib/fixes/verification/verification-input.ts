import type { Evidence } from "@/lib/evidence/schemas";
import { listWarehouseEngines } from "@/lib/fixes/data";
import type { Code, FixMaterial } from "@/lib/fixes/proposals/fix-material";
import { findNewName } from "@/lib/fixes/templates/find-new-name";
import { findMissingName } from "@/lib/fixes/templates/missing-name";
import { sqlDialects } from "@/lib/fixes/verification/sql-dialects";
import type { PatchVerification } from "@/lib/fixes/verification/verify-patch";
import type { Context } from "@/lib/platform/context";

/** What a patch of an incident is verified against: the repository at its head, and the failure as reported. */
export async function verificationInput(
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

/** The missing name of a failure with its new one, if a commit or a warehouse shows the rename. Pure. */
export function renamedNames(failure: string, evidence: readonly Evidence[]): Record<string, string> {
  const missing = findMissingName(failure);
  if (!missing) return {};
  const renamed = findNewName(missing, evidence);
  if (renamed?.isCertain) return { [missing.name]: renamed.to };
  const change = evidence
    .flatMap((piece) => (piece.kind === "schema_change" ? (piece.facts?.changes ?? []) : []))
    .find(({ kind, formerColumn }) => kind === "renamed" && formerColumn === missing.name);
  return change?.column ? { [missing.name]: change.column } : {};
}
