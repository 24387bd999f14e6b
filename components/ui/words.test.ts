import { describe, expect, it } from "vitest";
import { amount, bytes, count, percent, phrase, points, sentence } from "@/components/ui/words";

describe("words", () => {
  it.each([
    [sentence("schema_change"), "Schema change"],
    [sentence("collect-evidence"), "Collect evidence"],
    [sentence("warehouse_sql"), "Warehouse SQL"],
    [sentence("auth_permission"), "Authentication / permission"],
    [phrase("Code_Bug"), "code bug"],
    [phrase("open-pull-request"), "open pull request"],
    [percent(0.864), "86%"],
    [points(0.1), "10 points"],
    [points(0.01), "1 point"],
    [count(1, "file"), "1 file"],
    [count(12_345, "line"), "12,345 lines"],
    [count(2, "reply", "replies"), "2 replies"],
    [amount(12_345), "12,345"],
    [amount(10_000, true), "10,000+"],
    [bytes(999), "999 B"],
    [bytes(1_250), "1.3 kB"],
    [bytes(2_500_000), "2.5 MB"],
  ])("%s", (text, expected) => expect(text).toBe(expected));
});
