import { listWarehouseEngines } from "@/lib/fixes/data";
import type { Code, FixMaterial } from "@/lib/fixes/proposals/fix-material";
import { renamedNames } from "@/lib/fixes/templates/renamed-names";
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
