import { expect, it } from "vitest";
import { requiredLiterals } from "@/lib/diagnosis/signatures/required-literals";

it.each<[RegExp, string[] | null]>([
  [/No module named '(?<m>[\w.]+)'/, ["no module named '"]],
  [/Connection refused|ECONNREFUSED/, ["connection refused", "econnrefused"]],
  [/(?:a|b) is not installed/, [" is not installed"]],
  [/colou?r of the car/, ["r of the car"]],
  [/wait\.\.\.done/, ["wait...done"]],
  [/exit code[ :=]{1,3}137\b/, ["exit code"]],
  [/[Oo]ut of memory/, ["ut of memory"]],
  [/errors? found/, [" found"]],
  [/(?:abcd|efgh)/, null],
  [/\d+ \w+/, null],
  [/abcd|x/, null],
])("%s", (pattern, expected) => {
  expect(requiredLiterals(pattern)).toEqual(expected);
});
