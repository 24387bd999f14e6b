import { describe, expect, it } from "vitest";
import { HOSTILE_CORPUS } from "@/lib/diagnosis/testing/hostile/corpus";
import { readings } from "@/lib/diagnosis/testing/hostile/disguises";
import { PLACES } from "@/lib/diagnosis/testing/hostile/injection";

describe("the corpus of hostile evidence", () => {
  it("has at least 60 injections, at every place, in many forms", () => {
    expect(HOSTILE_CORPUS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(HOSTILE_CORPUS.map(({ place }) => place))).toEqual(new Set(PLACES));
    expect(new Set(HOSTILE_CORPUS.map(({ form }) => form)).size).toBeGreaterThanOrEqual(30);
    expect(new Set(HOSTILE_CORPUS.map(({ id }) => id)).size).toBe(HOSTILE_CORPUS.length);
  });

  it.each(HOSTILE_CORPUS.map((injection) => [injection.id, injection] as const))(
    "%s can be understood, and is not mistaken for another",
    (_, injection) => {
      const read = injection.text.split("\n").flatMap(readings);
      const understood = HOSTILE_CORPUS.filter(({ sign }) => read.some((text) => text.includes(sign)));
      expect(understood.map(({ id }) => id)).toEqual([injection.id]);
    },
  );
});
