import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import house from "./house-rules.mjs";
import { ROOM_ORDER } from "./rooms.mjs";

/** Messages of the room-order rule for one import in one file. */
function roomOrder(filename: string, source: string): string[] {
  const messages: string[] = [];
  const context = { filename, report: ({ message }: { message: string }) => messages.push(message) };
  house.rules["room-order"].create(context).ImportDeclaration?.({ source: { value: source } });
  return messages;
}

describe("room-order", () => {
  it.each([
    ["a room below", "/x/lib/diagnosis/save-diagnosis.ts", "@/lib/failures/category"],
    ["a vendor", "/x/lib/code/open-repository.ts", "@/lib/vendors/git/repository"],
    ["its own room", "/x/lib/logs/parse-log.ts", "@/lib/logs/schemas"],
    ["any room, in a test", "/x/lib/logs/parse-log.test.ts", "@/lib/desk/data"],
    ["any room, from a page", "/x/app/page.tsx", "@/lib/desk/data"],
  ])("allows %s", (_, file, source) => expect(roomOrder(file, source)).toEqual([]));

  it.each([
    ["a room above", "/x/lib/failures/title.ts", "@/lib/incidents/schemas", /may not import lib\/incidents/],
    ["a room of the same row", "/x/lib/desk/data.ts", "@/lib/stats/data", /may not import lib\/stats/],
    ["a folder that is no room", "/x/lib/helpers/a.ts", "@/lib/logs/schemas", /lib\/helpers has no place/],
  ])("refuses %s", (_, file, source, message) => {
    expect(roomOrder(file, source)).toEqual([expect.stringMatching(message)]);
  });

  it("knows every folder of lib", () => {
    const folders = readdirSync(fileURLToPath(new URL("../../lib", import.meta.url)));
    expect(folders.toSorted()).toEqual([...ROOM_ORDER.flat(), "platform", "vendors"].toSorted());
  });
});
