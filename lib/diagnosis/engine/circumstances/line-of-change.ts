import type { DeployChange } from "@/lib/evidence/deployments/schemas";

/** The index of the line that tells of a change of a deployment; -1 if the text does not show it. Pure. */
export function lineOfChange(lines: readonly string[], { name, before, after }: DeployChange): number {
  const naming = lines.flatMap((line, index) => (line.includes(name) ? { line, index } : []));
  const value = after ?? before;
  const exact = naming.find(({ line }) => value !== null && line.includes(value));
  return (exact ?? naming.find(({ line }) => !/^(?:changes since|compared with)\b/i.test(line)))?.index ?? -1;
}
