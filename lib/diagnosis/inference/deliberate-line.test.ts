import { expect, it } from "vitest";
import { raisedOn } from "@/lib/diagnosis/inference/deliberate-line";

it.each([
  ['    raise ValueError("no rows")', "ValueError"],
  ["raise errors.NoRows from e", "errors.NoRows"],
  ["raise err", "err"],
  ["  assert rows, 'no rows'", "AssertionError"],
  ['  if not rows: raise ValueError("no rows")', "ValueError"],
  ["def build(): raise AssertionError('x')", "AssertionError"],
  ["else: assert False", "AssertionError"],
  ["raise", null],
  ["raised = 1", null],
  ["asserted(x)", null],
  ["if raise_it(x): pass", null],
  ['log("if: raise X")', null],
  ["", null],
])("%s raises %s", (source, expected) => expect(raisedOn(source)).toBe(expected));
