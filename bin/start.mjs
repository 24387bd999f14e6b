#!/usr/bin/env node
// Starts Pipeline Debugger: `npm start [-- --data DIR]`. Needs only Node and npm.

const REQUIRED = [20, 19];
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < REQUIRED[0] || (major === REQUIRED[0] && minor < REQUIRED[1])) {
  process.stderr.write(
    `Pipeline Debugger needs Node.js ${REQUIRED.join(".")} or later; this is ${process.versions.node}.\n` +
      "Get it from https://nodejs.org, then restart.\n",
  );
  process.exit(1);
}

// Imported dynamically, so that an old Node gets this far.
const { start } = await import("./start/main.mjs");
await start(process.argv.slice(2));
