import { expect, it } from "vitest";
import { checkRepository } from "@/lib/code/check-repository";
import { createTemporaryRepository } from "@/lib/vendors/git/testing/temporary-repository";

it("tells whether a repository can be read, in words", async () => {
  const made = createTemporaryRepository({ "a.py": "x = 1\n" });
  expect(await checkRepository({ kind: "local", path: made.path })).toEqual({
    ok: true,
    detail: `The repository at ${made.path} stands at ${made.git("rev-parse", "--short=8", "HEAD")} of main.`,
  });
  made.remove();
  expect(await checkRepository({ kind: "local", path: made.path })).toMatchObject({
    ok: false,
    detail: expect.stringContaining(`There is no folder ${made.path}`),
  });
});
