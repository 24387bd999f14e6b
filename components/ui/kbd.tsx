/** The keys of a shortcut such as `g i` or `mod+k`, one cap each. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-1">
      {keys.split(" ").map((key) => (
        <kbd
          key={key}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line-strong bg-surface px-1 text-xs text-muted"
        >
          {CAPS[key] ?? key}
        </kbd>
      ))}
    </span>
  );
}

const CAPS: Record<string, string> = { "mod+k": "⌘K", enter: "↵", escape: "esc" };
