import { expect, it } from "vitest";
import { scale } from "@/e2e/abuse/intensity";
import { call, stage } from "@/e2e/abuse/stage";
import { sendWebhook } from "@/e2e/send-webhook";
import type { Incident, IncidentPage } from "@/lib/desk/schemas";

const ROUNDS = scale(12, 40);
const TASKS = ["extract", "transform", "load"];
const PIPELINE = "triage_race";

it("loses no triage and answers no 5xx while failures arrive", async () => {
  const { home } = stage();
  const token = home.tokens.responder;
  const answers: number[] = [];
  const accepted: string[] = [];
  const pick = randomFrom(11);
  const act = async (path: string, body: unknown, method = "POST") => {
    const { status } = await call(path, token, { method, body });
    answers.push(status);
  };
  const list = async () =>
    (await call<IncidentPage>(`/api/incidents?pipeline=${PIPELINE}&limit=200`, token)).body.items;
  const any = async () => {
    const items = await list();
    return items[pick(items.length)]?.id ?? "none";
  };
  const fail = async () => {
    const task = TASKS[pick(TASKS.length)] ?? "load";
    const runId = crypto.randomUUID();
    const error = { type: "KeyError", message: "'invoice_id'" };
    const answer = await sendWebhook(home.source, { pipeline: PIPELINE, task, runId, error });
    answers.push(answer.status);
    if (answer.status === 202) accepted.push(runId);
  };
  const actors = [
    fail,
    fail,
    async () => act(`/api/incidents/${await any()}`, { status: "resolved" }, "PATCH"),
    async () => act(`/api/incidents/${await any()}`, { status: "triggered" }, "PATCH"),
    async () => act(`/api/incidents/${await any()}/merge`, { into: await any() }),
    async () => act(`/api/incidents/${await any()}/analyze`, {}),
    async () => {
      const id = await any();
      const { body } = await call<Partial<Incident>>(`/api/incidents/${id}`, token);
      await act(`/api/incidents/${id}/split`, { occurrenceIds: [body.occurrences?.[0]?.id ?? "none"] });
    },
  ];
  await fail();
  await Promise.all(
    actors.map(async (actor) => {
      for (let round = 0; round < ROUNDS; round++) await actor();
    }),
  );

  expect(answers.filter((status) => status >= 500)).toEqual([]);
  const incidents = await Promise.all(
    (await list()).map(async ({ id }) => (await call<Incident>(`/api/incidents/${id}`, token)).body),
  );
  const failures = incidents.flatMap(({ occurrences }) =>
    occurrences.filter((occurrence) => occurrence.kind === "failure"),
  );
  expect(failures.map((occurrence) => occurrence.runId).toSorted()).toEqual(accepted.toSorted());
  for (const { number, status, occurrenceCount, occurrences } of incidents) {
    const held = occurrences.filter((occurrence) => occurrence.kind === "failure").length;
    expect({ number, occurrenceCount }).toEqual({ number, occurrenceCount: held });
    if (status !== "merged") expect({ number, isEmpty: held === 0 }).toEqual({ number, isEmpty: false });
  }
});

/** A Park–Miller generator: the same choices in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % Math.max(1, below);
  };
}
