import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { check } from "recheck";
import { ALL_SIGNATURES } from "@/lib/diagnosis/signatures/all-signatures";
import type { Signature } from "@/lib/diagnosis/signatures/signature";

/*
 * Proving a pattern linear takes recheck up to some seconds; for all of them that is minutes. The proof is
 * made once (`npx tsx evals/check-patterns.ts`) and noted by a hash of the pattern, so that the test only
 * proves what is new or was changed.
 */
const FILE = fileURLToPath(new URL("checked-patterns.json", import.meta.url));
const TIMEOUT_MS = 5_000;

/** Hashes of the patterns that were proven. */
export const CHECKED: ReadonlySet<string> = new Set(
  existsSync(FILE) ? (JSON.parse(readFileSync(FILE, "utf8")) as string[]) : [],
);

export function keyOf(pattern: RegExp): string {
  return createHash("sha256").update(`${pattern.source}/${pattern.flags}`).digest("hex").slice(0, 16);
}

export function patternsOf(signature: Signature): RegExp[] {
  const { message, also, not, anywhere, evidence } = signature.match;
  return [
    ...(message ?? []),
    ...(also ?? []),
    ...(not ?? []),
    ...(anywhere ?? []),
    ...(evidence ?? []).flatMap((wanted) => (wanted.text === undefined ? [] : [wanted.text])),
  ];
}

/**
 * Empty where recheck finds the pattern linear, else its complexity. A repeat with an upper bound costs a
 * constant factor and counts as one; what that factor is, the timed attacks of the test measure.
 */
export async function slowness(pattern: RegExp): Promise<string> {
  const source = pattern.source.replaceAll(/\{\d+,\d+\}/g, "?");
  const verdict = await check(source, pattern.flags, { timeout: TIMEOUT_MS });
  return verdict.status === "vulnerable" ? verdict.complexity.summary : "";
}

async function checkAll(): Promise<void> {
  const proven: string[] = [];
  let slow = 0;
  for (const signature of ALL_SIGNATURES) {
    for (const pattern of patternsOf(signature)) {
      const verdict = CHECKED.has(keyOf(pattern)) ? "" : await slowness(pattern);
      if (verdict === "") proven.push(keyOf(pattern));
      else {
        slow++;
        process.stdout.write(`${signature.id}: ${pattern}: ${verdict}\n`);
      }
    }
  }
  writeFileSync(FILE, `${JSON.stringify([...new Set(proven)].toSorted(), null, 2)}\n`);
  process.stdout.write(`${proven.length} patterns are linear, ${slow} are not\n`);
  process.exitCode = slow === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await checkAll();
