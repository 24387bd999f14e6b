import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { readTextFile } from "@/evals/read-data";
import { failureOf, type SentryEvent } from "@/evals/sentry-event";
import { fingerprintFailure } from "@/lib/logs/fingerprints/fingerprint";
import { normaliseMessage } from "@/lib/logs/fingerprints/normalise-message";
import type { Fingerprint } from "@/lib/logs/schemas";

export const name = "sentry-grouping";

interface MessageCase {
  test: string;
  name: string;
  input: string;
  expected: string;
}

/**
 * Compares fingerprints with Sentry's group hashes, over pairs of events in the same group (precision, recall, F1), and
 * counts exact matches on Sentry's message normalization cases.
 */
export async function run(dataDir: string) {
  const folder = join(dataDir, "sentry-grouping");
  const editions = readdirSync(folder).filter((name) => existsSync(join(folder, name, "hashes.json")));
  const total = { both: 0, ours: 0, theirs: 0 };
  const details: unknown[] = [];
  for (const edition of editions) {
    const { pairs, wrong } = comparePairs(readEdition(join(folder, edition)));
    total.both += pairs.both;
    total.ours += pairs.ours;
    total.theirs += pairs.theirs;
    details.push(...wrong.map((pair) => ({ edition, ...pair })));
  }
  const messages = editions.flatMap((edition) => readMessages(join(folder, edition)));
  const missed = messages.filter((message) => normaliseMessage(message.input) !== message.expected);
  const precision = total.both / Math.max(1, total.ours);
  const recall = total.both / Math.max(1, total.theirs);
  return {
    metrics: {
      precision,
      recall,
      f1: (2 * precision * recall) / Math.max(1e-9, precision + recall),
      messageCases: messages.length - missed.length,
      messageCasesAll: messages.length,
    },
    targets: { f1: 0.9, messageCases: 80 },
    details: [...details, ...missed.map((message) => ({ ...message, got: normaliseMessage(message.input) }))],
  };
}

interface Input {
  name: string;
  hash: string;
  print: Fingerprint;
}

function readEdition(folder: string): Input[] {
  const hashes = JSON.parse(readTextFile(join(folder, "hashes.json"))) as Record<
    string,
    { primary_hash: string | null }
  >;
  return readdirSync(join(folder, "grouping_inputs")).flatMap((file) => {
    const key = file.replace(/\.json$/, "").replaceAll("-", "_");
    const hash = hashes[key]?.primary_hash;
    if (!hash) return [];
    const event = JSON.parse(readTextFile(join(folder, "grouping_inputs", file))) as SentryEvent;
    return [{ name: key, hash, print: fingerprintFailure(failureOf(event)) }];
  });
}

function comparePairs(inputs: readonly Input[]) {
  const pairs = { both: 0, ours: 0, theirs: 0 };
  const wrong: { kind: string; names: string[]; parts: unknown[] }[] = [];
  for (const [index, a] of inputs.entries()) {
    for (const b of inputs.slice(index + 1)) {
      const ours = a.print.value === b.print.value;
      const theirs = a.hash === b.hash;
      if (ours) pairs.ours += 1;
      if (theirs) pairs.theirs += 1;
      if (ours && theirs) pairs.both += 1;
      if (ours === theirs) continue;
      wrong.push({
        kind: ours ? "merged" : "split",
        names: [a.name, b.name],
        parts: [a.print.parts, b.print.parts],
      });
    }
  }
  return { pairs, wrong };
}

function readMessages(folder: string): MessageCase[] {
  const file = join(folder, "message_parameterization_cases.json");
  return existsSync(file) ? (JSON.parse(readTextFile(file)) as MessageCase[]) : [];
}
