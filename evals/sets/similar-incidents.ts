import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { readJsonLines } from "@/evals/read-data";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { exceptionInLog } from "@/lib/failures/exception-in-log";
import { failingLine } from "@/lib/knowledge/failing-line";
import { resemblance, type ComparedFailure } from "@/lib/knowledge/resemblance";
import { fingerprintLog } from "@/lib/logs/fingerprints/fingerprint";
import { readText } from "@/lib/logs/findings/read-text";
import { parseLog } from "@/lib/logs/parse-log";

export const name = "similar-incidents";

interface LogCase {
  id: string;
  repo: string;
  log: string;
  silver: { exception: string | null; frame: string | null; skeleton: string | null };
}

const PAIRS = fileURLToPath(new URL("../similar-pairs.tsv", import.meta.url));

/**
 * Links to earlier incidents other than the same failure. `falseLinks`: the share of links that are unrelated among pairs of
 * error messages, labeled by whether the resolution of one would help with the other; `relatedFound`: the share of related
 * pairs that are linked. `…InLogs`: the same for real failing logs of one repository, where two are unrelated if they have
 * different exception types, or the same type with neither frame nor wording in common.
 */
export async function run(dataDir: string) {
  const pairs = readPairs().map((pair) => ({
    ...pair,
    link: resemblance(failureOf(pair.a, pair.a), failureOf(pair.b, pair.b)),
  }));
  const linked = pairs.filter(({ link }) => link !== null);
  const related = pairs.filter(({ isRelated }) => isRelated);
  const real = await realLinks(dataDir);
  return {
    metrics: {
      falseLinks: share(linked, ({ isRelated }) => !isRelated),
      relatedFound: share(related, ({ link }) => link !== null),
      pairs: pairs.length,
      falseLinksInLogs: share(real.links, ({ isRelated }) => !isRelated),
      linksInLogs: real.links.length,
    },
    targets: { falseLinks: 0.05, falseLinksInLogs: 0.05 },
    details: [
      ...pairs.filter(({ isRelated, link }) => isRelated !== (link !== null)),
      ...real.links.filter(({ isRelated }) => !isRelated),
    ],
  };
}

function readPairs(): { isRelated: boolean; a: string; b: string }[] {
  const [, ...lines] = readFileSync(PAIRS, "utf8").trimEnd().split("\n");
  return lines.map((line) => {
    const [related = "", a = "", b = ""] = line.split("\t");
    return { isRelated: related === "yes", a, b };
  });
}

/** What is compared of a failure with this log. */
function failureOf(fingerprint: string, log: string): ComparedFailure {
  const exception = exceptionInLog(log);
  const text = readText(log);
  const evidence = [{ ...logPiece(text, "log"), title: "log" }];
  const { outcome, category, signature } = diagnoseFailure({
    failure: { orchestrator: "airflow", pipeline: "p", task: "t" },
    evidence,
  });
  const isDiagnosed = outcome === "diagnosed";
  const report = { exception, reason: null, title: "t failed in p" };
  return {
    fingerprint,
    hasErrorText: true,
    isOwnLine: false,
    line: failingLine(report, text.findings.failingLines[0]?.text ?? null),
    signature: isDiagnosed ? signature : null,
    category,
  };
}

/** Links between failures of one repository that have other fingerprints, one per pair of fingerprints. */
async function realLinks(dataDir: string) {
  const cases = readJsonLines<LogCase>(join(dataDir, "failure-grouping", "logs.jsonl.gz"));
  const byRepo = new Map<string, Map<string, { silver: LogCase["silver"]; failure: ComparedFailure }>>();
  for (const { repo, log, silver } of cases) {
    if (silver.exception === null) continue;
    const print = fingerprintLog(parseLog(log)).value;
    const known =
      byRepo.get(repo) ?? new Map<string, { silver: LogCase["silver"]; failure: ComparedFailure }>();
    byRepo.set(repo, known);
    if (!known.has(print)) known.set(print, { silver, failure: failureOf(print, log) });
  }
  const links: { because: string; isRelated: boolean; lines: (string | null)[] }[] = [];
  for (const failures of byRepo.values()) {
    const list = [...failures.values()];
    for (const [i, earlier] of list.entries()) {
      for (const other of list.slice(i + 1)) {
        const isRelated = isSameTrouble(earlier.silver, other.silver);
        const link = resemblance(earlier.failure, other.failure);
        const lines = [earlier.failure.line, other.failure.line];
        if (link) links.push({ because: link.because, isRelated, lines });
      }
    }
  }
  return { links };
}

function isSameTrouble(a: LogCase["silver"], b: LogCase["silver"]): boolean {
  if (a.exception !== b.exception) return false;
  return (a.frame !== null && a.frame === b.frame) || (a.skeleton !== null && a.skeleton === b.skeleton);
}

function share<T>(items: readonly T[], isCounted: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(isCounted).length / items.length;
}
