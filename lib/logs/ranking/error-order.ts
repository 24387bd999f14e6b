/**
 * Rates the errors of a run by their order: the first ones cause the later ones, above all if they name what the later ones
 * are about. The points were fitted to labeled logs; they decide only between lines of similar score.
 */

interface OrderedError {
  line: number;
  record: number;
  text: string;
  score: number;
  /** Logged as an error. */
  isLoud: boolean;
  /** The program coped with it, so that nothing follows from it. */
  isHandled: boolean;
}

/** From this score on a line says something of weight. */
const STRONG = 45;
/** Per e-fold of strong errors before and after. */
const EACH_BEFORE = -5;
const EACH_AFTER = 3;
const NAMED_LATER = 5;
const LAST_LOUD = 3;
/** Comparing more errors would take too long, and the weakest do not matter. */
const MAX_COMPARED = 30;
const MAX_TEXT = 600;

/** Quoted names, paths, dotted and underscored names. */
const NAMES = /[`'"][^`'"\n]{2,80}[`'"]|\w+(?:[./:_]\w+)+/g;

/** The points of each line by its order, for the best 30 of a run's errors. Repetitions of an error do not count as others. */
export function orderPoints(errors: readonly OrderedError[]): Map<number, number> {
  const compared = errors
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MAX_COMPARED)
    .toSorted((a, b) => a.line - b.line);
  const names = new Map(
    compared.map((error) => [error, new Set(error.text.slice(0, MAX_TEXT).match(NAMES) ?? [])]),
  );
  const strong = compared.filter(({ score }) => score >= STRONG);
  const lastLoud = compared.findLast(({ isLoud }) => isLoud);
  return new Map(
    compared.map((error) => {
      const isOther = ({ record, text }: OrderedError) => record !== error.record && text !== error.text;
      const before = strong.filter((other) => isOther(other) && other.line < error.line).length;
      const after = strong.filter((other) => isOther(other) && other.line > error.line).length;
      const own = names.get(error);
      const isNamedLater = compared.some(
        (other) => isOther(other) && other.line > error.line && sharesName(own, names.get(other)),
      );
      const points =
        EACH_BEFORE * Math.log1p(before) +
        EACH_AFTER * Math.log1p(after) +
        (isNamedLater ? NAMED_LATER : 0) +
        (error === lastLoud ? LAST_LOUD : 0);
      return [error.line, error.isHandled ? Math.min(0, points) : points];
    }),
  );
}

function sharesName(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  return a !== undefined && b !== undefined && [...a].some((name) => b.has(name));
}
