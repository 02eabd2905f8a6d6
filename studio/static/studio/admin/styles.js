/* Lets the rich text editor have styles of its own, which the policy would refuse.

   Draftail writes <style> elements: how deep lists are set in, and what stands in an empty
   line. The second differs from field to field, so no list of hashes could allow it. What is
   written into such an element becomes a style sheet of the document instead: the policy lets
   scripts of ours make those, and refuses as before what somebody smuggles into a page. */

(() => {
  "use strict";

  const written = Object.getOwnPropertyDescriptor(Node.prototype, "textContent");
  /* style element → its sheet */
  const sheets = new Map();

  function adopt(element, text) {
    if (!sheets.has(element)) {
      sheets.set(element, new CSSStyleSheet());
      document.adoptedStyleSheets.push(sheets.get(element));
    }
    sheets.get(element).replaceSync(text);
  }

  Object.defineProperty(HTMLStyleElement.prototype, "textContent", {
    configurable: true,
    enumerable: true,
    get: written.get,
    set(text) {
      /* one that came with the page is the browser's affair, and so is the emptying of it */
      if (this.firstChild || this.ownerDocument !== document) written.set.call(this, text);
      else adopt(this, String(text ?? ""));
    },
  });

  /* A sheet goes with its element. Those that are not yet in the page have never been seen there. */
  const seen = new WeakSet();
  new MutationObserver(() => {
    for (const [element, sheet] of sheets) {
      if (element.isConnected) {
        seen.add(element);
      } else if (seen.has(element)) {
        sheets.delete(element);
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
      }
    }
  }).observe(document, { childList: true, subtree: true });
})();
