import { findRepositoryPath } from "@/lib/code/find-repository-path";
import type { TemplateInput } from "@/lib/fixes/templates/template";
import { isTypingError } from "@/lib/fixes/templates/typing-error";

const FROM_FILE = /cannot import name '([A-Za-z_]\w{2,100})' from '[\w.]+' \(([^()\n]{1,300}\.py)\)/;
/** What a module defines at its top level: functions, classes, values, other imports. */
const DEFINED = /^(?:(?:async )?def|class) ([A-Za-z_]\w*)|^([A-Za-z_]\w*)(?: ?: ?[^=\n]{1,80})? ?=(?!=)/gm;
const MAX_TEXT = 500_000;

/** The only name in the repository's own module that the missing one is a typing error of; null if there is none or another. */
export async function findMisspelledImport({
  material,
  code,
}: TemplateInput): Promise<{ to: string; why: string; isCertain: boolean } | null> {
  const [, name, file] = FROM_FILE.exec(material.failure) ?? [];
  const path = file === undefined ? null : findRepositoryPath(file, code.files, null);
  const text = path === null ? null : await code.read(path);
  if (name === undefined || text === null) return null;
  const defined = [...text.slice(0, MAX_TEXT).matchAll(DEFINED)].map((hit) => hit[1] ?? hit[2] ?? "");
  const near = [...new Set(defined)].filter((other) => other.length >= 3 && isTypingError(name, other));
  const [only] = near;
  if (only === undefined || near.length > 1 || defined.includes(name)) return null;
  return { to: only, why: `${path} defines \`${only}\`, and no \`${name}\`.`, isCertain: false };
}
