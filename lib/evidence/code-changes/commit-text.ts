import type { Commit } from "@/lib/vendors/source-control";

/** A commit as the text of evidence: its head, message and patch, like `git show`. Pure. */
export function commitText({ sha, author, date, message, patch }: Commit): string {
  return [`commit ${sha}`, `Author: ${author}`, `Date: ${date}`, "", message.trim(), "", patch].join("\n");
}
