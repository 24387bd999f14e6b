/** Elements that load, link, act or format; `<class 'int'>` and `List<String>` are none. */
const ELEMENTS =
  "a|audio|b|base|body|br|button|div|embed|form|h[1-6]|head|html|i|iframe|img|input|li|link|math|meta|object|ol|p|script|span|style|svg|table|td|textarea|title|tr|u|ul|video";
const MARKUP = [
  new RegExp(`</?(?:${ELEMENTS})(?=[\\s/>])[^<>]{0,300}>?`, "gi"),
  /(?<![\w\])])!?\[[^\][]{0,200}\]\([^()]{0,300}\)/g,
  /\bjavascript:[^\s"'<>)]{0,200}/gi,
];
const MAX_SHOWN = 3;

/**
 * HTML, links and images in a sentence that none of the sources contains, at most three, of its first thousand characters: a
 * cause is written in words. Pure.
 */
export function foreignMarkup(sentence: string, sources: readonly string[]): string[] {
  const text = sentence.slice(0, 1_000);
  const found = MARKUP.flatMap((pattern) => text.match(pattern) ?? []);
  const foreign = [...new Set(found)].filter((part) => !sources.some((source) => source.includes(part)));
  return foreign.slice(0, MAX_SHOWN);
}
