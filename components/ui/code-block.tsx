import { CopyButton } from "@/components/ui/copy-button";
import { cn } from "@/components/ui/cn";

interface CodeBlockProps {
  text: string;
  /** Names the content in the copy button's label. */
  label: string;
  className?: string;
  wrap?: boolean;
}

/** Text to read or paste, rendered as plain text. */
export function CodeBlock({ text, label, className, wrap = false }: CodeBlockProps) {
  return (
    <div className={cn("flex min-w-0 items-start rounded-md border bg-subtle", className)}>
      <pre
        // Scrollable regions are reachable by keyboard.
        tabIndex={0}
        aria-label={label}
        className={cn(
          "max-h-80 min-w-0 flex-1 overflow-auto rounded-md p-3 pr-1 text-log",
          wrap ? "whitespace-pre-wrap anywhere" : "whitespace-pre",
        )}
      >
        {text}
      </pre>
      <CopyButton text={text} label={`Copy ${label}`} className="m-1.5" />
    </div>
  );
}
