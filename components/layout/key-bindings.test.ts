import { describe, expect, it } from "vitest";
import { decideKey, keyName, type KeyBinding } from "@/components/layout/key-bindings";

const binding = (keys: string, label = keys): KeyBinding => ({
  keys,
  label,
  group: "Anywhere",
  run: () => {},
});
const press = (key: string, part: Partial<KeyboardEvent> = {}) =>
  keyName({ key, metaKey: false, ctrlKey: false, altKey: false, ...part });

describe("keyName", () => {
  it.each([
    [press("k"), "k"],
    [press("A"), "A"],
    [press("Enter"), "enter"],
    [press("K", { metaKey: true }), "mod+k"],
    [press("k", { ctrlKey: true }), "mod+k"],
    [press("ł", { altKey: true }), null],
  ])("%s", (name, expected) => {
    expect(name).toBe(expected);
  });
});

describe("decideKey", () => {
  const bindings = [binding("a"), binding("g i"), binding("g s"), binding("a", "later")];

  it("runs the binding registered last", () => {
    expect(decideKey(bindings, "", "a")).toMatchObject({ kind: "run", binding: { label: "later" } });
  });

  it("waits for the second key of a sequence", () => {
    expect(decideKey(bindings, "", "g")).toEqual({ kind: "prefix", prefix: "g" });
    expect(decideKey(bindings, "g", "s")).toMatchObject({ kind: "run", binding: { keys: "g s" } });
  });

  it("drops a sequence that no binding matches", () => {
    expect(decideKey(bindings, "g", "x")).toEqual({ kind: "none" });
    expect(decideKey(bindings, "", "i")).toEqual({ kind: "none" });
  });
});
