import { createHash, createPublicKey, createVerify, generateKeyPairSync } from "node:crypto";
import type { ServerResponse } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { sendJson, startFakeServer, type SeenRequest } from "@/lib/vendors/testing/fake-server";
import { openBigQuery } from "@/lib/vendors/warehouse/bigquery";
import { openSnowflake } from "@/lib/vendors/warehouse/snowflake";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const PEM = privateKey.export({ type: "pkcs8", format: "pem" }).toString();

type Answer = (request: SeenRequest, response: ServerResponse) => void;

async function serve(answer: Answer) {
  const server = await startFakeServer(answer);
  onTestFinished(() => server.close());
  return server;
}

/** The claims of a token that was signed with the test's key. @throws if the signature is wrong. */
function claimsOf(token: string): Record<string, unknown> {
  const [head = "", body = "", signature = ""] = token.split(".");
  const isValid = createVerify("RSA-SHA256")
    .update(`${head}.${body}`)
    .verify(publicKey, Buffer.from(signature, "base64url"));
  if (!isValid) throw new Error("the signature is wrong");
  return JSON.parse(Buffer.from(body, "base64url").toString()) as Record<string, unknown>;
}

const TROUBLES: readonly [string, Answer, string][] = [
  ["401", (_, response) => sendJson(response, 401, { message: "JWT token is invalid." }), "UNAUTHENTICATED"],
  ["403", (_, response) => sendJson(response, 403, { error: { message: "Access Denied" } }), "FORBIDDEN"],
  ["404", (_, response) => sendJson(response, 404, { error: { message: "Not found" } }), "NOT_FOUND"],
  ["429", (_, response) => sendJson(response, 429, { message: "slow down" }), "RATE_LIMITED"],
  ["500", (_, response) => sendJson(response, 500, {}), "UNAVAILABLE"],
  ["a sign-in page", (_, response) => void response.end("<!doctype html>"), "UNAVAILABLE"],
  ["other JSON", (_, response) => sendJson(response, 200, []), "UNAVAILABLE"],
];

describe("Snowflake, as its SQL API v2 is specified", () => {
  const open = (apiUrl: string, part: object = {}) =>
    openSnowflake(
      {
        account: "Acme-Analytics",
        database: "SHOP",
        warehouse: "WH",
        role: null,
        user: "reader",
        privateKey: PEM,
        apiUrl,
        ...part,
      },
      () => Date.parse("2026-11-21T08:00:00Z"),
    );
  const column = (table: string, name: string, type: string, ...rest: (string | null)[]) => [
    "SHOP",
    "RAW",
    table,
    name,
    type,
    ...rest,
  ];

  it("signs in with the key, waits for the statement and reads all partitions", async () => {
    const server = await serve(({ method, path, query }, response) => {
      if (method === "POST")
        return sendJson(response, 202, { code: "333334", statementHandle: "h-1", statementStatusUrl: "/x" });
      const partition = query.get("partition");
      if (partition === "1")
        return sendJson(response, 200, {
          data: [column("ORDERS", "TAGS", "VARIANT", null, null, null, "YES")],
        });
      return sendJson(response, 200, {
        statementHandle: "h-1",
        resultSetMetaData: { numRows: 3, partitionInfo: [{ rowCount: 2 }, { rowCount: 1 }] },
        data: [
          column("ORDERS", "ID", "NUMBER", null, "38", "0", "NO"),
          column("ORDERS", "NOTE", "TEXT", "16777216", null, null, "YES"),
        ],
        path,
      });
    });
    const reading = await open(server.url).readTables();
    expect(reading.namespace).toBe("snowflake://acme-analytics");
    expect(reading.tables).toEqual([
      {
        name: "SHOP.RAW.ORDERS",
        columns: [
          { name: "ID", type: "NUMBER(38,0)", position: 1, isNullable: false, id: null },
          { name: "NOTE", type: "TEXT(16777216)", position: 2, isNullable: true, id: null },
          { name: "TAGS", type: "VARIANT", position: 3, isNullable: true, id: null },
        ],
      },
    ]);
    expect(server.seen.map(({ method, path, query }) => [method, path, query.toString()])).toEqual([
      ["POST", "/api/v2/statements", ""],
      ["GET", "/api/v2/statements/h-1", ""],
      ["GET", "/api/v2/statements/h-1", "partition=1"],
    ]);
    const [first] = server.seen;
    expect(first?.headers["x-snowflake-authorization-token-type"]).toBe("KEYPAIR_JWT");
    const fingerprint = createHash("sha256")
      .update(createPublicKey(PEM).export({ type: "spki", format: "der" }))
      .digest("base64");
    expect(claimsOf(String(first?.headers["authorization"]).slice("Bearer ".length))).toEqual({
      iss: `ACME-ANALYTICS.READER.SHA256:${fingerprint}`,
      sub: "ACME-ANALYTICS.READER",
      iat: 1_795_248_000,
      exp: 1_795_248_600,
    });
    const body = JSON.parse(first?.body ?? "") as Record<string, unknown>;
    expect(body).toMatchObject({ database: "SHOP", warehouse: "WH", timeout: 20 });
    expect(body).not.toHaveProperty("role");
  });

  it.each(TROUBLES)("explains %s", async (_, answer, code) => {
    const server = await serve(answer);
    await expect(open(server.url).readTables()).rejects.toMatchObject({ code });
  });

  it("explains a failed statement and an unusable key, without the key", async () => {
    const server = await serve((_, response) =>
      sendJson(response, 422, {
        code: "002003",
        message: "SQL compilation error: Database 'SHOP' does not exist",
      }),
    );
    await expect(open(server.url).readTables()).rejects.toMatchObject({
      code: "INVALID",
      message: expect.stringContaining("Database 'SHOP' does not exist"),
    });
    const broken = await open(server.url, {
      privateKey: "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----",
    })
      .readTables()
      .catch((error: unknown) => error);
    expect(broken).toMatchObject({ code: "INVALID" });
    expect(String(broken)).not.toContain("c2VjcmV0");
  });
});

describe("BigQuery, as its REST API is specified", () => {
  const ACCOUNT = JSON.stringify({
    type: "service_account",
    client_email: "reader@acme.iam.gserviceaccount.com",
    private_key: PEM,
    private_key_id: "k1",
    // Never called: a key file is text from outside.
    token_uri: "https://evil.example.com/token",
  });
  const open = (apiUrl: string, part: object = {}) =>
    openBigQuery(
      { project: "acme-data", location: "europe-west3", serviceAccount: ACCOUNT, apiUrl, ...part },
      () => Date.parse("2026-11-21T08:00:00Z"),
    );
  const row = (...values: (string | null)[]) => ({ f: values.map((v) => ({ v })) });
  const token = (response: ServerResponse) =>
    sendJson(response, 200, { access_token: "ya29.t", expires_in: 3599 });
  const QUERIES = "/bigquery/v2/projects/acme-data/queries";

  it("gets a read-only token, waits for the job and reads all pages", async () => {
    let polls = 0;
    const server = await serve(({ path, query }, response) => {
      if (path === "/token") return token(response);
      const job = { jobReference: { projectId: "acme-data", jobId: "j-1", location: "europe-west3" } };
      if (path === QUERIES) return sendJson(response, 200, { ...job, jobComplete: false });
      polls += 1;
      if (polls === 1) return sendJson(response, 200, { ...job, jobComplete: false });
      if (query.get("pageToken") === "p2")
        return sendJson(response, 200, {
          ...job,
          jobComplete: true,
          rows: [row("raw", "orders", "tags", "ARRAY<STRING>", "NO")],
        });
      return sendJson(response, 200, {
        ...job,
        jobComplete: true,
        pageToken: "p2",
        rows: [row("raw", "orders", "id", "INT64", "YES")],
      });
    });
    const reading = await open(server.url).readTables();
    expect(reading).toEqual({
      namespace: "bigquery",
      isWhole: true,
      tables: [
        {
          name: "acme-data.raw.orders",
          columns: [
            { name: "id", type: "INT64", position: 1, isNullable: true, id: null },
            { name: "tags", type: "ARRAY<STRING>", position: 2, isNullable: false, id: null },
          ],
        },
      ],
    });
    const [login, query] = server.seen;
    expect(claimsOf(new URLSearchParams(login?.body).get("assertion") ?? "")).toEqual({
      iss: "reader@acme.iam.gserviceaccount.com",
      scope: "https://www.googleapis.com/auth/bigquery.readonly",
      aud: `${server.url}/token`,
      iat: 1_795_248_000,
      exp: 1_795_248_600,
    });
    expect(query?.headers["authorization"]).toBe("Bearer ya29.t");
    expect(JSON.parse(query?.body ?? "")).toMatchObject({ useLegacySql: false, location: "europe-west3" });
    expect(query?.body).toContain("`region-europe-west3`.INFORMATION_SCHEMA.COLUMNS");
  });

  it.each(TROUBLES)("explains %s", async (_, answer, code) => {
    const server = await serve((request, response) =>
      request.path === "/token" ? token(response) : answer(request, response),
    );
    await expect(open(server.url).readTables()).rejects.toMatchObject({ code });
  });

  it("explains a deleted key, a file that is no key and a location that is none", async () => {
    const server = await serve((_, response) =>
      sendJson(response, 400, { error: "invalid_grant", error_description: "Invalid JWT Signature." }),
    );
    await expect(open(server.url).readTables()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await expect(open(server.url, { serviceAccount: "{}" }).readTables()).rejects.toMatchObject({
      code: "INVALID",
    });
    const answering = await serve((_, response) => token(response));
    await expect(open(answering.url, { location: "us`; drop" }).readTables()).rejects.toMatchObject({
      code: "INVALID",
    });
  });
});
