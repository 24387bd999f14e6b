/** Text with `names` in backticks set as code. Everything else is rendered as plain text. */
export function Prose({ text }: { text: string }) {
  return text.split("`").map((part, i, all) =>
    // Odd parts are between backticks; an unpaired backtick is kept as written.
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
