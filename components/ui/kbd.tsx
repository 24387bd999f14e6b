"use client";

import { useIsBrowser } from "@/components/time/clock";

/** Renders a shortcut such as `g i` or `mod+k`, one key cap each. */
export function Keys({ keys }: { keys: string }) {
  const isBrowser = useIsBrowser();
  const isMac = isBrowser && /Mac|iPhone|iPad/.test(navigator.userAgent);
  return (
    <span className="inline-flex gap-1">
      {keys.split(" ").map((key) => (
        <kbd
          key={key}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line-strong bg-surface px-1 text-xs text-muted"
        >
          {key.startsWith("mod+")
            ? `${isMac ? "⌘" : "Ctrl "}${key.slice(4).toUpperCase()}`
            : (CAPS[key] ?? key)}
        </kbd>
      ))}
    </span>
  );
}

const CAPS: Record<string, string> = { enter: "↵", escape: "esc" };
