import { expect, it } from "vitest";
import { homeSource, namespaceOf, type CandidateSource } from "@/lib/intake/settle/home-source";

const candidate = (id: string, part: Partial<CandidateSource> = {}): CandidateSource => ({
  id,
  name: id,
  environment: null,
  apiBaseUrl: null,
  ...part,
});
const prod = candidate("prod", { environment: "prod", apiBaseUrl: "https://airflow.example/prod" });
const staging = candidate("staging", { environment: "staging", apiBaseUrl: "https://staging.example" });
const us = candidate("us", {
  name: "Airflow",
  environment: "production",
  apiBaseUrl: "https://airflow.example",
});
const eu = candidate("eu", { name: "airflow-eu", environment: "production" });
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
  ["none by the name that every Airflow has", [us, eu], { namespace: "airflow" }, "production", null],
  ["none by OpenLineage's own namespace", [us, eu], { namespace: "default" }, "production", null],
  ["the one with a name of its own", [us, eu], { namespace: "Airflow-EU" }, "production", "eu"],
  [
    "the one named generally, with its environment",
    [us, eu],
    { namespace: "airflow-production" },
    "production",
    "us",
  ],
  [
    "the one named, whatever the address is inside the network",
    [us, eu],
    { namespace: "airflow-production", url: HERE },
    "production",
    "us",
  ],
  [
    "none by environment alone if its API has another address",
    [us, candidate("other")],
    { url: HERE },
    "production",
    null,
  ],
  ["the one of that environment otherwise", [us, candidate("other")], {}, "production", "us"],
  [
    "the one that is named among those at one address",
    [us, candidate("twin", { apiBaseUrl: "https://airflow.example/eu" }), candidate("b")],
    { url: "https://airflow.example/eu/dags/orders", namespace: "twin" },
    "production",
    "twin",
  ],
] as const)("chooses %s", (_name, candidates, part, environment, expected) => {
  expect(homeSource({ environment }, { ...dag, ...part }, candidates)?.id ?? null).toBe(expected);
});

it.each([
  ["airflow-eu", null, "airflow-eu"],
  ["Airflow", "production", "Airflow-production"],
  ["default", null, null],
])("calls a source %s in %s by the namespace %s", (name, environment, expected) => {
  expect(namespaceOf({ name, environment })).toBe(expected);
});
