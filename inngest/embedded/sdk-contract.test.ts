import { beforeAll, describe, expect, it } from "vitest";
import { isRecord } from "./json";
import { callText, isCall, readRecording, type RecordedExchange, recordingNames } from "./testing/recordings";
import { type RecordedApp, recordedApp, silentLogger } from "./testing/recorded-functions";

// They need the server's answers in mid-call, or hold times.
const NOT_REPLAYED =
  /^(checkpointing|self-hosted|register|send-event|signal$|state-over-4mb|sleep$|concurrency-key|race|app-|timeouts-start)/;
// These count their attempts in memory, so the memory is set to what it was.
const COUNTED = /pd-(?:step-retry|step-retryafter)&/;

const tries: Record<string, number> = {};
let app: RecordedApp;

beforeAll(async () => {
  const answer = { ids: [], status: 200 };
  app = await recordedApp(
    {
      id: "pd",
      isDev: true,
      checkpointing: false,
      eventKey: "key",
      baseUrl: "http://embedded.invalid",
      logger: silentLogger,
      fetch: async () => Response.json(answer),
    },
    { nap: async () => undefined, tries },
  );
});

async function answerNow(exchange: RecordedExchange): Promise<RecordedExchange> {
  const { path, headers, body } = exchange;
  const context = isRecord(body) && isRecord(body["ctx"]) ? body["ctx"] : {};
  if (COUNTED.test(path)) tries[String(context["run_id"])] = Number(context["attempt"]);
  const request = new Request(`http://localhost:3000${path}`, {
    method: "POST",
    headers: { ...headers, host: "localhost:3000" },
    body: JSON.stringify(body),
  });
  const response = await app.handler(request);
  const answer = {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.json(),
  };
  return { ...exchange, response: answer };
}

describe("the installed SDK answers recorded calls as it did then", () => {
  const cases = recordingNames().filter((name) => !NOT_REPLAYED.test(name));
  let replayed = 0;

  it.each(cases)("%s", async (name) => {
    for (const exchange of readRecording(name).filter(isCall)) {
      expect(callText(await answerNow(exchange))).toBe(callText(exchange));
      replayed += 1;
    }
  });

  it("covers every recorded call that can be replayed", () => {
    expect(replayed).toBe(144);
  });
});
