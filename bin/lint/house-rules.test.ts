import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import house from "./house-rules.mjs";
import { ROOM_ORDER } from "./rooms.mjs";

/** Messages of the room-order rule for one import in one file. */
function roomOrder(filename: string, source: string): string[] {
  const messages: string[] = [];
  const context = { filename, report: ({ message }: { message: string }) => messages.push(message) };
  house.rules["room-order"].create(context).ImportDeclaration?.({ source: { value: source } });
  return messages;
}

/** Messages of the one-writer rule for a file with this text. */
function oneWriter(filename: string, text: string): string[] {
  const messages: string[] = [];
  const report = ({ message }: { message: string }) => messages.push(message);
  house.rules["one-writer"].create({ filename, report, sourceCode: { getText: () => text } }).Program?.({});
  return messages;
}

describe("one-writer", () => {
  it.each([
    ["/x/lib/fixes/save-fix.ts", "await tx.timelineEntry.create({})"],
    ["/x/lib/fixes/save-fix.ts", "INSERT INTO audit_events (id)"],
    ["/x/inngest/start.ts", "outboxEvent.createMany"],
  ])("rejects %s with %s", (file, text) => expect(oneWriter(file, text)).toHaveLength(1));

  it.each([
    ["/x/lib/incidents/history/record-sql.ts", "INSERT INTO timeline_entries (id)"],
    ["/x/lib/platform/audit.ts", "INSERT INTO audit_events (id)"],
    ["/x/lib/fixes/fixes.db.test.ts", "timelineEntry.create"],
    ["/x/lib/incidents/history/data.ts", "ctx.db.timelineEntry.findMany"],
  ])("allows %s with %s", (file, text) => expect(oneWriter(file, text)).toEqual([]));
});

/** Messages of the reads-in-data rule for one node in one file. */
function readsInData(filename: string, type: string, node: object): string[] {
  const messages: string[] = [];
  const context = { filename, report: ({ message }: { message: string }) => messages.push(message) };
  house.rules["reads-in-data"].create(context)[type]?.(node);
  return messages;
}

describe("reads-in-data", () => {
  /** The syntax tree of a member expression such as `ctx.db.incident`. */
  const expression = (path: string): object =>
    path
      .split(".")
      .map((name): object => ({ type: "Identifier", name }))
      .reduce((object, property) => ({ type: "MemberExpression", object, property }));
  const call = (path: string) => ({ callee: expression(path) });
  const VERB = "/x/lib/fixes/save-fix.ts";

  it.each([
    [VERB, "ctx.db.fix.findFirst"],
    [VERB, "ctx.db.fix.count"],
    [VERB, "db.fix.groupBy"],
    [VERB, "ctx.db.$queryRawUnsafe"],
    ["/x/app/(desk)/page.tsx", "client.incident.findMany"],
    ["/x/inngest/functions/sweep-outbox.ts", "deps.db.outboxEvent.aggregate"],
  ])("rejects, in %s, %s()", (file, path) => {
    expect(readsInData(file, "CallExpression", call(path))).toHaveLength(1);
  });

  it("rejects raw reads in tagged templates", () => {
    const tagged = (path: string) => ({ tag: expression(path) });
    expect(readsInData(VERB, "TaggedTemplateExpression", tagged("ctx.db.$queryRaw"))).toHaveLength(1);
    expect(readsInData(VERB, "TaggedTemplateExpression", tagged("tx.$queryRaw"))).toEqual([]);
  });

  it("rejects a variable called tx", () => {
    const declared = (name: string) => ({ id: { type: "Identifier", name } });
    expect(readsInData(VERB, "VariableDeclarator", declared("tx"))).toHaveLength(1);
    expect(readsInData(VERB, "VariableDeclarator", declared("row"))).toEqual([]);
  });

  it.each([
    [VERB, "tx.fix.findFirst"],
    [VERB, "ctx.db.fix.updateMany"],
    [VERB, "Object.groupBy"],
    ["/x/lib/fixes/data.ts", "ctx.db.fix.findFirst"],
    ["/x/lib/desk/list-sql.ts", "ctx.db.$queryRawUnsafe"],
    ["/x/lib/platform/auth/authenticate.ts", "client.apiToken.findUnique"],
    ["/x/lib/fixes/fixes.db.test.ts", "db.prisma.fix.findMany"],
    ["/x/e2e/seeded.ts", "db.prisma.fix.findMany"],
  ])("allows, in %s, %s()", (file, path) => {
    expect(readsInData(file, "CallExpression", call(path))).toEqual([]);
  });
});

/** Messages of the source-kinds rule for one node in one file. */
function sourceKinds(filename: string, type: string, node: object): string[] {
  const messages: string[] = [];
  const context = { filename, report: ({ message }: { message: string }) => messages.push(message) };
  house.rules["source-kinds"].create(context)[type]?.({ type, ...node });
  return messages;
}

describe("source-kinds", () => {
  const name = (text: string) => ({ type: "Identifier", name: text });
  const text = (value: string) => ({ type: "Literal", value });
  const kindOf = (owner: string) => ({
    type: "MemberExpression",
    object: name(owner),
    property: name("kind"),
  });
  const equals = (left: object, right: object) => ({ left, operator: "===", right });
  const list = (...values: string[]) => ({ elements: values.map(text) });
  const map = (...keys: string[]) => ({ properties: keys.map((key) => ({ key: name(key) })) });
  const cases = (discriminant: object) => ({ discriminant, cases: [{ test: text("dbt") }, { test: null }] });
  const FILE = "/x/lib/evidence/collectors/list.ts";

  it.each([
    ["a comparison", "BinaryExpression", equals(kindOf("source"), text("airflow"))],
    ["a reversed comparison", "BinaryExpression", equals(text("prefect"), name("kind"))],
    [
      "an optional chain comparison",
      "BinaryExpression",
      equals({ type: "ChainExpression", expression: kindOf("row") }, text("sns")),
    ],
    ["a switch", "SwitchStatement", cases(kindOf("source"))],
    ["a list", "ArrayExpression", list("airflow", "prefect")],
    ["a map", "ObjectExpression", map("airflow", "generic")],
  ])("rejects %s of kinds", (_, type, node) => {
    expect(sourceKinds(FILE, type, node)).toEqual([expect.stringMatching(/lib\/intake\/sources\/<kind>/)]);
    for (const file of ["lib/intake/sources/dbt/normalise.ts", "lib/desk/data.test.ts", "e2e/seed.ts"]) {
      expect(sourceKinds(`/x/${file}`, type, node)).toEqual([]);
    }
  });

  it.each([
    ["a kind that is not a source kind", "BinaryExpression", equals(kindOf("piece"), text("commit"))],
    ["the kind of a repository", "BinaryExpression", equals(kindOf("repository"), text("github"))],
    ["the kind of an integration", "BinaryExpression", equals(kindOf("integration"), text("github"))],
    ["a comparison of something else", "BinaryExpression", equals(name("word"), text("airflow"))],
    ["a switch over something else", "SwitchStatement", cases(kindOf("repository"))],
    ["a list with other values", "ArrayExpression", list("airflow", "google")],
    ["an object with a single such key", "ObjectExpression", map("github")],
  ])("allows %s", (_, type, node) => expect(sourceKinds(FILE, type, node)).toEqual([]));
});

describe("room-order", () => {
  it.each([
    ["a room below", "/x/lib/diagnosis/save-diagnosis.ts", "@/lib/failures/schemas"],
    ["a vendor", "/x/lib/code/open-repository.ts", "@/lib/vendors/git/repository"],
    ["its own room", "/x/lib/logs/parse-log.ts", "@/lib/logs/schemas"],
    ["any room, in a test", "/x/lib/logs/parse-log.test.ts", "@/lib/desk/data"],
    ["any room, from a page", "/x/app/page.tsx", "@/lib/desk/data"],
  ])("allows %s", (_, file, source) => expect(roomOrder(file, source)).toEqual([]));

  it.each([
    ["a room above", "/x/lib/failures/title.ts", "@/lib/incidents/schemas", /may not import lib\/incidents/],
    ["a room in the same row", "/x/lib/desk/data.ts", "@/lib/stats/data", /may not import lib\/stats/],
    ["a folder that is not a room", "/x/lib/helpers/a.ts", "@/lib/logs/schemas", /lib\/helpers is missing/],
  ])("rejects %s", (_, file, source, message) => {
    expect(roomOrder(file, source)).toEqual([expect.stringMatching(message)]);
  });

  it("covers every folder in lib", () => {
    const folders = readdirSync(fileURLToPath(new URL("../../lib", import.meta.url)));
    expect(folders.toSorted()).toEqual([...ROOM_ORDER.flat(), "platform", "vendors"].toSorted());
  });
});

/** Messages of the component-imports rule for one import in one file. */
function componentImports(filename: string, source: string): string[] {
  const messages: string[] = [];
  const context = { filename, report: ({ message }: { message: string }) => messages.push(message) };
  house.rules["component-imports"].create(context).ImportDeclaration?.({ source: { value: source } });
  return messages;
}

describe("component-imports", () => {
  const FILE = "/x/components/incidents/list.tsx";

  it.each([
    "@/lib/desk/data",
    "@/lib/incidents/history/event-records",
    "@/lib/platform/env",
    "@/lib/logs/rank",
  ])("rejects %s", (source) => expect(componentImports(FILE, source)).toHaveLength(1));

  it.each([
    "@/lib/desk/schemas",
    "@/lib/incidents/history/schemas",
    "@/lib/desk/query-options",
    "@/lib/platform/http/api-fetch",
    "@/components/ui/button",
    "react",
  ])("allows %s", (source) => expect(componentImports(FILE, source)).toEqual([]));

  it("ignores tests and other folders", () => {
    expect(componentImports("/x/components/incidents/list.test.tsx", "@/lib/desk/data")).toEqual([]);
    expect(componentImports("/x/app/page.tsx", "@/lib/desk/data")).toEqual([]);
  });
});

describe("named-variables", () => {
  const messages = (name: string, parent: object) => {
    const found: string[] = [];
    const report = ({ message }: { message: string }) => found.push(message);
    const node: Record<string, unknown> = { type: "Identifier", name };
    node["parent"] = { ...parent, id: "id" in parent ? node : undefined, value: node };
    house.rules["named-variables"].create({ report }).Identifier?.(node);
    return found;
  };

  it.each([
    ["a variable", { type: "VariableDeclarator", id: null }],
    ["a parameter", { type: "ArrowFunctionExpression" }],
    ["a destructured item", { type: "ArrayPattern" }],
    ["a renamed property", { type: "Property", parent: { type: "ObjectPattern" } }],
  ])("rejects `one` as %s", (_position, parent) => {
    expect(messages("one", parent)).toHaveLength(1);
    expect(messages("incident", parent)).toEqual([]);
  });

  it("reports a declaration, not each use", () => {
    expect(messages("one", { type: "MemberExpression" })).toEqual([]);
  });
});
