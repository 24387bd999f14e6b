import { afterEach, describe, expect, it } from "vitest";
import { redactInBackground } from "@/lib/background/redact-in-background";
import { LARGE_BYTES } from "@/lib/background/run-job";
import { parseBody } from "@/lib/background/parse-body";
import { parseBodyInBackground } from "@/lib/background/parse-body-in-background";
import { setRedactionKey } from "@/lib/redaction/placeholders";
import { redact } from "@/lib/redaction/redact";

const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const LINES = Array.from({ length: 4_000 }, (_, n) => `line ${n}: PGPASSWORD=sesame${n} psql -h db`);
const LARGE = LINES.join("\n");

afterEach(() => setRedactionKey(null));

/** Whether the event loop ran other work before `work` finished. */
async function yieldsToEventLoop(work: () => Promise<unknown>): Promise<boolean> {
  let turns = 0;
  let isDone = false;
  const count = () => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await work();
  isDone = true;
  return turns > 3;
}

describe("a large text", { timeout: 60_000 }, () => {
  it("is redacted like a small one, with the same key", async () => {
    setRedactionKey("one installation");
    expect(LARGE.length).toBeGreaterThan(LARGE_BYTES);
    const inBackground = await redactInBackground(LARGE);
    expect(inBackground).toEqual(redact(LARGE));
    expect(inBackground.text).not.toContain("sesame");
  });

  it("does not block the event loop", async () => {
    expect(await yieldsToEventLoop(() => redactInBackground(LARGE))).toBe(true);
    expect(await yieldsToEventLoop(() => parseBodyInBackground(bytes({ log: LARGE })))).toBe(true);
  });
});

describe("a body", { timeout: 60_000 }, () => {
  it.each([
    ["a large document", { pipeline: "p", log: LARGE, password: "hunter22" }],
    ["a small document", { pipeline: "p", password: "hunter22" }],
    ["a large text that is not JSON", LARGE],
    ["a large document that is cut off", JSON.stringify({ log: LARGE }).slice(0, -9)],
    ["a document that is nested too deeply", `${"[".repeat(70_000)}1${"]".repeat(70_000)}`],
  ])("parses the same in a worker as inline: %s", async (_, body) => {
    expect(await parseBodyInBackground(bytes(body))).toEqual(parseBody(bytes(body)));
  });
});
