import type { Page } from "@playwright/test";

/** Red, green, blue (0..255) and alpha (0..1). */
type Colour = readonly [r: number, g: number, b: number, a: number];

interface DrawnText {
  text: string;
  colour: Colour;
  /** Of the element and what it stands in, innermost first. */
  backgrounds: Colour[];
  opacity: number;
  sizePx: number;
  weight: number;
  isDecoration: boolean;
}

/**
 * What WCAG 2.2 AA would object to on the page as it stands, as far as it can be computed: text with less contrast
 * than 4.5 to 1 (3 to 1 where large), controls without a name, ids used twice, skipped heading levels, focusable
 * things that are hidden from assistive technology; and text below 12 px. Empty when there is nothing.
 */
export async function findFlaws(page: Page): Promise<string[]> {
  const texts = await page.evaluate(readTexts);
  const { nameless, hidden, ids, headings } = await page.evaluate(readStructure);
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
  const skipped = headings.filter(({ level }, i) => level > (headings[i - 1]?.level ?? 0) + 1);
  return [
    ...new Set([
      ...texts.flatMap(textFlaws),
      ...nameless.map((html) => `no name: ${html}`),
      ...hidden.map((html) => `hidden but focusable: ${html}`),
      ...twice.map((id) => `id twice: ${id}`),
      ...skipped.map(({ level, text }) => `heading of level ${level} below none above it: ${text}`),
    ]),
  ];
}

function textFlaws(one: DrawnText): string[] {
  const back = one.backgrounds.reduceRight<Colour>((below, above) => over(above, below), [255, 255, 255, 1]);
  const [r, g, b, a] = one.colour;
  const front = over([r, g, b, a * one.opacity], back);
  const [x, y] = [luminance(front), luminance(back)];
  const ratio = (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  const isLarge = one.sizePx >= 24 || (one.sizePx >= 18.66 && one.weight >= 700);
  return [
    ...(ratio < (isLarge ? 3 : 4.5) ? [`contrast ${ratio.toFixed(2)}: ${one.text}`] : []),
    ...(one.sizePx < 12 && !one.isDecoration ? [`${one.sizePx} px: ${one.text}`] : []),
  ];
}

function over(front: Colour, back: Colour): Colour {
  const mix = (i: 0 | 1 | 2) => front[i] * front[3] + back[i] * (1 - front[3]);
  return [mix(0), mix(1), mix(2), 1];
}

/** Relative luminance as WCAG 2 defines it. */
function luminance([r, g, b]: Colour): number {
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** Runs in the page: every text that is drawn, with the colours it is drawn with and on. */
function readTexts(): DrawnText[] {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const paint = canvas.getContext("2d", { willReadFrequently: true });
  if (!paint) throw new Error("no canvas to read colours with");
  const read = (colour: string): Colour => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = paint.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const known = new Map<string, Colour>();
  const colourOf = (colour: string): Colour => {
    const found = known.get(colour) ?? read(colour);
    known.set(colour, found);
    return found;
  };
  const drawn: DrawnText[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent?.trim().slice(0, 50) ?? "";
    const element = walker.currentNode.parentElement;
    if (!text || !element || element.closest(":disabled, script, style")) continue;
    const { width, height } = element.getBoundingClientRect();
    // Two pixels or less: only for those who hear the page.
    if (width <= 2 || height <= 2 || !element.checkVisibility({ visibilityProperty: true })) continue;
    const styles: CSSStyleDeclaration[] = [];
    for (let at: Element | null = element; at; at = at.parentElement) styles.push(getComputedStyle(at));
    const own = getComputedStyle(element);
    drawn.push({
      text,
      colour: colourOf(own.color),
      backgrounds: styles.map((style) => colourOf(style.backgroundColor)),
      opacity: styles.reduce((share, style) => share * Number(style.opacity), 1),
      sizePx: parseFloat(own.fontSize),
      weight: Number(own.fontWeight),
      isDecoration: element.closest("[aria-hidden=true]") !== null,
    });
  }
  return drawn;
}

/** Runs in the page: what assistive technology is told. */
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
    if (element.closest("[aria-hidden=true]")) hidden.push(element.outerHTML.slice(0, 90));
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
