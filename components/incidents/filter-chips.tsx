import { X } from "lucide-react";
import { either } from "@/components/incidents/filter-sentence";
import { cn } from "@/components/ui/cn";
import { Menu, MenuCheckItem, MenuSeparator } from "@/components/ui/menu";
import { sentence } from "@/components/ui/words";

const CHIP =
  "inline-flex h-8 shrink-0 max-w-60 items-center gap-1.5 rounded-md border px-2.5 text-sm hover:bg-hover";

function ChipButton({ text, isSet, name, ...props }: { text: string; isSet: boolean; name: string }) {
  return (
    <button
      type="button"
      aria-label={`${sentence(name)}: ${text}`}
      className={cn(CHIP, isSet ? "border-line-strong bg-surface font-medium" : "border-dashed text-muted")}
      {...props}
    >
      <span className="truncate">{text}</span>
    </button>
  );
}

interface MultiFilterProps<T extends string> {
  name: string;
  values: readonly T[];
  chosen: readonly T[] | undefined;
  onChoose: (values: T[] | undefined) => void;
  /** Labels by value, where the value itself is not one. */
  labels?: Readonly<Record<T, string>>;
}

/** A filter that accepts several values. */
export function MultiFilter<T extends string>({
  name,
  values,
  onChoose,
  labels,
  ...props
}: MultiFilterProps<T>) {
  const chosen = props.chosen ?? [];
  const words = labels ? chosen.map((value) => labels[value].toLowerCase()) : chosen;
  const toggle = (value: T) => {
    const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
    onChoose(next.length > 0 ? next : undefined);
  };
  return (
    <Menu
      align="start"
      trigger={<ChipButton name={name} text={either(words) ?? `any ${name}`} isSet={chosen.length > 0} />}
    >
      <MenuCheckItem checked={chosen.length === 0} onSelect={() => onChoose(undefined)}>
        {`Any ${name}`}
      </MenuCheckItem>
      <MenuSeparator />
      {values.map((value) => (
        <MenuCheckItem key={value} checked={chosen.includes(value)} onSelect={() => toggle(value)} stay>
          {labels?.[value] ?? sentence(value)}
        </MenuCheckItem>
      ))}
    </Menu>
  );
}

interface SingleFilterProps {
  name: string;
  /** Labels by value. */
  values: Readonly<Record<string, string>>;
  chosen: string | undefined;
  onChoose: (value: string | undefined) => void;
  /** The labels are names; do not capitalize them. */
  areNames?: boolean;
}

/** A filter that accepts one value. */
export function SingleFilter({ name, values, chosen, onChoose, areNames = false }: SingleFilterProps) {
  const text = chosen ? (values[chosen] ?? chosen) : `any ${name}`;
  return (
    <Menu align="start" trigger={<ChipButton name={name} text={text} isSet={chosen !== undefined} />}>
      <MenuCheckItem checked={chosen === undefined} onSelect={() => onChoose(undefined)}>
        {`Any ${name}`}
      </MenuCheckItem>
      <MenuSeparator />
      {Object.entries(values).map(([value, label]) => (
        <MenuCheckItem key={value} checked={chosen === value} onSelect={() => onChoose(value)}>
          {areNames ? label : sentence(label)}
        </MenuCheckItem>
      ))}
    </Menu>
  );
}

/** A filter set on another page, which can only be removed here. */
export function RemovableFilter({
  name,
  value,
  onRemove,
}: {
  name: string;
  value: string | undefined;
  onRemove: () => void;
}) {
  if (!value) return null;
  return (
    <span className={cn(CHIP, "border-line-strong bg-surface pr-1")}>
      <span className="text-muted">{name}</span>
      <span className="truncate font-medium" title={value}>
        {value}
      </span>
      <button
        type="button"
        aria-label={`Remove ${name} ${value}`}
        className="flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover"
        onClick={onRemove}
      >
        <X className="size-3.5" aria-hidden />
      </button>
    </span>
  );
}
