// Lint rules of this house, for oxlint (`jsPlugins` in .oxlintrc.json).

import { rowOf } from "./rooms.mjs";

const BELOW_ALL = new Set(["vendors", "platform"]);

/** `…/lib/<room>/…` → the room; null outside of `lib/`. */
function roomOf(/** @type {string} */ path) {
  return /(?:^|\/)lib\/([^/]+)\//.exec(path)?.[1] ?? null;
}

/** @type {any} */
const roomOrder = {
  meta: { type: "problem", docs: { description: "A room imports only from rooms below it." } },
  create(/** @type {any} */ context) {
    const file = context.filename.replaceAll("\\", "/");
    const from = roomOf(file);
    // A test may arrange what it needs with the rooms above.
    if (from === null || BELOW_ALL.has(from) || /\.test\.tsx?$|\/testing\//.test(file)) return {};
    const check = (/** @type {any} */ node) => {
      const to = roomOf(`${node.source?.value ?? ""}`.replace(/^@\//, ""));
      if (to === null || to === from || BELOW_ALL.has(to)) return;
      if (rowOf(from) === -1 || rowOf(to) === -1) {
        const room = rowOf(from) === -1 ? from : to;
        context.report({
          node,
          message: `lib/${room} has no place in the order of rooms (bin/lint/rooms.mjs).`,
        });
      } else if (rowOf(to) <= rowOf(from)) {
        context.report({
          node,
          message: `lib/${from} may not import lib/${to}: it is not below it (bin/lint/rooms.mjs).`,
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

/** What only one file may write, so that nothing is recorded by half. */
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
    file: /lib\/incidents\/history\/record-sql\.ts$/,
    instead: "start the workflow with recordEvents (lib/incidents/history)",
  },
];

/** @type {any} */
const oneWriter = {
  meta: { type: "problem", docs: { description: "What happened is recorded in one way." } },
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

export default {
  meta: { name: "house" },
  rules: { "one-writer": oneWriter, "room-order": roomOrder },
};
