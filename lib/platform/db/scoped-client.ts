import { Prisma, type PrismaClient } from "@/lib/platform/db/generated/client";

/** The workspace field of each model. Unlisted models belong to no workspace or, like sessions, to a person. */
const OWNED = new Map<string, string>([
  ["Workspace", "id"],
  ...Object.values(Prisma.ModelName)
    .filter((model) => model !== "Session" && "workspaceId" in fieldsOf(model))
    .map((model) => [model, "workspaceId"] as const),
]);

function fieldsOf(model: string): object {
  return (Prisma as unknown as Record<string, object>)[`${model}ScalarFieldEnum`] ?? {};
}

/**
 * Limits `client` to one workspace: operations on workspace-owned rows are refused before anything is sent, unless their
 * condition and data name this workspace. Also applies to its transactions. Raw SQL is not checked here, but in the source
 * by `workspace-scope.test.ts`. Decision 030.
 */
export function scopedClient(client: PrismaClient, workspaceId: string): PrismaClient {
  const extended = client.$extends({
    name: "workspace",
    query: {
      $allModels: {
        $allOperations({ model, operation, args, query }) {
          const field = OWNED.get(model);
          if (field) assertScoped(args as Args, { model, operation, field, workspaceId });
          return query(args);
        },
      },
    },
  });
  // The extension adds no method and changes no result.
  return extended as unknown as PrismaClient;
}

interface Args {
  where?: unknown;
  data?: unknown;
  create?: unknown;
  update?: unknown;
}

interface Operation {
  model: string;
  operation: string;
  field: string;
  workspaceId: string;
}

/** @throws Error for a bug in the calling code. */
function assertScoped(args: Args | undefined, operation: Operation): void {
  const { where, data, create, update } = args ?? {};
  if (operation.operation.startsWith("create")) {
    if (![data].flat().every((row) => isOwn(row, operation))) refuse(operation, "data");
    return;
  }
  if (!names(where, operation)) refuse(operation, "where");
  if ([data, update].some((row) => isMoved(row, operation))) refuse(operation, "data");
  if (create !== undefined && !isOwn(create, operation)) refuse(operation, "create");
}

function refuse({ model, operation, field, workspaceId }: Operation, part: string): never {
  throw new Error(`${model}.${operation}: \`${part}\` must name the workspace (${field}: ${workspaceId}).`);
}

/** Whether a condition only matches rows of the workspace: directly, in its AND, or by a compound key. */
function names(where: unknown, operation: Operation): boolean {
  if (!isRecord(where)) return false;
  const { field, workspaceId } = operation;
  if (where[field] === workspaceId) return true;
  if ([where["AND"]].flat().some((part) => names(part, operation))) return true;
  const keys = Object.entries(where).filter(([key]) => key.split("_").includes(field));
  return keys.some(([, key]) => isRecord(key) && key[field] === workspaceId);
}

/** Whether a new row belongs to the workspace. A scoped client cannot create workspaces. */
function isOwn(row: unknown, { field, workspaceId }: Operation): boolean {
  if (!isRecord(row)) return false;
  if (row[field] === workspaceId) return true;
  const { workspace } = row;
  return isRecord(workspace) && isRecord(workspace["connect"]) && workspace["connect"]["id"] === workspaceId;
}

/** Whether an update would move a row to another workspace. */
function isMoved(row: unknown, { field, workspaceId }: Operation): boolean {
  if (!isRecord(row)) return false;
  return "workspace" in row || (row[field] !== undefined && row[field] !== workspaceId);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
