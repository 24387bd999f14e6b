import type { Page } from "@playwright/test";

/** Red, green, blue (0..255) and alpha (0..1). */
type Color = readonly [r: number, g: number, b: number, a: number];

interface DrawnText {
  text: string;
  color: Color;
  /** Backgrounds of the element and its ancestors, innermost first. */
  backgrounds: Color[];
  opacity: number;
  sizePx: number;
  weight: number;
  isDecoration: boolean;
}

/**
 * WCAG 2.2 AA violations on the page, as far as they can be computed: text contrast below 4.5:1 (3:1 for large text),
 * controls without a name, duplicate ids, skipped heading levels, focusable elements hidden from assistive technology;
 * also text below 12 px. Empty if there are no such violations. What is fading in is judged as it is afterwards.
 */
export async function findFlaws(page: Page): Promise<string[]> {
  await page.evaluate(endOfAnimations);
  const texts = await page.evaluate(readTexts);
  const { nameless, hidden, ids, headings } = await page.evaluate(readStructure);
  const duplicates = ids.filter((id, i) => ids.indexOf(id) !== i);
  const skipped = headings.filter(({ level }, i) => level > (headings[i - 1]?.level ?? 0) + 1);
  return [
    ...new Set([
      ...texts.flatMap(textFlaws),
      ...nameless.map((html) => `no name: ${html}`),
      ...hidden.map((html) => `hidden but focusable: ${html}`),
      ...duplicates.map((id) => `duplicate id: ${id}`),
      ...skipped.map(({ level, text }) => `skipped heading level before h${level}: ${text}`),
    ]),
  ];
}

/** Runs in the browser: waits for animations that end by themselves. */
async function endOfAnimations(): Promise<void> {
  const ending = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
  await Promise.allSettled(ending.map(({ finished }) => finished));
}

function textFlaws(drawn: DrawnText): string[] {
  const back = drawn.backgrounds.reduceRight<Color>((below, above) => over(above, below), [255, 255, 255, 1]);
  const [r, g, b, a] = drawn.color;
  const front = over([r, g, b, a * drawn.opacity], back);
  const [x, y] = [luminance(front), luminance(back)];
  const ratio = (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  const isLarge = drawn.sizePx >= 24 || (drawn.sizePx >= 18.66 && drawn.weight >= 700);
  return [
    ...(ratio < (isLarge ? 3 : 4.5) ? [`contrast ${ratio.toFixed(2)}: ${drawn.text}`] : []),
    ...(drawn.sizePx < 12 && !drawn.isDecoration ? [`${drawn.sizePx} px: ${drawn.text}`] : []),
  ];
}

function over(front: Color, back: Color): Color {
  const mix = (i: 0 | 1 | 2) => front[i] * front[3] + back[i] * (1 - front[3]);
  return [mix(0), mix(1), mix(2), 1];
}

/** Relative luminance as WCAG 2 defines it. */
function luminance([r, g, b]: Color): number {
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** Runs in the page: every visible text with its foreground and background colors. */
function readTexts(): DrawnText[] {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const paint = canvas.getContext("2d", { willReadFrequently: true });
  if (!paint) throw new Error("no 2D canvas context");
  const read = (color: string): Color => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = color;
    paint.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = paint.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const known = new Map<string, Color>();
  const toColor = (color: string): Color => {
    const found = known.get(color) ?? read(color);
    known.set(color, found);
    return found;
  };
  const drawn: DrawnText[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent?.trim().slice(0, 50) ?? "";
    const element = walker.currentNode.parentElement;
    if (!text || !element || element.closest(":disabled, script, style")) continue;
    const { width, height } = element.getBoundingClientRect();
    // Two pixels or less: only for screen readers.
    if (width <= 2 || height <= 2 || !element.checkVisibility({ visibilityProperty: true })) continue;
    const styles: CSSStyleDeclaration[] = [];
    for (let at: Element | null = element; at; at = at.parentElement) styles.push(getComputedStyle(at));
    const own = getComputedStyle(element);
    drawn.push({
      text,
      color: toColor(own.color),
      backgrounds: styles.map((style) => toColor(style.backgroundColor)),
      opacity: styles.reduce((share, style) => share * Number(style.opacity), 1),
      sizePx: parseFloat(own.fontSize),
      weight: Number(own.fontWeight),
      isDecoration: element.closest("[aria-hidden=true]") !== null,
    });
  }
  return drawn;
}

/** Runs in the page: what assistive technology sees. */
function readStructure() {
  const nameless: string[] = [];
  const hidden: string[] = [];
  for (const element of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const label = element.id ? document.querySelector(`label[for="${CSS.escape(element.id)}"]`) : null;
    const name =
      element.getAttribute("aria-label") ??
      label?.textContent ??
      element.closest("label")?.textContent ??
      element.textContent;
    if (!name?.trim()) nameless.push(element.outerHTML.slice(0, 90));
    // An open dialog hides the page behind it, and keeps the focus.
    const isBehindDialog = element.closest("[data-aria-hidden=true]") !== null;
    if (!isBehindDialog && element.closest("[aria-hidden=true]")) hidden.push(element.outerHTML.slice(0, 90));
  }
  return {
    nameless,
    hidden,
    ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
    headings: [...document.querySelectorAll("h1, h2, h3, h4")].map((element) => ({
      level: Number(element.tagName.slice(1)),
      text: element.textContent ?? "",
    })),
  };
}
