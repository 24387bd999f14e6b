/**
 * The name with what comes before it in the pipeline's id: the OpenLineage namespace or the environment, which tell pipelines
 * of one name apart. Null if the id says no more than the name.
 */
export function qualifiedName({ name, externalId }: { name: string; externalId: string }): string | null {
  return externalId.endsWith(`/${name}`) ? externalId : null;
}
