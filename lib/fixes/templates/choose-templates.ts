import type { FixMaterial } from "@/lib/fixes/proposals/fix-material";
import { addRequirement } from "@/lib/fixes/templates/add-requirement";
import { addRetries } from "@/lib/fixes/templates/add-retries";
import { followRename } from "@/lib/fixes/templates/follow-rename";
import { guardMissingKey } from "@/lib/fixes/templates/guard-missing-key";
import { raiseExecutionTimeout } from "@/lib/fixes/templates/raise-execution-timeout";
import { revertCommit } from "@/lib/fixes/templates/revert-commit";
import type { FixTemplate } from "@/lib/fixes/templates/template";

/** Templates that a signature may name: they take parameters that it captured. */
const NAMED: readonly FixTemplate[] = [addRequirement, raiseExecutionTimeout, addRetries];

/** Templates that find by themselves whether they fit, the surest first. */
const GENERAL: readonly FixTemplate[] = [followRename, revertCommit, addRetries, guardMissingKey];

/** The templates to try for a failure, in order. */
export function chooseTemplates(
  material: FixMaterial,
): { template: FixTemplate; params: Record<string, string> }[] {
  const { template: proposal } = material;
  const named = NAMED.filter((one) => one.id === proposal?.templateId);
  return [
    ...named.map((template) => ({ template, params: proposal?.params ?? {} })),
    ...GENERAL.filter((one) => !named.includes(one)).map((template) => ({ template, params: {} })),
  ];
}
