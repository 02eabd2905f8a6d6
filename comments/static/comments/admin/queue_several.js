/* Several at once, as they were seen; without a question where the answer can be taken back.

   A choice of all comments of the list, on whatever page, is still asked about. */

const rowOf = (box) => box.closest("[data-queue-row]").dataset;

function several(event) {
  const button = event.target.closest("[data-bulk-action-button]");
  const boxes = [...document.querySelectorAll("[data-bulk-action-checkbox]")];
  const chosen = boxes.filter((box) => box.checked);
  if (!button || !chosen.length) return;
  const all = document.querySelector("[data-bulk-action-num-objects-in-listing]");
  if (chosen.length === boxes.length && all?.classList.contains("w-hidden")) return;
  event.preventDefault();
  event.stopPropagation(); // Wagtail's own listener leads to the question, whatever was seen
  const form = document.querySelector("[data-queue-form]");
  const query = new URLSearchParams(chosen.map((box) => ["id", box.dataset.objectId]));
  query.set("next", new FormData(form).get("next"));
  const turns = chosen.map(rowOf).map((row) => `${row.queueRow}:${row.queueTurn}`);
  if (!/\/(approve|spam|delete)\/$/.test(button.pathname)) {
    query.set("turns", turns);
    location.href = `${button.pathname}?${query}`;
    return;
  }
  const field = form.querySelector("[data-queue-turns]");
  field.value = turns;
  field.disabled = false;
  form.action = `${button.pathname}?${query}`;
  form.submit();
}

document.addEventListener("click", several, { capture: true });

// The last script of the queue: from here on its keys and buttons do what they say.
window.addEventListener("load", () => {
  requestAnimationFrame(() => {
    document.querySelector("#listing-results").dataset.queueReady = "";
  });
});
