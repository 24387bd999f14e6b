"use client";

import { useQuery } from "@tanstack/react-query";
import { withSecret } from "@/components/setup/connection-values";
import { CodeBlock } from "@/components/ui/code-block";
import { ErrorNote } from "@/components/ui/error-note";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { snippetsQuery } from "@/lib/sources/query-options";

interface SnippetsProps {
  sourceId: string;
  /** Null while it is hidden. */
  secret: string | null;
}

/** What to paste into the orchestrator: the webhook's URL filled in, the secret too while it is shown. */
export function Snippets({ sourceId, secret }: SnippetsProps) {
  const { data, error } = useQuery(snippetsQuery(sourceId));
  if (error) return <ErrorNote error={error} />;
  if (!data) return <Skeleton className="h-48" />;
  const first = data.items[0];
  if (!first) return null;
  return (
    <section aria-label="What to paste" className="min-w-0 rounded-lg border">
      <Tabs defaultValue={first.id}>
        <TabsList aria-label="Snippets">
          {data.items.map((one) => (
            <TabsTrigger key={one.id} value={one.id} className="h-10">
              {one.title}
            </TabsTrigger>
          ))}
        </TabsList>
        {data.items.map((one) => (
          <TabsContent key={one.id} value={one.id} className="flex flex-col gap-2 p-3">
            <p className="text-sm text-muted">
              {one.filename && <code className="mr-2 text-log text-ink">{one.filename}</code>}
              {one.description}
            </p>
            <CodeBlock text={withSecret(one.text.trimEnd(), secret)} label={one.title} />
          </TabsContent>
        ))}
      </Tabs>
    </section>
  );
}
