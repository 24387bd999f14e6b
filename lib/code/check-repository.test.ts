import { expect, it } from "vitest";
import { checkRepository } from "@/lib/code/check-repository";
import type { Context } from "@/lib/platform/context";
import { createTemporaryRepository } from "@/lib/vendors/git/testing/temporary-repository";

/** A local repository needs no database. */
const ctx = {} as Context;

it("describes whether a repository can be read", async () => {
  const made = createTemporaryRepository({ "a.py": "x = 1\n" });
  expect(await checkRepository(ctx, { kind: "local", path: made.path })).toEqual({
    ok: true,
    detail: `The repository at ${made.path} is at ${made.git("rev-parse", "--short=8", "HEAD")} on main.`,
  });
  made.remove();
  expect(await checkRepository(ctx, { kind: "local", path: made.path })).toMatchObject({
    ok: false,
    detail: expect.stringContaining(`There is no folder ${made.path}`),
  });
});
