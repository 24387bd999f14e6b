import { describe, expect, it } from "vitest";
import { decodeLog } from "@/lib/logs/records/decode-log";

/** Name, the bytes of the message in base64, and the message. */
const MESSAGES = [
  [
    "Russian in Windows-1251",
    "ztjIwcrAOiAg7vLt7vjl7ejlICJzdGFnaW5nLmNyYXRlcyIg7eUg8fP55fHy4vPl8g==",
    'ОШИБКА:  отношение "staging.crates" не существует',
  ],
  ["Russian in KOI8-R", "7/vp4uvhOiAgz9TOz9vFzsnFIM7FINPV3cXT1NfVxdQ=", "ОШИБКА:  отношение не существует"],
  [
    "simplified Chinese in GBK",
    "tO3O8zogudjPtSAiY3JhdGVzIiCyu7Tm1NosIM7et6jBrL3Ttb23/s7xxvc=",
    '错误: 关系 "crates" 不存在, 无法连接到服务器',
  ],
  [
    "traditional Chinese in Big5",
    "v/m7fjogw/arWaSjpnOmYiwgtUyqa7NzsbWo7Kb4qkG+uQ==",
    "錯誤: 關係不存在, 無法連接到伺服器",
  ],
  [
    "Japanese in Shift JIS",
    "g0eDiYFbOiCDioOMgVuDVoOHg5MiY3JhdGVzIoLNkbaN3YK1gtyCuYLx",
    'エラー: リレーション"crates"は存在しません',
  ],
  [
    "Korean in EUC-KR",
    "v8C3+TogImNyYXRlcyIgwMy4p8DHILixt7nAzLzHwMwgvvi9wLTPtNk=",
    '오류: "crates" 이름의 릴레이션이 없습니다',
  ],
  [
    "Spanish in Latin-1",
    "RVJST1I6IG5vIGV4aXN0ZSBsYSByZWxhY2nzbiCrZ3L6YXO7LCBjb25leGnzbiByZWNoYXphZGEgcG9yIGVsIHNlcnZpZG9y",
    "ERROR: no existe la relación «grúas», conexión rechazada por el servidor",
  ],
  [
    "German in Windows-1252",
    "RkVITEVSOiBSZWxhdGlvbiC7S3LkbmWrIGV4aXN0aWVydCBuaWNodCwgWnVncmlmZiBm/HIgQmVudXR6ZXIgdmVyd2VpZ2VydCCWIGdy9t9lcg==",
    "FEHLER: Relation »Kräne« existiert nicht, Zugriff für Benutzer verweigert – größer",
  ],
] as const;

const UTF8 = new TextEncoder();

describe("a log with lines that are not UTF-8", () => {
  it.each(MESSAGES)("is read: %s", (_name, base64, message) => {
    const bytes = Buffer.concat([
      UTF8.encode("2026-03-01 02:00:00 INFO début, загрузка\n"),
      Buffer.from(base64, "base64"),
      UTF8.encode("\n2026-03-01 02:00:01 INFO end\n"),
    ]);
    expect(decodeLog(bytes)).toBe(
      `2026-03-01 02:00:00 INFO début, загрузка\n${message}\n2026-03-01 02:00:01 INFO end\n`,
    );
  });

  it("keeps its lines, whatever the bytes", () => {
    const bytes = Uint8Array.from({ length: 5_000 }, (_, at) => (at * 7919) % 256);
    const newlines = bytes.filter((byte) => byte === 10).length;
    expect(decodeLog(bytes).split("\n")).toHaveLength(newlines + 1);
  });
});
