import { describe, expect, it } from "vitest";
import {
  INTEGRATION_FORMS,
  newIntegration,
  newConnection,
} from "@/components/integrations/integration-forms";
import { CreateIntegration, INTEGRATION_KINDS, UpdateIntegration } from "@/lib/integrations/schemas";

function form(values: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
}

/** A valid value for every credential field. */
const FILLED: Record<string, string> = {
  token: " t0k ",
  appId: "7",
  privateKey: "-----BEGIN RSA PRIVATE KEY-----\nabc",
  host: "db.example.com",
  port: "",
  database: "shop",
  tls: "require",
  user: "reader",
  password: "s3cret",
  account: "acme-analytics",
  project: "acme-data",
  location: "eu",
  serviceAccount: '{"client_email":"a@b"}',
  path: "/srv/data/shop.duckdb",
  webhookUrl: "https://hooks.slack.com/services/T/B/x",
};

describe("every form", () => {
  const all = INTEGRATION_KINDS.flatMap((kind) =>
    INTEGRATION_FORMS[kind].ways.map((way) => [kind, way.id, way] as const),
  );

  it.each(all)("for %s with %s sends what the API accepts", (kind, _, way) => {
    const body = newIntegration(kind, way, form({ name: " Ours ", apiUrl: "", ...FILLED }));
    expect(CreateIntegration.parse(body)).toMatchObject({ kind, name: "Ours" });
    expect(body.config?.apiUrl).toBeUndefined();
    const secrets = way.fields.filter((field) => !field.isSetting);
    expect(Object.keys(body.credentials)).toEqual(secrets.map((field) => field.name));
    expect(UpdateIntegration.safeParse(newConnection(way, form(FILLED))).success).toBe(true);
  });
});

it("sends the API URL together with its credentials", () => {
  const [way] = INTEGRATION_FORMS.github.ways;
  const data = form({ name: "GHE", apiUrl: " https://github.example.com/api/v3 ", token: "t" });
  const config = { apiUrl: "https://github.example.com/api/v3" };
  expect(newIntegration("github", way, data)).toEqual({
    kind: "github",
    name: "GHE",
    config,
    credentials: { token: "t" },
  });
  expect(newConnection(way, data)).toEqual({ config, credentials: { token: "t" } });
  expect(newConnection(way, form({ token: "t" }))).toEqual({
    config: { apiUrl: null },
    credentials: { token: "t" },
  });
});

it("sends where a warehouse is as settings, and leaves empty ones to their defaults", () => {
  const way = INTEGRATION_FORMS.warehouse.ways[0];
  const body = newIntegration("warehouse", way, form({ name: "Shop", ...FILLED }));
  expect(body).toEqual({
    kind: "warehouse",
    name: "Shop",
    config: { warehouse: { engine: "postgresql", host: "db.example.com", database: "shop", tls: "require" } },
    credentials: { user: "reader", password: "s3cret" },
  });
  expect(CreateIntegration.parse(body).config).toMatchObject({ warehouse: { port: 5_432, tls: "require" } });
});
