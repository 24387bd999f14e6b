// Project-specific lint rules for oxlint (`jsPlugins` in .oxlintrc.json).

import { SOURCE_KINDS } from "../../lib/platform/http/source-kinds.mjs";
import { rowOf } from "./rooms.mjs";

const BELOW_ALL = new Set(["vendors", "platform"]);

/** The room in a path `…/lib/<room>/…`; null outside `lib/`. */
function roomOf(/** @type {string} */ path) {
  return /(?:^|\/)lib\/([^/]+)\//.exec(path)?.[1] ?? null;
}

/** @type {any} */
const roomOrder = {
  meta: { type: "problem", docs: { description: "A room imports only from rooms below it." } },
  create(/** @type {any} */ context) {
    const file = context.filename.replaceAll("\\", "/");
    const from = roomOf(file);
    // Tests may use rooms above for setup.
    if (from === null || BELOW_ALL.has(from) || /\.test\.tsx?$|\/testing\//.test(file)) return {};
    const check = (/** @type {any} */ node) => {
      const to = roomOf(`${node.source?.value ?? ""}`.replace(/^@\//, ""));
      if (to === null || to === from || BELOW_ALL.has(to)) return;
      if (rowOf(from) === -1 || rowOf(to) === -1) {
        const room = rowOf(from) === -1 ? from : to;
        context.report({
          node,
          message: `lib/${room} is missing from the room order (bin/lint/rooms.mjs).`,
        });
      } else if (rowOf(to) <= rowOf(from)) {
        context.report({
          node,
          message: `lib/${from} may not import lib/${to}, which is not below it (bin/lint/rooms.mjs).`,
        });
      }
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

/** Tables that only specific files may write, so that records are always complete. */
const ONE_WRITER = [
  {
    pattern: /\bINTO timeline_entries\b|\btimelineEntry\.create/,
    file: /lib\/incidents\/history\/record-sql\.ts$/,
    instead: "record it with recordEvents (lib/incidents/history)",
  },
  {
    pattern: /\bINTO audit_events\b|\bauditEvent\.create/,
    file: /lib\/(?:incidents\/history\/record-sql|platform\/audit)\.ts$/,
    instead: "use audit (lib/platform/audit.ts), or recordEvents for what happens to an incident",
  },
  {
    pattern: /\bINTO outbox_events\b|\boutboxEvent\.create/,
    file: /lib\/(?:incidents\/history\/record-sql|workflows\/queue-event)\.ts$/,
    instead:
      "start the workflow with recordEvents (lib/incidents/history); an event that starts none is queued with queueEvent",
  },
];

/** @type {any} */
const oneWriter = {
  meta: { type: "problem", docs: { description: "There is only one way to record an event." } },
  create(/** @type {any} */ context) {
    const file = context.filename.replaceAll("\\", "/");
    if (!/\/(?:lib|inngest|app)\//.test(file) || /\.test\.tsx?$|\/testing\//.test(file)) return {};
    return {
      Program(/** @type {any} */ node) {
        const text = context.sourceCode.getText();
        for (const { pattern, file: writer, instead } of ONE_WRITER) {
          const found = writer.test(file) ? null : pattern.exec(text);
          if (found) context.report({ node, message: `\`${found[0]}\` in the wrong place: ${instead}.` });
        }
      },
    };
  },
};

const KINDS = new Set(SOURCE_KINDS.map(({ kind }) => /** @type {string} */ (kind)));
/** Files that may branch on source kinds: their folders, their list, the list of readers. Logs and integrations have kinds of their own. */
const MAY_KNOW_KINDS =
  /\/lib\/(?:intake\/sources|logs|integrations)\/|\/components\/integrations\/|\/lib\/platform\/http\/source-kinds\.mjs$|\/lib\/evidence\/orchestrators\/open-reader\.ts$/;
const ARRANGES = /\.test\.tsx?$|\/testing\/|\/(?:e2e|evals|bench|clients)\//;

/** The source kind in a literal, or null. */
function kindIn(/** @type {any} */ node) {
  return node?.type === "Literal" && KINDS.has(node.value) ? node.value : null;
}

/** Whether an expression is a source's kind. Repositories and integrations have kinds too, such as `github`. */
function isSourceKind(/** @type {any} */ node) {
  const inner = node?.type === "ChainExpression" ? node.expression : node;
  if (inner?.type === "Identifier") return inner.name === "kind" || inner.name === "sourceKind";
  if (inner?.type !== "MemberExpression" || inner.property?.name !== "kind") return false;
  const owner = inner.object?.property?.name ?? inner.object?.name ?? "";
  return !/(?:repository|integration)$/i.test(owner);
}

/** @type {any} */
const sourceKinds = {
  meta: {
    type: "problem",
    docs: { description: "Code specific to a source kind belongs in the kind's folder." },
  },
  create(/** @type {any} */ context) {
    const file = context.filename.replaceAll("\\", "/");
    if (MAY_KNOW_KINDS.test(file) || ARRANGES.test(file)) return {};
    const report = (/** @type {any} */ node, /** @type {string} */ finding) =>
      context.report({
        node,
        message: `${finding}: move it into the kind's descriptor (lib/intake/sources/<kind>).`,
      });
    return {
      BinaryExpression(/** @type {any} */ node) {
        if (!/^[!=]==?$/.test(node.operator)) return;
        const { left, right } = node;
        const kind = isSourceKind(left) ? kindIn(right) : isSourceKind(right) ? kindIn(left) : null;
        if (kind !== null) report(node, `This checks for the source kind ${kind}`);
      },
      SwitchStatement(/** @type {any} */ node) {
        const kinds = node.cases.flatMap((/** @type {any} */ part) => kindIn(part.test) ?? []);
        if (kinds.length > 0 && isSourceKind(node.discriminant))
          report(node, "This switches on a source's kind");
      },
      ArrayExpression(/** @type {any} */ node) {
        if (node.elements.length > 1 && node.elements.every(kindIn)) report(node, "This lists source kinds");
      },
      ObjectExpression(/** @type {any} */ node) {
        const keys = node.properties.map((/** @type {any} */ part) => part.key?.name ?? part.key?.value);
        if (keys.length > 1 && keys.every((/** @type {any} */ key) => KINDS.has(key)))
          report(node, "This maps source kinds");
      },
    };
  },
};

/** Modules of `lib/` that components may import: schemas, query options, actions and a few pure platform functions. */
const COMPONENTS_MAY_IMPORT =
  /^@\/lib\/(?:[\w-]+\/)+(?:schemas|query-options|actions)$|^@\/lib\/platform\/(?:actor-label|dollars|hidden-characters|auth\/permissions|http\/(?:api-fetch|own-path|source-kinds\.mjs))$/;

/** @type {any} */
const componentImports = {
  meta: {
    type: "problem",
    docs: { description: "Components import only schemas, query options and actions from lib/." },
  },
  create(/** @type {any} */ context) {
    const file = context.filename.replaceAll("\\", "/");
    if (!/\/components\//.test(file) || ARRANGES.test(file)) return {};
    const check = (/** @type {any} */ node) => {
      const source = `${node.source?.value ?? ""}`;
      if (!source.startsWith("@/lib/") || COMPONENTS_MAY_IMPORT.test(source)) return;
      const message =
        "Components may import only `schemas`, `query-options` and `actions` from the rooms of `lib/`.";
      context.report({ node, message });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ImportExpression: check };
  },
};

/** @type {any} */
const namedVariables = {
  meta: { type: "suggestion", docs: { description: "Names say what the value is." } },
  create(/** @type {any} */ context) {
    return {
      Identifier(/** @type {any} */ node) {
        if (node.name !== "one") return;
        const { parent } = node;
        const isDeclared =
          (parent.type === "VariableDeclarator" && parent.id === node) ||
          /Function/.test(parent.type) ||
          parent.type === "ArrayPattern" ||
          parent.type === "AssignmentPattern" ||
          (parent.type === "Property" && parent.value === node && parent.parent?.type === "ObjectPattern");
        if (isDeclared)
          context.report({ node, message: "Name what it is (`incident`, `row`, `line`), not `one`." });
      },
    };
  },
};

const READS = new Set([
  "findFirst",
  "findFirstOrThrow",
  "findUnique",
  "findUniqueOrThrow",
  "findMany",
  "count",
  "aggregate",
  "groupBy",
]);
const RAW_READS = new Set(["$queryRaw", "$queryRawUnsafe"]);

/** The client of a Prisma read, such as `client.incident.findMany` or `client.$queryRaw`; null for anything else. */
function readClient(/** @type {any} */ member) {
  if (member?.type !== "MemberExpression") return null;
  if (RAW_READS.has(member.property?.name)) return member.object;
  if (!READS.has(member.property?.name) || member.object?.type !== "MemberExpression") return null;
  return member.object.object;
}

/** @type {any} */
const readsInData = {
  meta: {
    type: "problem",
    docs: { description: "Reads belong in data.ts; a verb reads only inside its transaction." },
  },
  create(/** @type {any} */ context) {
    const file = context.filename.replaceAll("\\", "/");
    const isCovered = /\/(?:lib|app|inngest|components)\//.test(file) && !/\/lib\/platform\//.test(file);
    if (!isCovered || /\/data\.ts$|-sql\.ts$|\.test\.tsx?$|\/testing\//.test(file)) return {};
    const check = (/** @type {any} */ node, /** @type {any} */ callee) => {
      const client = readClient(callee);
      if (client === null || (client.type === "Identifier" && client.name === "tx")) return;
      context.report({
        node,
        message: `\`${callee.property.name}\` outside a transaction: move the read to the room's data.ts.`,
      });
    };
    return {
      CallExpression: (/** @type {any} */ node) => check(node, node.callee),
      TaggedTemplateExpression: (/** @type {any} */ node) => check(node, node.tag),
      VariableDeclarator(/** @type {any} */ node) {
        if (node.id?.name !== "tx") return;
        context.report({
          node,
          message: "`tx` is reserved for the parameter of a transaction.",
        });
      },
    };
  },
};

export default {
  meta: { name: "house" },
  rules: {
    "component-imports": componentImports,
    "named-variables": namedVariables,
    "one-writer": oneWriter,
    "reads-in-data": readsInData,
    "room-order": roomOrder,
    "source-kinds": sourceKinds,
  },
};
