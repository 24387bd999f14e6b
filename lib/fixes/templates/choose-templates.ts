import type { FixMaterial } from "@/lib/fixes/proposals/fix-material";
import { addImport } from "@/lib/fixes/templates/add-import";
import { addRequirement } from "@/lib/fixes/templates/add-requirement";
import { addRetries } from "@/lib/fixes/templates/add-retries";
import { fixEnvironmentName } from "@/lib/fixes/templates/fix-environment-name";
import { fixSyntax } from "@/lib/fixes/templates/fix-syntax";
import { followModel } from "@/lib/fixes/templates/follow-model";
import { followMovedFile } from "@/lib/fixes/templates/follow-moved-file";
import { followRename } from "@/lib/fixes/templates/follow-rename";
import { guardEmptyInput } from "@/lib/fixes/templates/guard-empty-input";
import { guardMissingKey } from "@/lib/fixes/templates/guard-missing-key";
import { pinVersion } from "@/lib/fixes/templates/pin-version";
import { raiseExecutionTimeout } from "@/lib/fixes/templates/raise-execution-timeout";
import { raiseMemory } from "@/lib/fixes/templates/raise-memory";
import { revertCommit } from "@/lib/fixes/templates/revert-commit";
import type { FixTemplate } from "@/lib/fixes/templates/template";
import { widenTimeout } from "@/lib/fixes/templates/widen-timeout";

/** Templates that follow a recorded move or rename: they know better than a signature what is missing. */
const CERTAIN: readonly FixTemplate[] = [followMovedFile, followModel];

/** Templates that a signature can name, with parameters it captured. */
const NAMED: readonly FixTemplate[] = [addRequirement, raiseExecutionTimeout, raiseMemory, addRetries];

/** Templates that detect whether they apply, most certain first. */
const GENERAL: readonly FixTemplate[] = [
  fixEnvironmentName,
  followRename,
  addImport,
  fixSyntax,
  pinVersion,
  revertCommit,
  raiseMemory,
  addRetries,
  widenTimeout,
  guardEmptyInput,
  guardMissingKey,
];

/** Templates to try for a failure, in order. */
export function chooseTemplates(
  material: FixMaterial,
): { template: FixTemplate; params: Record<string, string> }[] {
  const { template: proposal } = material;
  const named = NAMED.filter((item) => item.id === proposal?.templateId);
  return [
    ...CERTAIN.map((template) => ({ template, params: {} })),
    ...named.map((template) => ({ template, params: proposal?.params ?? {} })),
    ...GENERAL.filter((item) => !named.includes(item)).map((template) => ({ template, params: {} })),
  ];
}
