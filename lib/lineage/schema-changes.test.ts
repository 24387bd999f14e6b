import { describe, expect, it } from "vitest";
import { schemaChanges, type SchemaChange } from "@/lib/lineage/schema-changes";
import type { SchemaColumn } from "@/lib/lineage/schemas";

/** `name:type#id` at its place in the list. */
function columns(...texts: string[]): SchemaColumn[] {
  return texts.map((text, index) => {
    const [, name = "", type = null, id = null] = /^(\w+)(?::(\w+))?(?:#(\w+))?$/.exec(text) ?? [];
    return { name, type, position: index + 1, isNullable: null, id };
  });
}

function inWords(change: SchemaChange): string {
  if (change.kind === "added" || change.kind === "removed") return `${change.kind} ${change.column.name}`;
  const { before, after } = change;
  if (change.kind === "type_changed") return `${after.name} ${before.type} to ${after.type}`;
  return `${change.isLikely ? "likely " : ""}renamed ${before.name} to ${after.name}`;
}

const changes = (before: string[], after: string[]) =>
  schemaChanges(columns(...before), columns(...after)).map(inWords);

describe("schemaChanges", () => {
  it.each([
    ["nothing", ["a:int", "b:text"], ["a:int", "b:text"], []],
    ["an added column", ["a:int"], ["a:int", "b:text"], ["added b"]],
    ["a removed column", ["a:int", "b:text"], ["a:int"], ["removed b"]],
    ["a changed type", ["a:int"], ["a:text"], ["a int to text"]],
    ["a type in other letters", ["a:INT"], ["a:int"], []],
    ["a type that became known", ["a"], ["a:int"], []],
    ["another order", ["a:int", "b:text"], ["b:text", "a:int"], []],
    [
      "a likely rename",
      ["a:int", "customer_id:int"],
      ["a:int", "client_id:int"],
      ["likely renamed customer_id to client_id"],
    ],
    [
      "several likely renames",
      ["a:int", "b:int"],
      ["x:int", "y:int"],
      ["likely renamed a to x", "likely renamed b to y"],
    ],
    ["another type in the same place", ["a:int"], ["x:text"], ["removed a", "added x"]],
    ["the same type in another place", ["a:int", "b:text"], ["b:text", "x:int"], ["removed a", "added x"]],
    ["unknown types", ["a"], ["x"], ["removed a", "added x"]],
  ])("finds %s without ids", (_name, before, after, expected) =>
    expect(changes(before, after)).toEqual(expected),
  );

  it.each([
    ["a rename", ["a:int#1", "b:int#2"], ["a:int#1", "c:int#2"], ["renamed b to c"]],
    ["a rename with another type", ["a:int#1"], ["b:text#1"], ["renamed a to b", "b int to text"]],
    [
      "two names exchanged",
      ["a:int#1", "b:int#2"],
      ["b:int#1", "a:int#2"],
      ["renamed a to b", "renamed b to a"],
    ],
    ["a column dropped and made again", ["a:int#1"], ["a:int#2"], ["removed a", "added a"]],
    ["no likely rename", ["a:int#1"], ["b:int#2"], ["removed a", "added b"]],
  ])("finds %s by ids", (_name, before, after, expected) => expect(changes(before, after)).toEqual(expected));

  it("compares by name if only one side has ids", () => {
    expect(changes(["a:int#1"], ["a:int"])).toEqual([]);
  });

  it("does not guess when two columns share a place", () => {
    const [first] = columns("a:int");
    if (!first) throw new Error("no column");
    const after = [
      { ...first, name: "x" },
      { ...first, name: "y" },
    ];
    expect(schemaChanges([first], after).map(inWords)).toEqual(["removed a", "added x", "added y"]);
  });
});
