import { describe, expect, it } from "vitest";
import { LogSplitter } from "@/lib/vendors/airflow/log-splitter";

const CONTENT = [
  { event: 'one quote " then ] } , [ {' },
  { event: "ends with a backslash \\" },
  { event: "größe 😀", error_detail: [{ frames: [{ name: "[", lineno: 1 }], exceptions: [[{}], []] }] },
  'a plain string, with a comma and a " quote',
  {},
];

function split(text: string, chunkBytes: number) {
  const items: string[] = [];
  const splitter = new LogSplitter((json) => items.push(json.toString()));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) splitter.push(bytes.subarray(at, at + chunkBytes));
  return { items, envelope: splitter.finish() };
}

describe("LogSplitter", () => {
  const body = { content: CONTENT, continuation_token: 'tok"en[' };

  it.each([1, 2, 3, 5, 7, 64, 100_000])("splits chunks of %d bytes", (chunkBytes) => {
    for (const text of [
      JSON.stringify(body),
      JSON.stringify(body, null, 2),
      JSON.stringify({ continuation_token: null, content: CONTENT }),
    ]) {
      const { items, envelope } = split(text, chunkBytes);
      expect(items.map((json) => JSON.parse(json) as unknown)).toEqual(CONTENT);
      expect(envelope).toMatchObject({ content: [] });
    }
    expect(split(JSON.stringify(body), chunkBytes).envelope).toEqual({
      content: [],
      continuation_token: 'tok"en[',
    });
  });

  it("returns no items for an empty log and the complete items of a truncated one", () => {
    expect(split('{"content": [], "continuation_token": null}', 4)).toEqual({
      items: [],
      envelope: { content: [], continuation_token: null },
    });
    const text = JSON.stringify(body);
    const cut = split(text.slice(0, text.indexOf("größe")), 5);
    expect(cut.items.map((json) => JSON.parse(json) as unknown)).toEqual(CONTENT.slice(0, 2));
    expect(cut.envelope).toBeUndefined();
  });
});
