import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchDatabase } from "@/bin/database/launch.mjs";
import { scale } from "@/e2e/abuse/intensity";
import { startFaultProxy, type Fault, type FaultProxy } from "@/e2e/database/fault-proxy";
import { databaseUrl, withServer } from "@/e2e/database/template";
import { airflowFailure, sendWebhook } from "@/e2e/send-webhook";
import { startProduct, type Product } from "@/e2e/start-product";

const REPEATS = scale(1, 5);
const CROWD = scale(40, 400);

let folder: string;
let dataDir: string;
let database: { url: string; remove: () => Promise<void> };
let proxy: FaultProxy;
let product: Product;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "pd-outage-"));
  dataDir = path.join(folder, "data");
  database = await makeDatabase();
  proxy = await startFaultProxy(database.url);
  product = await startProduct({ dataDir, env: { DATABASE_URL: proxy.url, LOG_LEVEL: "info" } });
}, 400_000);

afterAll(async () => {
  await proxy?.become("pass");
  await product?.stop();
  await proxy?.close();
  await database?.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** PostgreSQL if TEST_DATABASE_URL is set, otherwise the embedded one in a separate process. */
async function makeDatabase(): Promise<typeof database> {
  const serverUrl = process.env["TEST_DATABASE_URL"];
  if (!serverUrl) {
    const embedded = await launchDatabase(path.join(folder, "database"), { isDurable: false });
    return { url: embedded.url, remove: () => embedded.stop() };
  }
  const name = `pd_outage_${randomBytes(6).toString("hex")}`;
  await withServer(serverUrl, (client) => client.query(`CREATE DATABASE "${name}"`));
  return {
    url: databaseUrl(serverUrl, name),
    remove: () =>
      withServer(serverUrl, async (client) => {
        await client.query(`DROP DATABASE "${name}" WITH (FORCE)`);
      }),
  };
}

interface Answer {
  status: number;
  wait: number;
  text: string;
}

async function told(answer: Promise<Response>): Promise<Answer> {
  const response = await answer;
  const wait = Number(response.headers.get("retry-after") ?? 0);
  return { status: response.status, wait, text: await response.text() };
}

const get = (pathname: string, headers: Record<string, string> = {}) =>
  told(fetch(`${product.url}${pathname}`, { headers, redirect: "manual" }));

const bearer = () => ({ authorization: `Bearer ${product.firstRun.apiToken}` });
const someSession = { cookie: "next-auth.session-token=of-anybody" };

async function webhook(): Promise<Answer> {
  const source = product.firstRun.sources["airflow"];
  if (!source) throw new Error("no Airflow source");
  const { status, headers, body } = await sendWebhook(source, airflowFailure());
  return { status, wait: Number(headers.get("retry-after") ?? 0), text: JSON.stringify(body) };
}

/** Everything that needs the database, with its status while the database works. */
const doors: Record<string, { ask: () => Promise<Answer>; status: number }> = {
  "an API read": { ask: () => get("/api/incidents", bearer()), status: 200 },
  "an API search": { ask: () => get("/api/incidents?q=orders", bearer()), status: 200 },
  "the audit log": { ask: () => get("/api/audit", bearer()), status: 200 },
  "a webhook": { ask: webhook, status: 202 },
  "a page": { ask: () => get("/incidents", someSession), status: 307 },
  "the sign-in page": { ask: () => get("/sign-in"), status: 200 },
  readiness: { ask: () => get("/ready"), status: 200 },
};

const askAll = () =>
  Promise.all(Object.entries(doors).map(async ([door, { ask }]) => ({ door, ...(await ask()) })));

/** Waits until everything answers with its expected status. */
async function untilWell(): Promise<void> {
  for (let i = 0; ; i++) {
    const answers = await askAll();
    const wrong = answers.filter(({ door, status }) => status !== doors[door]?.status);
    if (wrong.length === 0) return;
    if (i === 100) throw new Error(`still not well: ${JSON.stringify(wrong).slice(0, 2_000)}`);
    await sleep(200);
  }
}

const logLines = () => readFileSync(path.join(dataDir, "server.log"), "utf8").trim().split("\n");

test.each<Fault>(["freeze", "cut", "refuse"])(
  "answers 503 with a retry delay everywhere during an outage, and works again afterwards: %s",
  async (fault) => {
    for (let i = 0; i < REPEATS; i++) {
      await untilWell();
      await proxy.become(fault);
      for (const { door, status, wait, text } of await askAll()) {
        expect({ door, status, isTold: text.length > 20 }).toEqual({ door, status: 503, isTold: true });
        expect(wait, door).toBeGreaterThan(0);
        expect(text, door).toMatch(/database/i);
      }
      expect((await get("/health")).status).toBe(200);
      await proxy.become("pass");
    }
    await untilWell();
  },
  240_000,
);

test("replaces half-open connections with new ones", async () => {
  await untilWell();
  await proxy.become("half-open");
  const statuses = (await askAll()).map(({ status }) => status);
  expect(statuses.filter((status) => status >= 500 && status !== 503)).toEqual([]);
  await untilWell();
}, 240_000);

test("logs an outage under load in a few lines", async () => {
  await untilWell();
  await proxy.become("cut");
  const before = logLines().length;
  const answers = await Promise.all(Array.from({ length: CROWD }, () => askAll()));
  expect(answers.flat().filter(({ status }) => status !== 503)).toEqual([]);
  expect(logLines().length - before).toBeLessThan(60);
  await proxy.become("pass");
  await untilWell();
}, 240_000);
