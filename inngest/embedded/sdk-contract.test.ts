import { beforeAll, describe, expect, it } from "vitest";
import { isRecord } from "./json";
import { callText, isCall, readRecording, type RecordedExchange, recordingNames } from "./testing/recordings";
import { type RecordedApp, recordedApp, silentLogger } from "./testing/recorded-functions";

// They need server responses during the call, or contain times.
const NOT_REPLAYED =
  /^(checkpointing|self-hosted|register|send-event|signal$|state-over-4mb|sleep$|concurrency-key|race|app-|timeouts-start)/;
// These count attempts in memory, so restore the counters.
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

describe("the installed SDK answers recorded calls as recorded", () => {
  const cases = recordingNames().filter((name) => !NOT_REPLAYED.test(name));
  let replayed = 0;

  it.each(cases)("%s", async (name) => {
    for (const exchange of readRecording(name).filter(isCall)) {
      expect(callText(await answerNow(exchange))).toBe(callText(exchange));
      replayed += 1;
    }
  });

  it("covers every replayable call", () => {
    expect(replayed).toBe(144);
  });
});
