import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openLocalRepository } from "@/lib/vendors/git/repository";
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from "@/lib/vendors/git/testing/temporary-repository";

const PATH = "dags/orders.py";
let made: TemporaryRepository;
beforeEach(() => {
  made = createTemporaryRepository({ [PATH]: "a = 1\nb = 2\nc = 3\n", "README.md": "hi\n" });
});
afterEach(() => made.remove());

const open = () => openLocalRepository(made.path, [tmpdir()]);

it("names the commit that last changed each line, as of the commit that ran", async () => {
  const first = made.git("rev-parse", "HEAD");
  const second = made.commit("read the new column ünïcode\n\nbody", {
    date: "2026-11-03T10:00:00+05:45",
    files: { [PATH]: "a = 1\nb = 20\nc = 3\n" },
  });
  made.commit("later", { files: { [PATH]: "a = 1\nb = 200\nc = 3\n" } });
  const lines = [3, 2].map((line) => ({ path: PATH, line }));
  const found = await open().blame(second, [...lines, { path: "README.md", line: 1 }]);
  expect(found).toHaveLength(3);
  expect(found.find(({ path, line }) => path === PATH && line === 2)).toEqual({
    path: PATH,
    line: 2,
    sha: second,
    author: "Ada Lovelace",
    date: "2026-11-03T04:15:00.000Z",
    subject: "read the new column ünïcode",
    url: null,
  });
  expect(found.find(({ path, line }) => path === PATH && line === 3)).toMatchObject({
    sha: first,
    subject: "first",
  });
});

it("has no answer for a missing file or a line beyond the end, and keeps the others", async () => {
  const wanted = [
    { path: "dags/none.py", line: 1 },
    { path: "README.md", line: 9 },
    { path: PATH, line: 1 },
  ];
  expect((await open().blame("HEAD", wanted)).map(({ path }) => path)).toEqual([PATH]);
  await expect(open().blame("f".repeat(40), wanted)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

it("does not quote a file that the repository's configuration names", async () => {
  const secret = join(made.path, "outside.txt");
  writeFileSync(secret, "Ada Lovelace <secret@example.com> <ada@example.com>\n");
  made.git("config", "mailmap.file", secret);
  expect(await open().blame("HEAD", [{ path: PATH, line: 1 }])).toMatchObject([{ author: "Ada Lovelace" }]);
  made.git("config", "blame.ignoreRevsFile", secret);
  expect(await open().blame("HEAD", [{ path: PATH, line: 1 }])).toEqual([]);
});
