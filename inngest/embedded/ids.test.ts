import { describe, expect, it } from "vitest";
import { functionUuid, newUlid, seededUlid } from "./ids";
import { isRecord } from "./json";
import { readRecording, recordingNames } from "./testing/recordings";

interface RecordedSend {
  seed: string;
  ids: string[];
}

const sends: RecordedSend[] = recordingNames()
  .flatMap((name) => readRecording(name))
  .filter(({ path }) => path.startsWith("/e/"))
  .map(({ headers, response }) => ({
    seed: headers["x-inngest-event-id-seed"] ?? "",
    ids: isRecord(response.body) ? (response.body["ids"] as string[]) : [],
  }));

describe("seededUlid", () => {
  it("generates the ids returned by the real server for every recorded send", () => {
    expect(sends.length).toBeGreaterThan(80);
    for (const { seed, ids } of sends)
      expect(ids.map((_, index) => seededUlid(seed, index + 1))).toEqual(ids);
  });

  it.each(["", "1795224532548", "x,tHwY8UzW3a/VIg==", "1795224532548,short", "-1,tHwY8UzW3a/VIg=="])(
    "refuses the malformed seed %j",
    (seed) => {
      expect(seededUlid(seed, 1)).toBeNull();
    },
  );

  it("carries over at the end of the range", () => {
    expect(seededUlid("1,/////////////w==", 1)).toBe("00000000010000000000000000");
  });
});

describe("newUlid", () => {
  it("sorts in creation order, even within a millisecond", () => {
    const ids = Array.from({ length: 1_000 }, () => newUlid(1_795_224_532_548));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(1_000);
  });
});

describe("functionUuid", () => {
  it("is a stable UUID", () => {
    expect(functionUuid("pd-seq")).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(functionUuid("pd-seq")).toBe(functionUuid("pd-seq"));
    expect(functionUuid("pd-seq")).not.toBe(functionUuid("pd-sink"));
  });
});
