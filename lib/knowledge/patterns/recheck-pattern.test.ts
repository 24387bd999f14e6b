import { describe, expect, it } from "vitest";
import { learnFailure, type ConfirmedFailure } from "@/lib/knowledge/patterns/learn-failure";
import { recheckPattern } from "@/lib/knowledge/patterns/recheck-pattern";
import type { SeenEvidence } from "@/lib/knowledge/patterns/seen-evidence";

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
    expect(found).toMatchObject({ result: "fails", isSpecific: false });
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

  it("does not need the commit that introduced it to be there again", () => {
    const pattern = learned({
      cause: "The loader reads the wrong key",
      cited: [
        { evidenceId: "log", quote: "KeyError: 'customer_id'" },
        { evidenceId: "commit", quote: " M dags/etl/load_orders.py" },
      ],
      evidence: [log("customer_id"), seen("commit", " M dags/etl/load_orders.py")],
    });
    const empty = seen("commit", "", { status: "empty" });
    expect(recheckPattern(pattern, [log("email"), empty], "KeyError 'email'").result).toBe("cannot_tell");
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
