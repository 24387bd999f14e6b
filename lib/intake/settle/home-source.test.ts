import { expect, it } from "vitest";
import { homeSource, type CandidateSource } from "@/lib/intake/settle/home-source";

const candidate = (id: string, part: Partial<CandidateSource> = {}): CandidateSource => ({
  id,
  name: id,
  environment: null,
  apiBaseUrl: null,
  ...part,
});
const prod = candidate("prod", { environment: "prod", apiBaseUrl: "https://airflow.example/prod" });
const staging = candidate("staging", { environment: "staging", apiBaseUrl: "https://staging.example" });
const dag = { kind: "airflow" as const, externalId: "orders", namespace: "default", url: null };
const HERE = "https://staging.example/dags/orders/runs/r/tasks/t?try_number=1";

it.each([
  ["none", [], {}, null, null],
  ["the only one", [candidate("a")], {}, null, "a"],
  ["the only one, of the same environment", [prod], {}, "prod", "prod"],
  ["not one of another environment", [prod], {}, "staging", null],
  ["the one of the same environment", [prod, staging], {}, "staging", "staging"],
  ["the one with the address of the page", [prod, staging], { url: HERE }, null, "staging"],
  ["the one whose environment is the namespace", [prod, staging], { namespace: "PROD" }, null, "prod"],
  ["the one whose name is the namespace", [candidate("a"), candidate("b")], { namespace: "b" }, null, "b"],
  ["none of two equal ones", [candidate("a"), candidate("b")], {}, null, null],
  [
    "the one without an environment, if the other has another one",
    [candidate("a"), prod],
    {},
    "staging",
    "a",
  ],
  ["the only one, whatever the address is inside the network", [prod], { url: HERE }, null, "prod"],
] as const)("chooses %s", (_name, candidates, part, environment, expected) => {
  expect(homeSource({ environment }, { ...dag, ...part }, candidates)?.id ?? null).toBe(expected);
});
