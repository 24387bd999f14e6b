import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { check } from "recheck";
import { ALL_SIGNATURES } from "@/lib/diagnosis/signatures/all-signatures";
import type { Signature } from "@/lib/diagnosis/signatures/signature";

/*
 * recheck needs up to several seconds to prove that a pattern is linear, and minutes for all of them. So patterns are
 * proven once (`npx tsx evals/check-patterns.ts`) and recorded by hash, and the test only proves new and changed patterns.
 */
const FILE = fileURLToPath(new URL("checked-patterns.json", import.meta.url));
const TIMEOUT_MS = 5_000;

/** Hashes of the proven patterns. */
export const CHECKED: ReadonlySet<string> = new Set(
  existsSync(FILE) ? (JSON.parse(readFileSync(FILE, "utf8")) as string[]) : [],
);

export function keyOf(pattern: RegExp): string {
  return createHash("sha256").update(`${pattern.source}/${pattern.flags}`).digest("hex").slice(0, 16);
}

export function patternsOf(signature: Signature): RegExp[] {
  const { message, also, names, namesAnywhere, not, anywhere, evidence } = signature.match;
  return [
    ...(message ?? []),
    ...(also ?? []),
    ...(names ?? []),
    ...(namesAnywhere ?? []),
    ...(not ?? []),
    ...(anywhere ?? []),
    ...(evidence ?? []).flatMap((wanted) => (wanted.text === undefined ? [] : [wanted.text])),
  ];
}

/**
 * Empty if recheck finds the pattern linear, else its complexity. A repeat with an upper bound is a constant factor and is
 * ignored here; the timed attacks in the test measure it.
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
