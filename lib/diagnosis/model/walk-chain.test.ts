import { expect, it } from "vitest";
import { readPiece, piece } from "@/lib/diagnosis/engine/testing/piece";
import { walkChain } from "@/lib/diagnosis/model/walk-chain";

const EVIDENCE = [
  readPiece("ERROR column customer_id does not exist", { id: "log" }),
  piece("schema_change", "customer_id was renamed to client_id", { id: "schema" }),
  piece("event", "the table was migrated", { id: "said", provenance: "claim" }),
];
const NAMES = { E1: "log", E2: "schema", E3: "said" };
const edge = (from: string, to: string, evidence: string, quote: string) => ({
  from,
  to,
  text: `${to} broke ${from}`,
  citations: [{ evidence, startLine: 1, endLine: 1, quote }],
});
const walk = (...edges: ReturnType<typeof edge>[]) =>
  walkChain(edges, NAMES, EVIDENCE, ["load", "orders_daily"]).map(({ basis }) => basis);

const QUERY = edge("task load", "missing column", "E1", "customer_id does not exist");
const RENAME = edge("missing column", "rename", "E2", "renamed to client_id");

it("tags each step from the failing asset to the cause as a fact or a claim", () => {
  const migrated = edge("rename", "migration", "E3", "the table was migrated");
  expect(walk(QUERY, RENAME, migrated)).toEqual(["fact", "fact", "claim"]);
});

it("calls a step unproven whose quote is not in the evidence", () => {
  expect(walk(QUERY, edge("missing column", "rename", "E2", "dropped by Bob"))).toEqual(["fact", "unproven"]);
  expect(walk(edge("task load", "x", "E9", "customer_id"))).toEqual(["unproven"]);
});

it("calls everything after a gap unproven", () => {
  const elsewhere = edge("the moon", "rename", "E2", "renamed to client_id");
  expect(walk(QUERY, elsewhere, edge("rename", "migration", "E3", "the table was migrated"))).toEqual([
    "fact",
    "unproven",
    "unproven",
  ]);
});

it("has to begin at what failed", () => {
  expect(walk(RENAME)).toEqual(["unproven"]);
  expect(walk(edge("orders_daily", "missing column", "E1", "customer_id does not exist"))).toEqual(["fact"]);
});

it("is bounded, and its texts are inert", () => {
  const long = Array.from({ length: 50 }, () => edge("load", "load", "E1", "customer_id does not exist"));
  expect(walk(...long)).toHaveLength(8);
  const [odd] = walkChain([edge("load\u0000", `x${"y".repeat(900)}`, "E1", "customer_id")], NAMES, EVIDENCE, [
    "load",
  ]);
  expect(odd?.from).toBe("load");
  expect(odd?.to.length).toBeLessThanOrEqual(200);
});
