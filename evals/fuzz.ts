/**
 * Checks invariants of many random and mutated logs, then of redaction with planted secrets and of damaged webhooks:
 * `npm run fuzz -- --count 100000 --seed 1`.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { checkLog } from "@/evals/check-log";
import { fuzzRedaction } from "@/evals/fuzz-redaction";
import { fuzzWebhooks } from "@/evals/fuzz-webhooks";
import { randomLog, randomOf } from "@/evals/mutate-log";

const LIB = fileURLToPath(new URL("../lib/", import.meta.url));
const MAX_FAILURES = 10;
const SHRINKS = 400;
const MAX_LENGTH = 60_000;

/** The texts of the recorded fixtures in `lib`. */
export function readFixtures(): string[] {
  return readdirSync(LIB, { recursive: true, encoding: "utf8" })
    .filter((name) => /fixtures\/.*\.(?:txt|log|json|ndjson)$/.test(name))
    .sort()
    .map((name) => readFileSync(join(LIB, name), "utf8"));
}

/** The log with this case number. Each case has its own seed, so that it can be rerun alone. */
export function logOf(
  seed: number,
  number: number,
  fixtures: readonly string[],
  longest = MAX_LENGTH,
): { bytes: Uint8Array; piece: number } {
  const random = randomOf(Math.imul(seed, 1_000_003) + number);
  const bytes = randomLog(random, fixtures, longest);
  return { bytes, piece: 1 + Math.floor(random() * 5_000) };
}

/** The violated invariant, or null. */
export function findViolation(bytes: Uint8Array, piece: number): string | null {
  try {
    checkLog(bytes, piece);
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** A smaller log that still fails, found by removing ever smaller parts. */
export function shrink(bytes: Uint8Array, isWrong: (bytes: Uint8Array) => boolean): Uint8Array {
  let best = bytes;
  let tries = SHRINKS;
  for (let size = best.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < best.length && tries > 0;) {
      tries -= 1;
      const smaller = Buffer.concat([best.subarray(0, at), best.subarray(at + size)]);
      if (isWrong(smaller)) best = smaller;
      else at += size;
    }
  }
  return best;
}

function main(): void {
  const { values } = parseArgs({
    options: {
      count: { type: "string", default: "100000" },
      seed: { type: "string", default: "20261121" },
      from: { type: "string", default: "0" },
      only: { type: "string", multiple: true },
    },
  });
  const seed = Number(values.seed);
  const from = Number(values.from);
  const count = Number(values.count);
  const fixtures = readFixtures();
  const isWanted = (name: string) => values.only === undefined || values.only.includes(name);
  const logFailures = isWanted("logs") ? fuzzLogs({ seed, from, count }, fixtures) : 0;
  const redactionFailures = isWanted("redaction") ? fuzzRedaction({ seed, from, count }, fixtures) : 0;
  const webhookFailures = isWanted("webhooks") ? fuzzWebhooks({ seed, from, count }) : 0;
  process.exitCode = logFailures + redactionFailures + webhookFailures > 0 ? 1 : 0;
}

function fuzzLogs(
  { seed, from, count }: { seed: number; from: number; count: number },
  fixtures: readonly string[],
): number {
  const startedAt = performance.now();
  let failures = 0;
  let readBytes = 0;
  let slowest = { ms: 0, number: 0, bytes: 0 };
  for (let number = from; number < from + count && failures < MAX_FAILURES; number += 1) {
    const { bytes, piece } = logOf(seed, number, fixtures);
    const caseStartedAt = performance.now();
    const wrong = findViolation(bytes, piece);
    const ms = performance.now() - caseStartedAt;
    readBytes += bytes.length;
    if (ms > slowest.ms) slowest = { ms, number, bytes: bytes.length };
    if (wrong !== null) {
      failures += 1;
      report(seed, number, wrong, bytes, piece);
    }
    if ((number - from) % 5_000 === 4_999) {
      process.stderr.write(
        `${number - from + 1} logs, ${Math.round((performance.now() - startedAt) / 1000)} s\n`,
      );
    }
  }
  process.stdout.write(
    `${count} logs (${Math.round(readBytes / 1e6)} MB), seed ${seed}: ${failures} failures in ${Math.round((performance.now() - startedAt) / 1000)} s; ` +
      `slowest ${Math.round(slowest.ms)} ms for ${slowest.bytes} bytes (number ${slowest.number})\n`,
  );
  return failures;
}

function report(seed: number, number: number, wrong: string, bytes: Uint8Array, piece: number): void {
  const what = wrong.split("\n", 1)[0]?.replaceAll(/\d+/g, "0");
  const same = (smaller: Uint8Array) =>
    findViolation(smaller, piece)?.split("\n", 1)[0]?.replaceAll(/\d+/g, "0") === what;
  const small = shrink(bytes, same);
  const file = join(tmpdir(), `fuzz-${seed}-${number}.log`);
  writeFileSync(file, small);
  process.stdout.write(
    `\nseed ${seed}, number ${number} (npm run fuzz -- --seed ${seed} --from ${number} --count 1)\n${wrong}\n` +
      `${small.length} bytes in ${file}: ${JSON.stringify(Buffer.from(small).toString("latin1").slice(0, 600))}\n`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
