import type { ObservedSubject } from "@/lib/diagnosis/engine/log-subjects";

/** What stands for a secret: `[redacted:url-password:3f2a]`, also cut off at the end of a text. */
const MARKER = /\[redacted:[^\]\s]{0,80}\]?/g;
/** As orchestrators hide secrets; it has no words. */
const HIDDEN = "***";

/** A text in which what stands for a secret has no words: its kind is ours, and says nothing about the failure. Pure. */
export function withoutMarkers(text: string): string {
  return text.includes("[redacted:") ? text.replaceAll(MARKER, HIDDEN) : text;
}

/** The same for a subject. Pure. */
export function subjectWithoutMarkers(subject: ObservedSubject): ObservedSubject {
  const text = withoutMarkers(subject.text);
  if (text === subject.text) return subject;
  const own = subject.ownLength;
  const ownLength = Number.isFinite(own) ? withoutMarkers(subject.text.slice(0, own)).length : own;
  return { ...subject, text, ownLength };
}
