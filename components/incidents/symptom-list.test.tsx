import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { DuplicateList, RootNote, SymptomList } from "@/components/incidents/symptom-list";
import { MeProvider } from "@/components/layout/me";
import type { Incident } from "@/lib/desk/schemas";
import type { Me } from "@/lib/workspaces/schemas";

type Member = Incident["symptoms"][number];

const member = (number: number, part: Partial<Member> = {}): Member => ({
  id: `i${number}`,
  number,
  pipeline: `report_${number}`,
  task: "query",
  runId: "scheduled__2026-11-20",
  externalUrl: null,
  lastSeenAt: "2026-11-21T04:00:00Z",
  recoveredAt: null,
  because: "it reads raw.orders, which orders_source writes, and its error names raw.orders",
  ...part,
});

function text(element: ReactElement, role: Me["role"] = "responder"): string {
  const me = { role } as Me;
  const html = renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <MeProvider me={me}>{element}</MeProvider>
    </QueryClientProvider>,
  );
  return html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
}

const list = (symptoms: Member[], part: Partial<Incident> = {}) => (
  <SymptomList
    incident={
      { id: "root", status: "triggered", symptomCount: symptoms.length, symptoms, ...part } as Incident
    }
  />
);

describe("the symptoms of an incident", () => {
  it("are listed with task, run, and the reason as a sentence", () => {
    const shown = text(list([member(2)]));
    expect(shown).toContain("Symptoms: 1 failure with the same cause");
    expect(shown).toContain("#2 report_2 / query failed");
    expect(shown).toContain("scheduled__2026-11-20");
    expect(shown).toContain(
      "It reads raw.orders, which orders_source writes, and its error names raw.orders",
    );
    expect(shown).toContain("Not a symptom");
  });

  it("are not listed if there are none", () => {
    expect(text(list([]))).toBe("");
  });

  it("beyond five are shown on request", () => {
    const shown = text(list([2, 3, 4, 5, 6, 7, 8].map((n) => member(n))));
    expect(shown).toContain("#6");
    expect(shown).not.toContain("#7");
    expect(shown).toContain("Show all 7");
  });

  it.each<[string, (string | null)[], Incident["status"], string]>([
    ["while the root is open", [null, "2026-11-21T09:00:00Z"], "triggered", "1 recovered"],
    [
      "after the root was resolved",
      [null, null, "2026-11-21T09:00:00Z"],
      "resolved",
      "2 not known to have recovered",
    ],
    ["when none has recovered", [null, null], "resolved", "no recovery reported yet"],
    ["when all have", ["2026-11-21T09:00:00Z"], "resolved", "all have recovered"],
  ])("say how many still fail %s", (_name, recovered, status, expected) => {
    const symptoms = recovered.map((recoveredAt, i) => member(i + 2, { recoveredAt }));
    expect(text(list(symptoms, { status }))).toContain(expected);
  });

  it("cannot be taken out by a viewer", () => {
    expect(text(list([member(2)]), "viewer")).not.toContain("Not a symptom");
  });
});

it("incidents that a person merged are listed apart from symptoms, and can be taken out", () => {
  const duplicates = [member(3, { because: null })];
  const merged = (role?: Me["role"]) =>
    text(<DuplicateList incident={{ id: "root", duplicates } as unknown as Incident} />, role);
  expect(merged()).toContain("Merged into this one");
  expect(merged()).toContain("Merged by hand Take out");
  expect(merged("viewer")).not.toContain("Take out");
});

it("a symptom names its root, with what failed there and why it belongs to it", () => {
  const root = { ...member(1, { pipeline: "orders_source", task: "load" }), title: "KeyError in load" };
  const shown = text(<RootNote incident={{ id: "i2", number: 2, root } as Incident} />);
  expect(shown).toContain("A symptom of #1");
  expect(shown).toContain("KeyError in load");
  expect(shown).toContain("It reads raw.orders");
});
