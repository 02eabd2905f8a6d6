/* Begins what Wagtail would begin by a script inside the page (studio/beginnings.py).

   <template data-begin="initDateChooser" data-arguments='["id_day", {}]'></template>
   stands where the script stood. Only what is listed here is called: whoever smuggles such
   a line into a page can call nothing else. */

(() => {
  "use strict";

  const FUNCTIONS = ["createTaskChooser", "initDateChooser", "initDateTimeChooser", "initTimeChooser"];
  const CLASSES = ["InlinePanel", "MultipleChooserPanel"];
  const SELECTOR = "template[data-begin]";
  const begun = new WeakSet();

  /* a class of Wagtail's for choosers, or one made of it */
  const isChooser = (found) => typeof found.prototype?.setStateFromModalData === "function";

  function begin(place) {
    if (begun.has(place) || !place.isConnected) return;
    begun.add(place);
    const name = place.dataset.begin;
    const given = JSON.parse(place.dataset.arguments);
    const found = Object.hasOwn(window, name) ? window[name] : undefined;
    if (typeof found !== "function") throw new Error(`Nothing begins here by the name of ${name}.`);
    if (FUNCTIONS.includes(name)) found(...given);
    else if (CLASSES.includes(name) || isChooser(found)) new found(...given);
    else throw new Error(`${name} is not among what may begin by itself.`);
  }

  function beginWithin(node) {
    if (node.nodeType !== Node.ELEMENT_NODE && node !== document) return;
    if (node !== document && node.matches(SELECTOR)) begin(node);
    for (const place of node.querySelectorAll(SELECTOR)) begin(place);
  }

  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) beginWithin(node);
  }).observe(document, { childList: true, subtree: true });

  /* Who adds a child in order to fill it asks for its chooser at once, before an observer hears. */
  document.addEventListener("w-formset:added", (event) => beginWithin(event.target));

  beginWithin(document);
})();
