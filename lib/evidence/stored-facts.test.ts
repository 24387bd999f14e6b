import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FACTS, type EvidenceDraft, type EvidenceKind, type EvidenceStatus } from "@/lib/evidence/schemas";
import { outdatedLog, readFacts, storedExceptions } from "@/lib/evidence/stored-facts";
import { commitFacts, historyFacts, logException, logFacts } from "@/lib/evidence/testing/facts";

interface Row {
  kind: EvidenceKind;
  status: EvidenceStatus;
  facts: Record<string, unknown>;
}

/** Rows as they were stored before facts named the version of their form. */
const recorded = JSON.parse(
  readFileSync(new URL("fixtures/rows-without-version.json", import.meta.url), "utf8"),
) as Row[];
const found = recorded.filter((row) => row.status === "ok");
const logs = found.filter((row) => row.kind === "log");
const others = found.filter((row) => row.kind !== "log");
const factsOf = (kind: EvidenceKind) => found.find((row) => row.kind === kind)?.facts;

describe("rows from before facts had a version", () => {
  it("are of every kind that has facts", () => {
    expect(new Set(found.map((row) => row.kind))).toEqual(new Set(Object.keys(FACTS)));
  });

  it.each(others.map((row) => [row.kind, row] as const))("keep what they say: %s", (_kind, row) => {
    const facts = readFacts(row, row.facts);
    const { schemaVersion, ...said } = facts ?? { schemaVersion: 0 };
    expect(schemaVersion).toBe(1);
    // What no reader asks for is left out; what is kept says the same.
    expect(Object.keys(said).length).toBeGreaterThanOrEqual(4);
    expect(row.facts).toMatchObject(said);
  });

  it("name the exceptions of a log, whose text has to be read again for the rest", () => {
    expect(logs.length).toBeGreaterThan(1);
    for (const { facts } of logs) {
      expect(readFacts({ kind: "log", status: "ok" }, facts)).toBeNull();
      expect(outdatedLog(facts)).toMatchObject({ lineCount: facts["lineCount"], origin: facts["origin"] });
      const exceptions = storedExceptions(facts);
      expect(exceptions.length).toBeGreaterThan(0);
      expect(facts["chain"]).toMatchObject(exceptions);
    }
    // The oldest did not say which exceptions are one chain.
    const oldest = { ...logs[0]?.facts, chain: [{ type: null, message: "a", line: 3, isRoot: true }] };
    expect(storedExceptions(oldest)).toEqual([{ type: null, message: "a" }]);
  });

  it("pass on no cause that nobody confirmed", () => {
    const { confirmed: _confirmed, ...machine } = factsOf("similar_incident") ?? {};
    const stored = { ...machine, category: "missing_dependency", rootCause: "a guess" };
    const similar = readFacts({ kind: "similar_incident", status: "ok" }, stored);
    expect(similar?.confirmed ?? null).toBeNull();
    expect(JSON.stringify(similar)).not.toContain("a guess");
  });

  it.each(recorded.filter((row) => row.status !== "ok"))("say nothing where nothing was found: %o", (row) => {
    expect(readFacts(row, row.facts)).toBeNull();
  });
});

describe("readFacts", () => {
  it("reads what it is given today", () => {
    const facts = commitFacts({ sha: "abc" });
    expect(readFacts({ kind: "commit", status: "ok" }, JSON.parse(JSON.stringify(facts)))).toEqual(facts);
  });

  it("reads the exceptions of a log as they are stored today", () => {
    const facts = logFacts({ exceptions: [logException(3), logException(5, { link: "cause" })] });
    expect(storedExceptions(facts)).toMatchObject([{ chainId: 0, link: null }, { link: "cause" }]);
    expect(outdatedLog(facts)).toBeNull();
    expect(storedExceptions({})).toEqual([]);
  });

  it.each([
    ["of another kind", "commit", historyFacts()],
    ["of a version to come", "run_history", { ...historyFacts(), schemaVersion: 99 }],
    ["of no form", "log", "text"],
    ["of a kind that is text alone", "runbook", { sha: "abc" }],
    ["that are missing", "log", null],
  ] as const)("takes no facts %s", (_name, kind, stored) => {
    expect(readFacts({ kind, status: "ok" }, stored)).toBeNull();
  });

  it("follows no link but http", () => {
    const stored = {
      ...factsOf("similar_incident"),
      pullRequestUrl: "javascript:alert(1)",
    };
    expect(readFacts({ kind: "similar_incident", status: "ok" }, stored)?.pullRequestUrl).toBeNull();
  });
});

it("a collector cannot hand over facts of another kind, nor a gap with facts", () => {
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
  // @ts-expect-error nothing was found
  const gap: EvidenceDraft = { ...rest, kind: "commit", status: "denied", facts: commitFacts() };
  // @ts-expect-error a commit was found, but not said which
  const bare: EvidenceDraft = { ...rest, kind: "commit", status: "ok", facts: null };
  expect([good, mixed, gap, bare]).toHaveLength(4);
});
