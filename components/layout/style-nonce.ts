// The menu library injects a style sheet and reads its nonce from this global. Browsers expose a nonce only as an
// element property.
if (typeof document !== "undefined") {
  Object.assign(globalThis, {
    __webpack_nonce__: document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce,
  });
}
