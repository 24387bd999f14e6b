import { expect, it } from "vitest";
import { piece } from "@/lib/diagnosis/engine/testing/piece";
import { sliceFor } from "@/lib/diagnosis/model/agents/agent";
import { checkFindings } from "@/lib/diagnosis/model/agents/check-findings";
import { cited } from "@/lib/diagnosis/model/testing/answers";

const EVIDENCE = [piece("commit", "rename client_id", { id: "c" })];

const finding = (quote: string) => ({ ...cited(quote, quote), bearing: "cause" as const });
const check = (...quotes: string[]) =>
  checkFindings({ findings: quotes.map(finding) }, { E1: "c" }, EVIDENCE);

it.each([
  [["rename client_id"], 1, null],
  [["rename client_id", "drop client_id"], 1, /^1 of its findings was dropped/],
  [["drop client_id", "add client_id"], 0, /^2 of its findings were dropped/],
])("keeps what the evidence supports of %j", (quotes, kept, note) => {
  const checked = check(...quotes);
  expect(checked.findings).toHaveLength(kept);
  if (note === null) expect(checked.note).toBeNull();
  else expect(checked.note).toMatch(note);
});

it("reads eight findings at most", () => {
  const quotes = Array.from({ length: 20 }, () => "rename client_id");
  expect(check(...quotes)).toMatchObject({ findings: { length: 8 }, note: null });
});

it("gives an agent its kinds of evidence, or nothing if none has text", () => {
  const runbook = piece("runbook", "Restart it");
  const missing = piece("commit", "", { status: "not_connected" });
  expect(sliceFor({ kinds: ["commit"] }, [...EVIDENCE, runbook, missing])).toEqual([...EVIDENCE, missing]);
  expect(sliceFor({ kinds: ["commit"] }, [runbook, missing])).toBeNull();
});
