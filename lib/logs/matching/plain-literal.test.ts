import { expect, it } from "vitest";
import { plainLiteral } from "@/lib/logs/matching/plain-literal";

it.each<[RegExp, string | null]>([
  [/Connection Refused/, "connection refused"],
  [/wait\.\.\.done \(now\)/, "wait...done (now)"],
  [/(?<what>Lost connection) to/, "lost connection"],
  [/\d+ short, then enough/, " short, then enough"],
  [/abcdefgh?ijk/, null],
  [/abcdefghi?jk/, "abcdefgh"],
  [/abcdefghi{0,2}jk/, "abcdefgh"],
  [/abcdefgh+/, "abcdefgh"],
  [/(?:abcdefgh)?/, null],
  [/(?:abcdefgh){0,1}ijk/, null],
  [/(?:abcdefgh)+/, "abcdefgh"],
  [/abcdefgh|ijklmnop/, null],
  [/(?:abcdefgh|ijklmnop)qrstuvwx/, "qrstuvwx"],
  [/(?:abcdefgh(?:x|y)z)/, "abcdefgh"],
  [/(?:(?:abcdefgh)z|y)/, null],
  [/(?!abcdefgh)(?<!ijklmnop)qrs/, null],
  [/[abcdefgh]ijk[\]abcdefgh]/, null],
  [/\bab\ncdefghij/, "cdefghij"],
  [/abcdefgh\x41/, null],
  [/abcdefgh\u{1f600}?/u, null],
  [/abcdef’gh/, null],
  [new RegExp("[[abcdefgh]--[b]]ijklmnop", "v"), null],
])("%s", (pattern, expected) => {
  expect(plainLiteral(pattern, 8)).toBe(expected);
});
