import { expect, it } from "vitest";
import { requiredLiterals } from "@/lib/logs/matching/required-literals";

it.each<[RegExp, string[] | null]>([
  [/No module named '(?<m>[\w.]+)'/, ["no module named '"]],
  [/Connection refused|ECONNREFUSED/, ["connection refused", "econnrefused"]],
  [/(?:a|b) is not installed/, [" is not installed"]],
  [/(?:a|b) is not/, ["a is not", "b is not"]],
  [/colou?r of it/, ["color of it", "colour of it"]],
  [/wait\.\.\.done/, ["wait...done"]],
  [/exit code[ :=]{1,3}137\b/, ["exit code"]],
  [/code[ :=]{1,3}137\b/, ["code ", "code:", "code="]],
  [/[Oo]ut now/, ["out now"]],
  [/\d+ (?:errors?|lines)\b/, [" error", " errors", " lines"]],
  [/can(?:not|['’]t) find/, ["cannot find", "can't find", "can’t find"]],
  [/(?:abcd|efgh)/, ["abcd", "efgh"]],
  [/^fatal(?!: usage) error$/, ["fatal error"]],
  [/abc+defgh/, ["defgh"]],
  [/lost(?: worker){2} now/, ["lost worker"]],
  [/\u2019tcatch/, ["’tcatch"]],
  [/\x41bcde|\p{L}efgh/u, ["abcde", "efgh"]],
  [/\d+ \w+/, null],
  [/abcd|x/, null],
  [/(?:abcd)?/, null],
  [/[^abc]x*/, null],
])("%s", (pattern, expected) => {
  expect(requiredLiterals(pattern)).toEqual(expected);
});
