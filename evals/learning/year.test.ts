import { describe, expect, it } from "vitest";
import { toInput } from "@/evals/pipeline-rca/adapters";
import { COMMON_KINDS } from "@/evals/learning/common-kinds";
import { COMPANY_PIPELINES } from "@/evals/learning/company";
import { COMPANY_KINDS } from "@/evals/learning/company-kinds";
import { makeYear } from "@/evals/learning/year";
import { readFacts } from "@/lib/evidence/stored-facts";
import { fingerprintFailure } from "@/lib/logs/fingerprints/fingerprint";

const year = makeYear({ seed: 7, wrongShare: 0.1 });

const said = year.flatMap(({ verdict }) => verdict ?? []);

describe("the year", () => {
  it("is the same for a seed, and another for another one", () => {
    expect(makeYear({ seed: 7, wrongShare: 0.1 })).toEqual(year);
    expect(makeYear({ seed: 8, wrongShare: 0.1 }).map(({ kindId }) => kindId)).not.toEqual(
      year.map(({ kindId }) => kindId),
    );
  });

  it("has thirty pipelines, twenty-five recurring kinds and some one-offs, all year", () => {
    expect(COMPANY_PIPELINES).toHaveLength(30);
    expect(new Set(COMPANY_PIPELINES.map(({ name }) => name)).size).toBe(30);
    const kinds = [...COMMON_KINDS, ...COMPANY_KINDS].map(({ id }) => id);
    expect(new Set(kinds).size).toBe(25);
    for (const kind of kinds)
      expect(year.filter(({ kindId }) => kindId === kind).length, kind).toBeGreaterThanOrEqual(8);
    expect(year.filter(({ kindId }) => kindId.startsWith("one-off-")).length).toBeGreaterThanOrEqual(60);
    expect(new Set(year.map(({ incident }) => incident.openedAt.getUTCMonth())).size).toBe(12);
    const opened = year.map(({ incident }) => incident.openedAt.getTime());
    expect(opened).toEqual(opened.toSorted((a, b) => a - b));
  });

  it("has one wrong verdict in ten, and incidents that nobody speaks about", () => {
    const wrong = said.filter(({ isWrong }) => isWrong).length;
    expect(wrong / said.length).toBeCloseTo(0.1, 1);
    expect(said.length / year.length).toBeGreaterThan(0.45);
    expect(said.length / year.length).toBeLessThan(0.65);
    expect(makeYear({ seed: 7, wrongShare: 0 }).some(({ verdict }) => verdict?.isWrong)).toBe(false);
  });

  it("has fixes of which five in seven work, and failures that come back after the others", () => {
    const fixes = year.flatMap(({ fix }) => fix ?? []);
    const worked = fixes.filter(({ hasWorked }) => hasWorked).length;
    expect(worked / fixes.length).toBeGreaterThan(0.6);
    expect(worked / fixes.length).toBeLessThan(0.82);
    const broken = year.find(({ fix }) => fix !== null && !fix.hasWorked);
    const again = year.filter(
      ({ kindId, incident }) =>
        kindId === broken?.kindId &&
        incident.failure.pipeline === broken.incident.failure.pipeline &&
        incident.openedAt > (broken.fix?.at ?? 0),
    );
    expect(again.length).toBeGreaterThan(0);
  });

  it("has kinds whose cause changes while the error stays the same", () => {
    const sensor = year.filter(({ kindId }) => kindId === "sensor-timeout");
    expect(new Set(sensor.map(({ cause }) => cause.id))).toEqual(
      new Set(["sensor-late-export", "sensor-old-prefix"]),
    );
    const fingerprints = sensor.map(({ incident }) => fingerprintOf(incident));
    expect(new Set(fingerprints).size).toBeLessThan(sensor.length / 3);
  });

  it("has errors that read differently after the upgrade", () => {
    const files = year
      .filter(({ kindId }) => kindId === "correction-file")
      .map(({ incident }) => /vendors[\w/]*\.py/.exec(incident.evidence[0]?.text ?? "")?.[0]);
    expect(new Set(files)).toEqual(new Set(["vendors/edi.py", "vendors/edi/reader.py"]));
  });

  it("has logs in which the parser finds the failure, and facts that collectors write", () => {
    for (const { incident, kindId } of year.slice(0, 200)) {
      const log = toInput(incident).evidence[0];
      expect(log?.kind === "log" && log.facts?.outcome, kindId).toBe("failure");
      for (const piece of incident.evidence.slice(1))
        expect(readFacts(piece, piece.facts), `${kindId}: ${piece.id}`).not.toBeNull();
    }
  });
});

function fingerprintOf(incident: (typeof year)[number]["incident"]): string {
  const log = toInput(incident).evidence.find((piece) => piece.kind === "log");
  return fingerprintFailure({ exceptions: log?.facts?.exceptions ?? [] }).value;
}
