import { CopyButton } from "@/components/ui/copy-button";

/** A named value to copy. */
export function Value({ name, text }: { name: string; text: string }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px]">
      <span className="w-24 shrink-0 text-muted">{name}</span>
      <code className="min-w-0 flex-1 font-mono text-[12.5px] break-all">{text}</code>
      <CopyButton text={text} label={`Copy ${name}`} />
    </div>
  );
}
