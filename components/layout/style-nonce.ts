// The menus' library writes a style sheet into the page and looks for its nonce under this name. A browser shows a
// nonce only to scripts, as the property of an element.
if (typeof document !== "undefined") {
  Object.assign(globalThis, {
    __webpack_nonce__: document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce,
  });
}
