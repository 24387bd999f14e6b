/** Whether a character may occur in a name: ASCII letters, digits and `_ - . ~`. */
export function isWordCode(code: number): boolean {
  return isAlphanumeric(code) || code === 95 || code === 45 || code === 46 || code === 126;
}

export function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || isLatinLetter(code);
}

export function isLatinLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
