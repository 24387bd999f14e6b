import { describe, expect, it } from "vitest";
import { CHECKED, keyOf, patternsOf, slowness } from "@/evals/check-patterns";
import { fillTemplate, splitHead } from "@/lib/diagnosis/engine/failure-text";
import { ALL_SIGNATURES } from "@/lib/diagnosis/signatures/all-signatures";
import { EXAMPLE_TABLES } from "@/lib/diagnosis/signatures/examples/all-examples";
import { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";
import type { SignatureExample } from "@/lib/diagnosis/signatures/examples/signature-examples";
import { indexSignatures, matchSubject } from "@/lib/diagnosis/signatures/match-signatures";
import type { ReportedFailure, Surroundings } from "@/lib/diagnosis/signatures/match-signatures";
import { Signature } from "@/lib/diagnosis/signatures/signature";

const index = indexSignatures(ALL_SIGNATURES);
const examplesById = new Map(EXAMPLE_TABLES.flatMap((table) => Object.entries(table)));

function subjectOf(example: SignatureExample): ReportedFailure {
  return {
    type: splitHead(example.text).type,
    text: example.text,
    logger: example.logger ?? null,
    frames: example.frames ?? [],
  };
}

function surroundingsOf(example: SignatureExample): Surroundings {
  return {
    logKind: example.logKind ?? null,
    around: example.around ?? "",
    exitCode: example.exitCode ?? null,
    signal: example.signal ?? null,
    state: example.state ?? null,
    finding: example.finding ?? null,
    evidence: example.evidence ?? [],
  };
}

const matches = (example: SignatureExample) =>
  matchSubject(index, subjectOf(example), surroundingsOf(example));

describe.each(ALL_SIGNATURES.map((signature) => [signature.id, signature] as const))(
  "%s",
  (id, signature) => {
    const { examples, nearMisses } = examplesById.get(id) ?? { examples: [], nearMisses: [] };

    it("is well formed", () => {
      expect(Signature.safeParse(signature).error?.issues ?? []).toEqual([]);
      const { match } = signature;
      expect(
        match.types ??
          match.message ??
          match.exitCodes ??
          match.signals ??
          match.anywhere ??
          match.evidence ??
          match.states ??
          match.findings,
        "has something to match",
      ).toBeDefined();
    });

    it.each(examples)("matches: $text", (example) => {
      const found = matches(example);
      const own = found.find((match) => match.signature.id === id);
      expect(own, `matched: ${found.map((match) => match.signature.id).join(", ")}`).toBeDefined();
      expect(found[0]?.signature.id, "the most specific signature is this one").toBe(id);
      expect(own?.captures).toMatchObject(example.captures ?? {});
      const cause = fillTemplate(signature.rootCause, own?.captures ?? {});
      expect(cause).not.toMatch(UNREADABLE);
      expect((cause.match(/`/g) ?? []).length % 2, `backticks in: ${cause}`).toBe(0);
    });

    it.each(nearMisses)("does not match: $text", (example) => {
      expect(matches(example).map((match) => match.signature.id)).not.toContain(id);
    });
  },
);

/** Unfilled slots, escapes, a hanging end, or a sentence that begins with punctuation. */
const UNREADABLE = /\[\[|\]\]|…|\\[nt](?![\w\\])| {2}|[.,:;]$|^[^\p{L}\p{N}`"'<(]/u;

describe("the tables", () => {
  const ids = ALL_SIGNATURES.map((signature) => signature.id);
  const exampleIds = EXAMPLE_TABLES.flatMap((table) => Object.keys(table));

  it("have unique ids", () => {
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(exampleIds.filter((id, at) => exampleIds.indexOf(id) !== at)).toEqual([]);
  });

  it("have examples and near misses for every signature", () => {
    expect(EXAMPLE_TABLES.flatMap((table) => SignatureExamples.safeParse(table).error?.issues ?? [])).toEqual(
      [],
    );
    expect(ids.filter((id) => !examplesById.has(id))).toEqual([]);
  });

  it("have no examples without a signature", () => {
    expect(exampleIds.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("use only captures that their patterns define", () => {
    const wrong = ALL_SIGNATURES.flatMap((signature) => {
      const groups = new Set(patternsOf(signature).flatMap((pattern) => groupNames(pattern)));
      const texts = [signature.rootCause, signature.explanation, ...signature.checks, ...signature.fixes];
      const used = [...texts, ...Object.values(signature.fix?.params ?? {})].flatMap((text) =>
        [...text.matchAll(/\{([A-Za-z]\w*)(?: [^{}|]+\|[^{}|]+)?\}/g)].map((hit) => hit[1] ?? ""),
      );
      return used.filter((name) => !groups.has(name)).map((name) => `${signature.id}: {${name}}`);
    });
    expect(wrong).toEqual([]);
  });
});

function groupNames(pattern: RegExp): string[] {
  return [...pattern.source.matchAll(/\(\?<([A-Za-z]\w*)>/g)].map((hit) => hit[1] ?? "");
}

/** Long texts built from pieces of the pattern, which expose a slow pattern. */
function attacksOn(pattern: RegExp): string[] {
  const literals = pattern.source
    .replaceAll(/\(\?<\w+>|\(\?[:=!]|[()^$]/g, "")
    .split(/\[(?:\\.|[^\]])*\]|[*+?|]|\{\d+,?\d*\}|\\[wsSdDWbB]|\./)
    .map((part) => part.replaceAll("\\", ""))
    .filter((part) => part !== "");
  const units = [
    ...literals,
    literals.slice(0, 2).join("a"),
    `${literals[0] ?? ""}a`,
    "a",
    " ",
    "0",
    "a ",
    "a.",
    "'",
    '"',
    "\n",
  ];
  return units.map((unit) => unit.repeat(Math.ceil(4_000 / Math.max(1, unit.length))).slice(0, 4_000));
}

/** A pattern in quadratic time takes several times as long for 4,000 characters. */
const MAX_MS = 40;

/** CPU time of the fastest attempt, in milliseconds, unaffected by other processes. */
function fastest(pattern: RegExp, text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 30 && best >= MAX_MS; i++) {
    const before = process.cpuUsage();
    pattern.exec(text);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}

describe("patterns run in linear time", () => {
  it.each(ALL_SIGNATURES.map((signature) => [signature.id, signature] as const))(
    "%s",
    async (_, signature) => {
      for (const pattern of patternsOf(signature)) {
        expect(pattern.flags, `${pattern} is stateless`).toMatch(/^[im]*$/);
        if (!CHECKED.has(keyOf(pattern))) expect(await slowness(pattern), String(pattern)).toBe("");
        for (const text of attacksOn(pattern)) {
          expect(fastest(pattern, text), `${pattern} on ${text.slice(0, 60)}`).toBeLessThan(MAX_MS);
        }
      }
    },
    60_000,
  );
});
