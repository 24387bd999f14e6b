import { describe, expect, it } from "vitest";
import { answerWebhook } from "@/app/api/webhooks/answer-webhook";

describe("answerWebhook", () => {
  // Includes names that every object inherits.
  it.each(["constructor", "__proto__", "toString", "hasOwnProperty", "nope", ""])(
    "returns 404 for the kind %j without reading the body",
    async (kind) => {
      let isRead = false;
      const body = new ReadableStream<Uint8Array>({ pull: () => void (isRead = true) }, { highWaterMark: 0 });
      const request = new Request("http://x/", { method: "POST", body, duplex: "half" } as RequestInit);
      const response = await answerWebhook(request, { kind, sourceKey: "x" });
      expect(response.status).toBe(404);
      expect(isRead).toBe(false);
    },
  );
});
