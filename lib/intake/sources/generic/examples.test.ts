import { describe, expect, it } from "vitest";
import { SUBJECT_KINDS } from "@/lib/failures/schemas";
import { generic } from "@/lib/intake/sources/generic/descriptor";
import { GENERIC_EXAMPLES } from "@/lib/intake/sources/generic/examples";
import { normaliseGeneric } from "@/lib/intake/sources/generic/normalise";
import { bodyOfCurl } from "@/lib/intake/sources/testing/curl-body";

const URL = "https://pd.example/api/webhooks/generic/key";

describe("the generic webhook examples", () => {
  it("include a failure for every kind of subject, and a recovery", () => {
    const isRecovery = ({ body }: (typeof GENERIC_EXAMPLES)[number]) => body["status"] === "resolved";
    const failing = GENERIC_EXAMPLES.filter((example) => !isRecovery(example));
    expect(failing.map(({ subject }) => subject).toSorted()).toEqual(SUBJECT_KINDS.toSorted());
    expect(GENERIC_EXAMPLES.filter(isRecovery)).toHaveLength(1);
  });

  it.each(GENERIC_EXAMPLES)("$title: the snippet is understood as described", async (example) => {
    const snippets = await generic.snippets(URL, () => Promise.reject(new Error("not needed")), []);
    const snippet = snippets.find(({ id }) => id === example.id);
    expect(snippet).toMatchObject({ title: example.title, description: example.description });
    const body = bodyOfCurl(snippet?.text ?? "");
    expect(body).toEqual(example.body);
    expect(normaliseGeneric(body)).toMatchObject({
      ok: true,
      report: {
        subject: { kind: example.subject },
        event: example.body["status"] === "resolved" ? "succeeded" : "failed",
        episode: example.body["dedupKey"] ?? null,
      },
    });
  });

  it("use no field that the webhook ignores", () => {
    for (const { body, subject } of GENERIC_EXAMPLES) {
      const result = normaliseGeneric(body);
      const report = JSON.stringify(result.ok && result.report.subject);
      const named = body[subject === "task" ? "pipeline" : subject];
      for (const value of typeof named === "object" && named !== null ? Object.values(named) : [named])
        expect(report).toContain(JSON.stringify(value));
    }
  });

  it("resolve their failure", () => {
    const [failure, recovery] = ["service", "recovery"].map(
      (id) => GENERIC_EXAMPLES.find((example) => example.id === id)?.body,
    );
    expect(recovery?.["dedupKey"]).toBe(failure?.["dedupKey"]);
  });
});
