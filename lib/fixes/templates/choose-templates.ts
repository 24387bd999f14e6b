import type { FixMaterial } from "@/lib/fixes/proposals/fix-material";
import { addRequirement } from "@/lib/fixes/templates/add-requirement";
import { addRetries } from "@/lib/fixes/templates/add-retries";
import { followRename } from "@/lib/fixes/templates/follow-rename";
import { guardMissingKey } from "@/lib/fixes/templates/guard-missing-key";
import { raiseExecutionTimeout } from "@/lib/fixes/templates/raise-execution-timeout";
import { revertCommit } from "@/lib/fixes/templates/revert-commit";
import type { FixTemplate } from "@/lib/fixes/templates/template";

/** Templates that a signature can name, with parameters it captured. */
const NAMED: readonly FixTemplate[] = [addRequirement, raiseExecutionTimeout, addRetries];

/** Templates that detect whether they apply, most certain first. */
const GENERAL: readonly FixTemplate[] = [followRename, revertCommit, addRetries, guardMissingKey];

/** Templates to try for a failure, in order. */
export function chooseTemplates(
  material: FixMaterial,
): { template: FixTemplate; params: Record<string, string> }[] {
  const { template: proposal } = material;
  const named = NAMED.filter((item) => item.id === proposal?.templateId);
  return [
    ...named.map((template) => ({ template, params: proposal?.params ?? {} })),
    ...GENERAL.filter((item) => !named.includes(item)).map((template) => ({ template, params: {} })),
  ];
}
