import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from "@/lib/vendors/git/testing/temporary-repository";

export interface HostileRepository extends TemporaryRepository {
  /** Names of the traps that went off. */
  sprung(): string[];
  /** Removes the object of the first file, which git would then fetch from the remote. */
  loseFirstFile(): void;
}

const HOOKS = [
  "applypatch-msg",
  "commit-msg",
  "fsmonitor-watchman",
  "post-checkout",
  "post-commit",
  "post-index-change",
  "post-rewrite",
  "pre-auto-gc",
  "pre-commit",
  "prepare-commit-msg",
  "proc-receive",
  "reference-transaction",
  "update",
];

/** Settings that make git run a program. */
const PROGRAMS = [
  "core.alternateRefsCommand",
  "core.askPass",
  "core.editor",
  "core.fsmonitor",
  "core.gitProxy",
  "core.pager",
  "core.sshCommand",
  "credential.helper",
  "diff.evil.command",
  "diff.evil.textconv",
  "diff.external",
  "filter.evil.clean",
  "filter.evil.process",
  "filter.evil.smudge",
  "gpg.program",
  "gpg.ssh.program",
  "gpg.x509.program",
  "interactive.diffFilter",
  "merge.evil.driver",
  "pager.diff-tree",
  "pager.log",
  "remote.origin.receivepack",
  "remote.origin.uploadpack",
  "sequence.editor",
  "uploadpack.packObjectsHook",
];

/** `{script}` becomes a program that marks the trap as sprung. */
const SETTINGS: readonly (readonly [string, string])[] = [
  ["alias.log", "!{script}"],
  ["alias.rev-parse", "!{script}"],
  ["commit.gpgSign", "true"],
  ["core.attributesFile", "{git}/evil-attributes"],
  ["diff.submodule", "diff"],
  ["extensions.partialClone", "origin"],
  ["extensions.worktreeConfig", "true"],
  ["log.showSignature", "true"],
  ["log.showRoot", "true"],
  ["protocol.allow", "always"],
  ["protocol.ext.allow", "always"],
  ["protocol.file.allow", "always"],
  ["remote.origin.partialCloneFilter", "blob:none"],
  ["remote.origin.promisor", "true"],
  ["remote.origin.url", "ext::{script} %S"],
  ["submodule.recurse", "true"],
  ["submodule.evil.update", "!{script}"],
];

/**
 * A repository with commits that tries to make git run programs: all hooks and program settings, in the configuration,
 * an included file and the worktree configuration; attributes that route files through filters; and a missing object to
 * be fetched from a remote whose URL is a command.
 */
export function createHostileRepository(files: Record<string, string>): HostileRepository {
  const made = createTemporaryRepository(files);
  const git = join(made.path, ".git");
  const marks = join(git, "sprung");
  mkdirSync(marks);
  const script = (trap: string) => {
    const file = join(git, `trap-${trap.replaceAll(/[^\w-]/g, "_")}.sh`);
    writeFileSync(file, `#!/bin/sh\ntouch '${marks}/${trap}'\n`);
    chmodSync(file, 0o755);
    return file;
  };
  made.commit("second", { files: { ".gitattributes": "* filter=evil diff=evil merge=evil\n" } });
  const missing = made.git("rev-parse", `HEAD:${Object.keys(files)[0] ?? ""}`);
  for (const hook of HOOKS) {
    const file = join(git, "hooks", hook);
    writeFileSync(file, `#!/bin/sh\ntouch '${marks}/hook-${hook}'\n`);
    chmodSync(file, 0o755);
  }
  writeFileSync(join(git, "info", "attributes"), "* filter=evil diff=evil merge=evil\n");
  writeFileSync(join(git, "evil-attributes"), "* filter=evil diff=evil merge=evil\n");
  const configure = (file: string, prefix: string) => {
    for (const name of PROGRAMS) made.git("config", "-f", file, name, script(`${prefix}-${name}`));
    for (const [name, value] of SETTINGS) {
      const filled = value.replace("{script}", script(`${prefix}-${name}`)).replace("{git}", git);
      made.git("config", "-f", file, name, filled);
    }
  };
  configure(join(git, "included"), "included");
  configure(join(git, "config.worktree"), "worktree");
  appendFileSync(join(git, "config"), "[include]\n\tpath = included\n");
  configure(join(git, "config"), "config");
  const object = join(git, "objects", missing.slice(0, 2), missing.slice(2));
  return {
    ...made,
    sprung: () => (existsSync(marks) ? readdirSync(marks).toSorted() : []),
    loseFirstFile: () => rmSync(object, { force: true }),
  };
}
