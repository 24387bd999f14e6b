import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "@/e2e/database/test-database";
import { isRecord } from "./json";
import { readRecording, recordingNames, runTexts } from "./testing/recordings";
import { recordedApp, silentLogger } from "./testing/recorded-functions";
import { createEmbeddedRunner, type EmbeddedRunner, type Exchange } from "./runner";

const SIGNING_KEY = "6f2b0c7d5a914e83b1f0c2d4e6a8907152637485960718293a4b5c6d7e8f9012";
/** Cases where the server's order, timing or wording is not deterministic. */
const NOT_COMPARED =
  /^(checkpointing|self-hosted|register|batch|event-id-dedupe|rate-limit|race|singleton-cancel|cron|lifecycle|priority|concurrency|app-down-502-final|app-connection|signal-conflict|wait-for-event-bad|send-event|state-over|function-finished|throttle|debounce|cancel-on|invoke-timeout)/;
/** Functions whose branches end simultaneously. */
const RACING = /^pd-(?:parallel-chains|parallel-fail|mixed)$/;
/** Two cases share it. */
const SHARED = "pd-child";

const cases = recordingNames().filter((name) => !NOT_COMPARED.test(name));
const exchanges: Exchange[] = [];
let database: Awaited<ReturnType<typeof testDatabase>>;
let runner: EmbeddedRunner;

beforeAll(async () => {
  database = await testDatabase();
  const app = await recordedApp(
    {
      id: "pd",
      isDev: false,
      checkpointing: false,
      eventKey: "key",
      signingKey: SIGNING_KEY,
      baseUrl: "http://embedded.invalid",
      logger: silentLogger,
      fetch: (input, init) => runner.fetch(input, init),
    },
    { nap: (ms) => pause(ms), tries: {} },
  );
  runner = createEmbeddedRunner({
    pool: database.pool,
    handler: behindProxies(app.handler),
    url: "http://localhost:3000/api/inngest",
    signingKey: SIGNING_KEY,
    backoffMs: () => 200,
    workers: 32,
    onExchange: (exchange) => exchanges.push(structuredClone(exchange)),
  });
  await runner.sync();
  await database.pool.query("DELETE FROM runner_crons");
  await runner.start();
  await Promise.all(cases.map((name) => resend(name, app.client)));
  await settled();
}, 60_000);

afterAll(async () => {
  await runner.stop();
  await database.close();
});

/** Some recorded calls never reached the SDK: a proxy answered. */
function behindProxies(handler: (request: Request) => Promise<Response>): typeof handler {
  const page = (status: number, body: string): Response =>
    new Response(body, { status, headers: { "content-type": "text/html" } });
  const badGateway = "<html>Bad gateway</html>";
  const loginPage = "<html>login page</html>";
  let down = 0;
  return async (request) => {
    const id = new URL(request.url).searchParams.get("fnId");
    if (id === "pd-proxy-502") return page(502, badGateway);
    if (id === "pd-proxy-200") return page(200, loginPage);
    if (id === "pd-down" && down < 2 && (await request.clone().text()).includes('"current":1')) {
      down += 1;
      return down === 1 ? page(502, badGateway) : page(200, loginPage);
    }
    return handler(request);
  };
}

/** Resends the events of a case with the same pauses. */
async function resend(name: string, client: { send: (events: never) => Promise<unknown> }): Promise<void> {
  let sentAt = 0;
  for (const { path, t, body } of readRecording(name)) {
    if (!path.startsWith("/e/") || !Array.isArray(body) || JSON.stringify(body).includes("t/sink")) continue;
    await pause(t - sentAt);
    sentAt = t;
    const events = body.filter(isRecord).map(({ name, data, id }) => ({ name, data, id }));
    await client.send(events as never);
  }
}

/** Resolves once none of these cases is running. */
async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 5;) {
    await pause(100);
    const { rows } = await database.pool.query<{ left: number }>(
      `SELECT ((SELECT count(*) FROM runner_runs WHERE status = 'running')
        + (SELECT count(*) FROM runner_events WHERE routed_at IS NULL))::int AS left`,
    );
    quiet = rows[0]?.left === 0 ? quiet + 1 : 0;
  }
}

describe("the runner sends the same requests as the real server", () => {
  let compared = 0;

  it.each(cases)("%s", (name) => {
    const sent = runTexts(exchanges, RACING);
    for (const [functionId, recorded] of runTexts(readRecording(name), RACING)) {
      const actual = sent.get(functionId) ?? [];
      if (functionId === SHARED) expect(actual).toEqual(expect.arrayContaining(recorded));
      else expect(actual.join("\n\n")).toBe(recorded.join("\n\n"));
      compared += 1;
    }
  });

  it("compares every function whose requests do not depend on timing", () => {
    expect(compared).toBe(44);
  });
});
