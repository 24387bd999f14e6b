/** Features from a line's position: in the failing command, in its paragraph, under a heading. */
import { shapeBit, LINE_KINDS } from "@/lib/logs/builds/build-shapes";
import { stepOf, type AddFeature, type BuildView } from "@/lib/logs/builds/build-view";

const SIZE_STEPS = [1, 2, 4, 8, 16, 40] as const;
const STRONG_STEPS = [0, 1, 2, 4, 10] as const;
const DEEP = 12;
const HEADING_STEPS = [0, 1, 3, 6, 12, 30, 100] as const;
/** A heading affects this many lines below it; its section is assumed to be `SECTION` lines long. */
const HEADING_REACH = 400;
const SECTION = 30;

export const LAYOUT_FEATURES: readonly string[] = [
  "after-end",
  "in-failing-command",
  "after-last-pass",
  "before-last-pass",
  ...SIZE_STEPS.map((step) => `paragraph-of-${step}`),
  ...STRONG_STEPS.map((step) => `paragraph-with-${step}-strong`),
  "opens-strong-paragraph",
  "opens-weak-paragraph",
  "deep-in-paragraph",
  ...HEADING_STEPS.map((step) => `below-heading-${step}`),
  ...LINE_KINDS.map((name) => `${name}-under-heading`),
];

const PASSED = shapeBit("passed");
const HEADING = shapeBit("failures-heading");
const RULED_HEADING = /^=+ (?:FAILURES|ERRORS) =+$/;

/** Returns a function that calls `add` with the name of each feature of the line at a position. */
export function layoutFeatures(view: BuildView): (at: number, add: AddFeature) => void {
  const { lines, inside, region } = view;
  const lastPass = lines.findLastIndex((line, at) => inside[at] === true && (line.bits & PASSED) !== 0);
  const paragraphs = findParagraphs(view);
  const headings = linesSinceHeading(view);
  return (at, add) => {
    if ((region.indexes[at] ?? 0) > region.end) add("after-end");
    if (inside[at] === true) {
      add("in-failing-command");
      if (lastPass !== -1) add(at > lastPass ? "after-last-pass" : "before-last-pass");
    }
    const paragraph = paragraphs[at];
    if (paragraph !== undefined && paragraph !== null) addParagraph(paragraph, at, add);
    const since = headings[at] ?? HEADING_REACH;
    if (since < HEADING_REACH) add(`below-heading-${stepOf(since, HEADING_STEPS)}`);
    const line = lines[at];
    if (since >= SECTION || line === undefined) return;
    for (const kind of line.kinds) add(`${kind}-under-heading`);
  };
}

/** A run of lines without a blank line between them. */
interface Paragraph {
  start: number;
  size: number;
  strong: number;
}

function addParagraph(paragraph: Paragraph, at: number, add: AddFeature): void {
  add(`paragraph-of-${stepOf(paragraph.size, SIZE_STEPS)}`);
  add(`paragraph-with-${stepOf(paragraph.strong, STRONG_STEPS)}-strong`);
  if (at === paragraph.start) add(paragraph.strong > 0 ? "opens-strong-paragraph" : "opens-weak-paragraph");
  if (at - paragraph.start > DEEP) add("deep-in-paragraph");
}

/** The paragraph of each line; null for a blank line. */
function findParagraphs({ lines }: BuildView): (Paragraph | null)[] {
  let open: Paragraph | null = null;
  return lines.map((line, at) => {
    if (line.blank) {
      open = null;
      return null;
    }
    open ??= { start: at, size: 0, strong: 0 };
    open.size += 1;
    if (line.strong) open.strong += 1;
    return open;
  });
}

function linesSinceHeading({ lines }: BuildView): number[] {
  let since = HEADING_REACH;
  return lines.map((line) => {
    const isHeading = (line.bits & HEADING) !== 0 || RULED_HEADING.test(line.text);
    since = isHeading ? 0 : since + 1;
    return since;
  });
}
