import { describe, expect, it } from "vitest";
import { z } from "zod";
import { IncidentFilter } from "@/lib/desk/schemas";
import { CreateIntegration } from "@/lib/integrations/schemas";
import { sentenceOf } from "@/lib/platform/errors";
import { parseInput, type InputPlace } from "@/lib/platform/http/input-issues";
import { CreateSource } from "@/lib/sources/schemas";
import { CreateTeam } from "@/lib/workspaces/teams/schemas";
import { CreateApiToken, UpdateWorkspace } from "@/lib/workspaces/schemas";

function sentences(schema: z.ZodType, value: unknown, place: InputPlace = "body"): string[] {
  const parsed = parseInput(schema, value, place);
  return parsed.ok ? [] : parsed.issues.map(sentenceOf);
}

describe("an input of the API", () => {
  it("names an unknown query parameter and those the route accepts", () => {
    const [sentence, ...more] = sentences(IncidentFilter, { sate: "open", limit: "5" }, "query");
    expect(more).toEqual([]);
    expect(sentence).toMatch(
      /^`sate` is not a query parameter of this route; it accepts `status`, `severity`, .*`cursor`$/,
    );
    expect(sentences(z.object({}), { x: "1" }, "query")).toEqual([
      "`x` is not a query parameter of this route, which takes none",
    ]);
  });

  it("finds unknown fields at any depth", () => {
    expect(sentences(CreateTeam, { name: "t", owns: { pipeline: [] } })).toEqual([
      "`owns.pipeline` is not a field of this object; it accepts `pipelines`, `services`, `tags`",
    ]);
    const repository = { kind: "github", owner: "o", repo: "r", branch: "main" };
    expect(sentences(CreateSource, { kind: "airflow", name: "a", repository })).toEqual([
      "`repository.branch` is not a field of this object; it accepts `kind`, `owner`, `repo`, `installationId`",
    ]);
    expect(
      sentences(CreateIntegration, { kind: "slack", name: "s", credentials: { token: "t" }, x: 1 }),
    ).toEqual([
      "`x` is not a field of this body; it accepts `kind`, `name`, `config`, `enabled`, `credentials`",
    ]);
    const list = z.object({ items: z.array(z.object({ id: z.string() })) });
    expect(sentences(list, { items: [{ id: "a" }, { id: "b", no: 1 }] })).toEqual([
      "`items[1].no` is not a field of this object; it accepts `id`",
    ]);
    expect(sentences(list, JSON.parse('{ "items": [], "__proto__": {}, "constructor": 1 }'))).toHaveLength(2);
  });

  it("accepts what a loose object or a record accepts", () => {
    const schema = z.object({ labels: z.record(z.string(), z.string()), data: z.looseObject({}) });
    expect(parseInput(schema, { labels: { any: "x" }, data: { thing: 1 } }, "body")).toMatchObject({
      ok: true,
    });
  });

  it("reports a misspelt required field and what is missing", () => {
    expect(sentences(CreateApiToken, { nmae: "ci" })).toEqual([
      "`nmae` is not a field of this body; it accepts `name`, `role`, `scopes`, `expiresAt`",
      "`name` is required",
    ]);
  });

  it.each<[string, z.ZodType, unknown, InputPlace]>([
    ["`limit` must be a whole number from 1 to 200", IncidentFilter, { limit: "many" }, "query"],
    ["`limit` must be a whole number from 1 to 200", IncidentFilter, { limit: "201" }, "query"],
    ["`limit` must be a whole number from 1 to 200", IncidentFilter, { limit: "1.5" }, "query"],
    ["`pipeline` must be text, given once", IncidentFilter, { pipeline: ["a", "b"] }, "query"],
    [
      "`severity` must be one of critical, high, warning, info, low",
      IncidentFilter,
      { severity: "bad,low" },
      "query",
    ],
    ["`name` must not be empty", CreateApiToken, { name: " " }, "body"],
    ["`name` must be text of 1 to 80 characters", CreateApiToken, { name: "x".repeat(81) }, "body"],
    ["`name` must be text of 1 to 80 characters", CreateApiToken, { name: null }, "body"],
    [
      "`scopes[0]` must be one of read, triage, write, ingest, debug",
      CreateApiToken,
      { name: "a", scopes: ["all"] },
      "body",
    ],
    ["`scopes` must be a list of 1 to 5 items", CreateApiToken, { name: "a", scopes: [] }, "body"],
    ["`kind` must be one of github, slack, warehouse", CreateIntegration, { kind: "jira" }, "body"],
    ["`kind` is required", CreateIntegration, {}, "body"],
    [
      "`credentials` must be { username, password } or { token }",
      CreateSource,
      { kind: "airflow", name: "a", credentials: { username: "u" } },
      "body",
    ],
    [
      "`retention.evidenceDays` must be a whole number from 1 to 3650",
      UpdateWorkspace,
      { retention: { evidenceDays: 0.5 } },
      "body",
    ],
    ["The input must be an object", CreateApiToken, [], "body"],
  ])("says %s", (sentence, schema, value, place) => {
    expect(sentences(schema, value, place)[0]).toBe(sentence);
  });
});
