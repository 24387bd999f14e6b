import { describe, expect, it } from "vitest";
import { learnFailure, type ConfirmedFailure } from "@/lib/knowledge/patterns/learn-failure";
import { recheckPattern } from "@/lib/knowledge/patterns/recheck-pattern";
import type { SeenEvidence } from "@/lib/knowledge/patterns/seen-evidence";
import { templateText } from "@/lib/knowledge/patterns/template";

const seen = (kind: string, text: string, part: Partial<SeenEvidence> = {}): SeenEvidence => ({
  id: kind,
  kind,
  status: "ok",
  text,
  startLine: null,
  ...part,
});
const log = (key: string) => seen("log", `Traceback (most recent call last):\nKeyError: '${key}'`);
const renamed = (before: string, after: string, table = "raw.orders") =>
  seen("schema_change", `Column ${before} of ${table} was renamed to ${after}`);

const learned = (part: Partial<ConfirmedFailure> = {}) => {
  const failure: ConfirmedFailure = {
    fingerprint: "f",
    signature: null,
    category: "schema_change",
    line: "KeyError 'customer_id'",
    places: [],
    cause: "Column `customer_id` of `raw.orders` was renamed to `client_id`",
    isCorrection: false,
    cited: [
      { evidenceId: "log", quote: "KeyError: 'customer_id'" },
      { evidenceId: "schema_change", quote: "Column customer_id of raw.orders was renamed to client_id" },
    ],
    evidence: [log("customer_id"), renamed("customer_id", "client_id")],
    ...part,
  };
  const { line, ...rest } = learnFailure(failure);
  return { ...rest, template: line };
};

describe("a cause with evidence of its own", () => {
  it("holds if that is seen again, with the names of now and citations into the evidence of now", () => {
    const evidence = [log("email"), renamed("email", "mail_address", "raw.users")];
    const found = recheckPattern(learned(), evidence, "KeyError 'email'");
    expect(found).toMatchObject({
      result: "holds",
      isSpecific: true,
      reason: "Seen again: a schema change “Column email of raw.users was renamed to mail_address”",
      cause: "Column `email` of `raw.users` was renamed to `mail_address`",
    });
    expect(found.citations[0]).toEqual({
      evidenceId: "schema_change",
      startLine: 1,
      endLine: 1,
      quote: "Column email of raw.users was renamed to mail_address",
    });
    for (const { evidenceId, startLine, quote } of found.citations) {
      const piece = evidence.find(({ id }) => id === evidenceId);
      expect(piece?.text.split("\n")[startLine - 1]).toContain(quote);
    }
    expect(JSON.stringify(found)).not.toContain("customer_id");
  });

  it("fails if the change is about another column than the error", () => {
    const evidence = [log("email"), renamed("phone", "mobile")];
    const found = recheckPattern(learned(), evidence, "KeyError 'email'");
    expect(found).toMatchObject({
      result: "fails",
      isSpecific: false,
      reason: "No schema change like “Column email of … was renamed to …” is there this time",
    });
    expect(found.citations).toMatchObject([{ evidenceId: "schema_change" }]);
  });

  it("fails if the source was read and shows no change", () => {
    const empty = seen("schema_change", "", { status: "empty" });
    expect(recheckPattern(learned(), [log("email"), empty], "KeyError 'email'").result).toBe("fails");
  });

  it.each(["denied", "timeout", "not_connected", "failed"])("cannot tell if the source is %s", (status) => {
    const gap = seen("schema_change", "", { status });
    expect(recheckPattern(learned(), [log("email"), gap], "KeyError 'email'")).toMatchObject({
      result: "cannot_tell",
      reason: "It was made by a schema change, which could not be read now",
    });
  });
});

/** A commit as it is stored in evidence. */
const commit = (sha: string, path: string, hunk: string, message = "Change things") =>
  seen(
    "commit",
    `commit ${sha}\nAuthor: dana\nDate: 2026-11-20\n\n${message}\n\ndiff --git a/${path} b/${path}\nindex 1..2 100644\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n${hunk}`,
    { id: sha },
  );

describe("a cause that a commit made", () => {
  const renaming = commit("aaaa1111bbbb", "dags/orders.py", '-    "customer_id": 7,\n+    "client_id": 7,');
  const pattern = (quotes: readonly string[], part: Partial<ConfirmedFailure> = {}) =>
    learned({
      cause: "Commit `aaaa1111` renamed `customer_id` to `client_id`",
      cited: [
        { evidenceId: "log", quote: "KeyError: 'customer_id'" },
        ...quotes.map((quote) => ({ evidenceId: "aaaa1111bbbb", quote })),
      ],
      evidence: [log("customer_id"), renaming],
      ...part,
    });
  const byRename = pattern([
    '-    "customer_id": 7,',
    "diff --git a/dags/orders.py b/dags/orders.py",
    "commit aaaa1111bbbb",
  ]);

  it("holds if a commit changes the line again that names what the error names", () => {
    const again = commit(
      "cccc2222dddd",
      "dags/users.py",
      ' x = 1\n-    "email": 7,\n+    "client_id": 7,',
      '- "email": 7,',
    );
    const found = recheckPattern(byRename, [log("email"), again], "KeyError 'email'");
    expect(found).toMatchObject({
      result: "holds",
      isSpecific: true,
      reason: 'Seen again: a commit “-    "email": 7,”',
      cause: "Commit `cccc2222` renamed `email` to `client_id`",
    });
    expect(found.citations[0]).toMatchObject({ evidenceId: "cccc2222dddd", quote: '-    "email": 7,' });
    const { startLine } = found.citations[0] ?? { startLine: 0 };
    expect(again.text.split("\n")[startLine - 1]).toBe('-    "email": 7,');
  });

  it.each([
    ["has nothing to do with it", commit("cccc2222", ".github/workflows/ci.yml", "-  a: 1\n+  a: 2")],
    ["touches the same file", commit("cccc2222", "dags/orders.py", "-retries = 1\n+retries = 2")],
    ["removes another key", commit("cccc2222", "dags/users.py", '-    "email_address": 7,')],
    ["names it in its message", commit("cccc2222", "a.py", "-b\n+c", '-    "email": 7,\n+ "email": 7,')],
  ])("cannot tell if the commit there is one that %s", (_, unrelated) => {
    const found = recheckPattern(byRename, [log("email"), unrelated], "KeyError 'email'");
    expect(found).toMatchObject({ result: "cannot_tell", isSpecific: false });
    expect(found.citations.map(({ evidenceId }) => evidenceId)).not.toContain("cccc2222");
  });

  it("does not need the commit to be there again", () => {
    const empty = seen("commit", "", { status: "empty" });
    expect(recheckPattern(byRename, [log("email"), empty], "KeyError 'email'")).toMatchObject({
      result: "cannot_tell",
      reason: "It was made by a commit, which is not there now",
    });
  });

  it.each([
    "diff --git a/dags/orders.py b/dags/orders.py",
    "--- a/dags/orders.py",
    "+++ b/dags/orders.py",
    "index 1..2 100644",
    "@@ -1 +1 @@",
    "Author: dana",
    "Date: 2026-11-20",
    "commit aaaa1111bbbb",
    "Change things",
  ])("learns nothing from “%s”", (quote) => {
    const { facts } = pattern([quote]);
    expect(facts.map(({ kind }) => kind)).toEqual(["log"]);
  });

  it("learns no changed line that names nothing of the error, also for a cause that a person gave", () => {
    const other = commit("aaaa1111bbbb", "dags/orders.py", "-    retry_delay = 60\n+    retry_delay = 5");
    const evidence = [log("customer_id"), other];
    expect(pattern(["-    retry_delay = 60"], { evidence }).facts).toHaveLength(1);
    const cause = "Somebody shortened retry_delay in dags/orders.py";
    expect(pattern([], { evidence, cause, isCorrection: true }).facts).toHaveLength(1);
  });

  it("finds no name of the cause in the header of a diff", () => {
    const { cause, citations } = recheckPattern(
      pattern([], { cause: "The key is read by /dags/lib/read_key.py" }),
      [log("email"), commit("cccc2222", "x/dags/lib/read_key.py", "-retries = 1\n+retries = 2")],
      "KeyError 'email'",
    );
    expect(cause).toBeNull();
    expect(citations.map(({ evidenceId }) => evidenceId)).toEqual(["log"]);
  });

  it("ignores the header of a diff that an earlier version learned", () => {
    const header = {
      kind: "commit",
      template: ["diff --git a", { slot: "path" }, " b", { slot: "path" }],
      isDefining: true,
    };
    const old = { ...byRename, facts: [byRename.facts[0], header].flatMap((fact) => fact ?? []) };
    const found = recheckPattern(old, [log("email"), renaming], "KeyError 'email'");
    expect(found).toMatchObject({ result: "holds", isSpecific: false });
    expect(found.citations.map(({ evidenceId }) => evidenceId)).toEqual(["log"]);
  });
});

describe("a path in the evidence", () => {
  const pattern = learned({
    cause: "The export is late",
    cited: [{ evidenceId: "event", quote: "file /data/raw/orders-20.csv is late" }],
    evidence: [log("customer_id"), seen("event", "file /data/raw/orders-20.csv is late")],
  });

  it.each([
    ["/data/raw/orders-21.csv", "holds"],
    ["/data/raw/users-21.csv", "fails"],
  ])("that the error does not name is the same apart from numbers: %s", (path, result) => {
    const evidence = [log("email"), seen("event", `file ${path} is late`)];
    expect(recheckPattern(pattern, evidence, "KeyError 'email'").result).toBe(result);
  });
});

describe("a cause that only the log shows", () => {
  const pattern = learned({
    cause: "`customer_id` is missing in the vendor's file",
    cited: [{ evidenceId: "log", quote: "KeyError: 'customer_id'" }],
  });

  it("holds, but not specifically, if the line is there again", () => {
    expect(recheckPattern(pattern, [log("email")], "KeyError 'email'")).toMatchObject({
      result: "holds",
      isSpecific: false,
      cause: "`email` is missing in the vendor's file",
      citations: [{ evidenceId: "log", startLine: 2, quote: "KeyError: 'email'" }],
    });
  });

  it("fails if the log does not show it, and cannot tell without a log", () => {
    expect(recheckPattern(pattern, [seen("log", "all good")]).result).toBe("fails");
    expect(recheckPattern(pattern, [seen("log", "", { status: "denied" })]).result).toBe("cannot_tell");
  });
});

describe("a cause with a secret in it", () => {
  const error = (mark: string) => `PermissionError: the key [redacted:aws-access-key:${mark}] is expired`;
  const pattern = learned({
    line: error("5965"),
    cause: "The key [redacted:aws-access-key:5965] of the old account is used",
    cited: [{ evidenceId: "log", quote: error("5965") }],
    evidence: [seen("log", error("5965"))],
  });

  it("is said of another secret", () => {
    const found = recheckPattern(pattern, [seen("log", error("0a1b"))], error("0a1b"));
    expect(found).toMatchObject({
      result: "holds",
      cause: "The key [redacted:aws-access-key:0a1b] of the old account is used",
    });
  });

  it("is said without one if the evidence has none", () => {
    const { cause } = recheckPattern(pattern, [seen("log", "PermissionError")], "PermissionError");
    expect(cause).toBe("The key [redacted:aws-access-key] of the old account is used");
  });
});

it("numbers the slots in the order of the error, the cause and the evidence", () => {
  const { template, cause, facts } = learned({
    cause: "Role `writer_role` may not write `raw.orders`",
    cited: [{ evidenceId: "log", quote: "reader_role wrote other_table in third_table" }],
  });
  expect(templateText(template)).toBe("KeyError '<key>'");
  expect(templateText(cause)).toBe("Role `<role>` may not write `<table>`");
  expect(facts.map((fact) => templateText(fact.template))).toEqual(["<name> wrote <role_2> in <table_2>"]);
});

describe("a cause that a person gave", () => {
  it("is recognized by the evidence that names what it names", () => {
    const pattern = learned({
      isCorrection: true,
      cause: "The vendor renamed customer_id to client_id",
      cited: [],
    });
    expect(pattern.facts).toMatchObject([{ kind: "schema_change", isDefining: true }]);
    const evidence = [log("email"), renamed("email", "mail_address")];
    expect(recheckPattern(pattern, evidence, "KeyError 'email'")).toMatchObject({
      result: "holds",
      isSpecific: true,
      cause: "The vendor renamed email to mail_address",
    });
  });

  it("is never filled with a name from then that the evidence of now does not show", () => {
    const pattern = learned({
      isCorrection: true,
      cause: "The certificate of vpn.old.internal expired",
      cited: [{ evidenceId: "log", quote: "KeyError: 'customer_id'" }],
    });
    expect(recheckPattern(pattern, [log("email")], "KeyError 'email'").cause).toBeNull();
    const again = [log("email"), seen("event", "peer vpn.old.internal: handshake failed")];
    expect(recheckPattern(pattern, again, "KeyError 'email'")).toMatchObject({
      cause: "The certificate of vpn.old.internal expired",
      citations: [{ evidenceId: "log" }, { evidenceId: "event", startLine: 1 }],
    });
  });
});

it("reads a large log in time", () => {
  const text = Array.from({ length: 20_000 }, (_, n) => `KeyError: is what line ${n} talks about`).join("\n");
  const startedAt = performance.now();
  recheckPattern(learned(), [seen("log", text), renamed("a", "b")], "KeyError 'email'");
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
