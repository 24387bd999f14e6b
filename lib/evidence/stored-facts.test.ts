import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FACTS, type EvidenceDraft, type EvidenceKind, type EvidenceStatus } from "@/lib/evidence/schemas";
import { outdatedLog, readFacts, storedExceptions } from "@/lib/evidence/stored-facts";
import {
  codeFacts,
  tracebackLine,
  commitFacts,
  historyFacts,
  logException,
  logFacts,
} from "@/lib/evidence/testing/facts";

interface Row {
  kind: EvidenceKind;
  status: EvidenceStatus;
  facts: Record<string, unknown>;
}

/** Rows stored before facts had a schema version. */
const recorded = JSON.parse(
  readFileSync(new URL("fixtures/rows-without-version.json", import.meta.url), "utf8"),
) as Row[];
const found = recorded.filter((row) => row.status === "ok");
const logs = found.filter((row) => row.kind === "log");
const others = found.filter((row) => row.kind !== "log");
const factsOf = (kind: EvidenceKind) => found.find((row) => row.kind === kind)?.facts;

describe("rows without a schema version", () => {
  it("cover every kind that had facts then", () => {
    const later = new Set(["code", "deploy", "no_log", "schema_change"]);
    const kinds = Object.keys(FACTS).filter((kind) => !later.has(kind));
    expect(new Set(found.map((row) => row.kind))).toEqual(new Set(kinds));
  });

  it.each(others.map((row) => [row.kind, row] as const))("keep their facts: %s", (_kind, row) => {
    const facts = readFacts(row, row.facts);
    const { schemaVersion, ...rest } = facts ?? { schemaVersion: 0 };
    expect(schemaVersion).toBe(1);
    // Unused fields are dropped; the others are unchanged.
    expect(Object.keys(rest).length).toBeGreaterThanOrEqual(4);
    expect(row.facts).toMatchObject(rest);
  });

  it("contain a log's exceptions, but need the text to be read again for the rest", () => {
    expect(logs.length).toBeGreaterThan(1);
    for (const { facts } of logs) {
      expect(readFacts({ kind: "log", status: "ok" }, facts)).toBeNull();
      expect(outdatedLog(facts)).toMatchObject({ lineCount: facts["lineCount"], origin: facts["origin"] });
      const exceptions = storedExceptions(facts);
      expect(exceptions.length).toBeGreaterThan(0);
      expect(facts["chain"]).toMatchObject(exceptions);
    }
    // The oldest rows have no chain ids.
    const oldest = { ...logs[0]?.facts, chain: [{ type: null, message: "a", line: 3, isRoot: true }] };
    expect(storedExceptions(oldest)).toEqual([{ type: null, message: "a" }]);
  });

  it("drop unconfirmed causes", () => {
    const { confirmed: _confirmed, ...machine } = factsOf("similar_incident") ?? {};
    const stored = { ...machine, category: "missing_dependency", rootCause: "a guess" };
    const similar = readFacts({ kind: "similar_incident", status: "ok" }, stored);
    expect(similar?.confirmed ?? null).toBeNull();
    expect(JSON.stringify(similar)).not.toContain("a guess");
  });

  it.each(recorded.filter((row) => row.status !== "ok"))("have no facts if they are gaps: %o", (row) => {
    expect(readFacts(row, row.facts)).toBeNull();
  });
});

describe("readFacts", () => {
  it("reads current facts", () => {
    const facts = commitFacts({ sha: "abc" });
    expect(readFacts({ kind: "commit", status: "ok" }, JSON.parse(JSON.stringify(facts)))).toEqual(facts);
  });

  it("reads the exceptions of current log facts", () => {
    const facts = logFacts({ exceptions: [logException(3), logException(5, { link: "cause" })] });
    expect(storedExceptions(facts)).toMatchObject([{ chainId: 0, link: null }, { link: "cause" }]);
    expect(outdatedLog(facts)).toBeNull();
    expect(storedExceptions({})).toEqual([]);
  });

  it.each([
    ["of another kind", "commit", historyFacts()],
    ["of a future version", "run_history", { ...historyFacts(), schemaVersion: 99 }],
    ["that are not an object", "log", "text"],
    ["of a text-only kind", "runbook", { sha: "abc" }],
    ["that are missing", "log", null],
  ] as const)("rejects facts %s", (_name, kind, stored) => {
    expect(readFacts({ kind, status: "ok" }, stored)).toBeNull();
  });

  it("keeps only http links of commits", () => {
    const lastChange = {
      scope: "line" as const,
      sha: "abc",
      author: "Ada",
      date: "2026-11-20T10:00:00Z",
      subject: "s",
      url: "javascript:alert(1)",
    };
    const stored = codeFacts({ frames: [tracebackLine({ lastChange })] });
    const facts = readFacts({ kind: "code", status: "ok" }, stored);
    expect(facts?.frames[0]?.lastChange).toMatchObject({ sha: "abc", url: null });
  });

  it("keeps only http links", () => {
    const stored = {
      ...factsOf("similar_incident"),
      pullRequestUrl: "javascript:alert(1)",
    };
    expect(readFacts({ kind: "similar_incident", status: "ok" }, stored)?.pullRequestUrl).toBeNull();
  });
});

it("rejects drafts with facts of another kind and gaps with facts at compile time", () => {
  const text = {
    key: "main",
    title: "t",
    text: "x",
    provenance: "fact",
    relevance: 0,
    relevanceReason: null,
  } as const;
  const rest = { ...text, startLine: null, truncated: false, message: null } as const;
  const good: EvidenceDraft = { ...rest, kind: "commit", status: "ok", facts: commitFacts() };
  // @ts-expect-error the facts are those of a run history
  const mixed: EvidenceDraft = { ...rest, kind: "commit", status: "ok", facts: historyFacts() };
  // @ts-expect-error a gap has no facts
  const gap: EvidenceDraft = { ...rest, kind: "commit", status: "denied", facts: commitFacts() };
  // @ts-expect-error a found commit needs facts
  const withoutFacts: EvidenceDraft = { ...rest, kind: "commit", status: "ok", facts: null };
  expect([good, mixed, gap, withoutFacts]).toHaveLength(4);
});
