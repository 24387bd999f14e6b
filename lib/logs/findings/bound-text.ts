/** A text shortened to `max` characters, keeping its start and its end because either may say what failed. */
export function boundText(text: string, max: number): string {
  if (text.length <= max) return text;
  const tail = Math.floor(max / 4);
  return `${text.slice(0, max - tail - 1)}\n${text.slice(-tail)}`;
}
