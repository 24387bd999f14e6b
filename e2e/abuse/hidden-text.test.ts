import { describe, expect, it } from "vitest";
import { call, stage } from "@/e2e/abuse/stage";
import { sendWebhook } from "@/e2e/send-webhook";
import { INVISIBLE } from "@/lib/platform/testing/invisible-characters";

const HIDDEN = [...INVISIBLE, "\u2066", "\u200B", "\u{E0041}", "\u3164", "\u180B", "\uFE00"];

const shown = (character: string) =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`;

describe("an invisible character", () => {
  it.each(HIDDEN)("%j is refused in names", async (character) => {
    const { home } = stage();
    const name = `nightly${character}ci`;
    const source = `/api/sources/${home.ids.source}`;
    for (const [path, method, body] of [
      ["/api/tokens", "POST", { name, role: "viewer" }],
      ["/api/sources", "POST", { kind: "generic", name }],
      [source, "PATCH", { name }],
      [source, "PATCH", { environment: name }],
      [`/api/fixes/${home.ids.fix}`, "PATCH", { patch: "", title: name }],
    ] as const) {
      const answer = await call(path, home.tokens.owner, { method, body });
      expect([path, answer.status, JSON.stringify(answer.body)]).toEqual([
        path,
        422,
        expect.stringContaining("must not contain invisible characters (U+"),
      ]);
    }
  });

  it.each(HIDDEN)("%j is written out in a comment and in a title", async (character) => {
    const { home } = stage();
    const { body } = await sendWebhook(home.source, {
      pipeline: `hidden ${character.codePointAt(0)}`,
      title: `load${character}broke`,
      error: { message: "bad" },
    });
    const path = `/api/incidents/${body.incidentId}`;
    const incident = await call<{ title: string }>(path, home.tokens.responder, {
      method: "PATCH",
      body: { comment: `see${character}this` },
    });
    expect([incident.status, incident.body.title]).toEqual([200, `load${shown(character)}broke`]);
    const timeline = await call<{ items: { kind: string; text: string }[] }>(
      `${path}/timeline`,
      home.tokens.viewer,
    );
    const comment = timeline.body.items.find((entry) => entry.kind === "comment");
    expect(comment?.text).toBe(`see${shown(character)}this`);
  });
});
