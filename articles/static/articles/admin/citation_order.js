/**
 * The labels that readers will see, while somebody writes.
 *
 * Markers stand in the document in the order in which the server reads them
 * (articles/citations.py): fields and blocks in the order of the form, tables
 * row by row. `window.studioCitations` reads that order, and tells whoever
 * watches when it changes. A marker is an element with `data-reference`.
 */
(() => {
  if (window.studioCitations) return;

  const { studioReferences } = window;
  const listeners = new Set();
  let labels = new Map();
  let counts = new Map();
  let order = '';

  const markers = () =>
    [...document.querySelectorAll('form .footnote-marker')].filter(
      // Wagtail keeps deleted blocks in the form, hidden
      (marker) => !marker.closest('[aria-hidden="true"]'),
    );

  /** As `number()` does it on the server; a lost marker takes no number. */
  const number = (found) => {
    const byReference = studioReferences.settings().numbering === 'by_reference';
    const ranks = new Map();
    const numbered = new Map();
    found.forEach((marker) => {
      const { reference } = marker.dataset;
      if (!studioReferences.find(reference)) return;
      if (!ranks.has(reference)) ranks.set(reference, ranks.size + 1);
      numbered.set(marker, `(${byReference ? ranks.get(reference) : numbered.size + 1})`);
    });
    return numbered;
  };

  const read = () => {
    const found = markers();
    const fresh = number(found);
    const before = counts;
    counts = new Map();
    found.forEach(({ dataset: { reference } }) =>
      counts.set(reference, (counts.get(reference) || 0) + 1),
    );
    const seen = found
      .map((marker) => `${marker.dataset.reference} ${fresh.get(marker)}`)
      .join('\n');
    const moved = found.some((marker) => labels.get(marker) !== fresh.get(marker));
    if (seen === order && !moved) return;
    order = seen;
    labels = fresh;
    listeners.forEach((listener) => listener({ before, counts }));
  };

  let frame = 0;
  const refresh = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      read();
    });
  };

  const start = () => {
    const form = document.querySelector('[data-edit-form]');
    if (!form) return;
    new MutationObserver(refresh).observe(form, {
      childList: true,
      subtree: true,
      attributeFilter: ['aria-hidden', 'data-reference'],
    });
    refresh();
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
  studioReferences.watch(refresh);

  window.studioCitations = {
    labelOf: (marker) => labels.get(marker) || '',
    /** The markers that lead to a reference, in order. */
    of: (reference) => markers().filter((marker) => marker.dataset.reference === reference),
    refresh,
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
})();
