import { expect, test } from "vitest";
import { roomTable, roomOf } from "@/bin/test/room-coverage.mjs";

const counts = (total: number, covered: number) => ({ total, covered });
const file = (path: string, lines: [number, number], branches: [number, number]) => ({
  path,
  lines: counts(...lines),
  branches: counts(...branches),
  functions: counts(2, 1),
});

test.each([
  ["lib/intake/webhooks/receive-webhook.ts", "lib/intake"],
  ["lib/logs/records/parse.ts", "lib/logs"],
  ["components/ui/button.tsx", "components"],
  ["proxy.ts", "."],
])("puts %s into room %s", (path, room) => expect(roomOf(path)).toBe(room));

test("adds the counts of a room's files up", () => {
  const table = roomTable([
    file("lib/intake/a.ts", [10, 9], [4, 1]),
    file("lib/intake/deep/b.ts", [30, 30], [0, 0]),
    file("app/page.tsx", [10, 0], [0, 0]),
  ]);
  expect(table.split("\n").map((line) => line.trim().split(/\s{2,}/))).toEqual([
    ["room", "lines", "lines run", "branches run", "functions run"],
    ["app", "10", "0.0 %", "–", "50.0 %"],
    ["lib/intake", "40", "97.5 %", "25.0 %", "50.0 %"],
    ["all", "50", "78.0 %", "25.0 %", "50.0 %"],
  ]);
});
