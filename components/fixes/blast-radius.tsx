import type { BlastRadius } from "@/lib/fixes/schemas";

/** What a change reaches: a sentence, the names behind it, and what is not known. */
export function BlastRadiusDetails({ blastRadius }: { blastRadius: BlastRadius }) {
  const { text, importers, tasks, tables, downstream, exposures, gap } = blastRadius;
  const lists = (
    [
      ["Tasks", tasks],
      ["Imported by", importers],
      ["Writes", tables],
      ["Dependent pipelines", downstream],
      ["Dashboards", exposures],
    ] as const
  ).filter(([, names]) => names.length > 0);
  return (
    <>
      {text}
      {gap && <span className="text-muted"> {gap}</span>}
      {lists.length > 0 && (
        <details>
          <summary className="w-fit text-accent">What it affects</summary>
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 pt-1">
            {lists.map(([name, names]) => (
              <Names key={name} name={name} names={names} />
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

const SHOWN = 12;

function Names({ name, names }: { name: string; names: readonly string[] }) {
  const rest = names.length - SHOWN;
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 anywhere">
        {names.slice(0, SHOWN).join(", ")}
        {rest > 0 && <span className="text-muted"> and {rest} more</span>}
      </dd>
    </>
  );
}
