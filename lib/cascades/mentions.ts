const MIN_LENGTH = 4;

/**
 * Whether a text contains a name as a whole: `orders` in `relation "raw.orders"`, but not in `orders_daily`. Case does not
 * count; names of less than four characters are too common to tell anything. Linear in the text. Pure.
 */
export function mentions(text: string, name: string): boolean {
  if (name.length < MIN_LENGTH) return false;
  const [where, wanted] = [text.toLowerCase(), name.toLowerCase()];
  for (let at = where.indexOf(wanted); at >= 0; at = where.indexOf(wanted, at + 1)) {
    if (!isPartOfName(where[at - 1]) && !isPartOfName(where[at + wanted.length])) return true;
  }
  return false;
}

function isPartOfName(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_-]/u.test(character);
}
