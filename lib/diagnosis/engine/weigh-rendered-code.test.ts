import { expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { piece, readPiece } from "@/lib/diagnosis/engine/testing/piece";
import { checkCitations } from "@/lib/diagnosis/model/check-citations";
import { codeFacts } from "@/lib/evidence/testing/facts";

const failure = { orchestrator: "airflow", pipeline: "orders", task: "load" };
const ERROR = 'psycopg2.errors.UndefinedColumn: column "customer_id" does not exist';
const log = () =>
  readPiece(
    ["Traceback (most recent call last):", '  File "/dags/load.py", line 3, in load', ERROR, ""].join("\n"),
  );
const rendered = (text: string, origin: "rendered" | "repository" = "rendered") =>
  piece("code", text, { startLine: 1, facts: codeFacts({ path: "sql", origin, frames: [] }) });

const claimsOn = (code: ReturnType<typeof rendered>) => {
  const evidence = [log(), code];
  const diagnosis = diagnoseFailure({ evidence, failure });
  expect(checkCitations(diagnosis.claims, evidence).kept).toEqual(diagnosis.claims);
  const claims = diagnosis.claims.filter(({ citations }) =>
    citations.some(({ evidenceId }) => evidenceId === code.id),
  );
  return { ...diagnosis, claims };
};

it("cites the line of the statement that uses the name in the error", () => {
  const { claims } = claimsOn(rendered("SELECT id,\n  old_customer_id,\n  o.CUSTOMER_ID\nFROM orders o"));
  expect(claims).toEqual([
    {
      text: "The statement that ran (sql) uses `customer_id`",
      citations: [expect.objectContaining({ startLine: 3, quote: expect.stringContaining("o.CUSTOMER_ID") })],
    },
  ]);
});

it("moves no weight", () => {
  const without = diagnoseFailure({ evidence: [log()], failure });
  const found = claimsOn(rendered("SELECT customer_id FROM orders"));
  expect(found.category).toBe(without.category);
  expect(found.confidence).toBe(without.confidence);
});

it("says nothing where the statement does not use the name, or where the code is from a file", () => {
  expect(claimsOn(rendered("SELECT client_id FROM orders")).claims).toEqual([]);
  expect(claimsOn(rendered("SELECT customer_id FROM orders", "repository")).claims).toEqual([]);
});
