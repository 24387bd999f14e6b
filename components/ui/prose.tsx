/** Text in which `names` between backticks are set as code. Everything else is plain text, whatever it contains. */
export function Prose({ text }: { text: string }) {
  return text.split("`").map((part, i, all) =>
    // Odd parts stand between two backticks; a last one without its partner stays as it was written.
    i % 2 === 1 && i < all.length - 1 ? (
      <code key={i} className="rounded-sm bg-subtle px-1 text-[max(0.92em,12px)] anywhere">
        {part}
      </code>
    ) : i % 2 === 1 ? (
      `\`${part}`
    ) : (
      part
    ),
  );
}
