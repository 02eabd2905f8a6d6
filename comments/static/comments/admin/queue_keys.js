/* The keys of the queue, where the user wants keys. They press the buttons that are there. */

const find = (selector, from = document) => from.querySelector(selector);
const rows = () => [...document.querySelectorAll("[data-queue-row]")];

/* The row that has the focus, or whose case has it. */
function here() {
  const at = document.activeElement;
  return (
    at.closest("[data-queue-row]") ?? at.closest("[data-queue-unfolded-of]")?.previousElementSibling
  );
}

function move(steps) {
  const all = rows();
  const at = all.indexOf(here());
  const next = at < 0 ? (steps > 0 ? 0 : all.length - 1) : at + steps;
  const row = all[Math.max(0, Math.min(all.length - 1, next))];
  if (!row) return;
  find("[data-queue-case]", row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function press(selector) {
  const row = here();
  if (row) find(selector, row)?.click();
  else if (rows().length) {
    document.dispatchEvent(new CustomEvent("queue:say", { detail: "start" }));
  }
}

/* What is chosen is meant; else the row that has the focus. */
function decide(verb) {
  const bar = find(`[data-bulk-action-button][href*="/${IN_BULK[verb]}/"]`);
  if (bar && find("[data-bulk-action-checkbox]:checked")) bar.click();
  else press(`[data-queue-verb="${verb}"]`);
}

const IN_BULK = { a: "approve", r: "reject", s: "spam", t: "delete" };

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  o: () => press("[data-queue-case]"),
  x: () => press("[data-bulk-action-checkbox]"),
  z: () => find("[data-queue-undo]").click(),
  "?": () => find("[data-queue-keys]").showModal(),
};
for (const verb of "arst") KEYS[verb] = () => decide(verb);
for (const verb of "ew") KEYS[verb] = () => press(`[data-queue-verb="${verb}"]`);

function typing(element) {
  return (
    element.isContentEditable ||
    element.closest("[role=dialog]:not([aria-hidden])") ||
    element.matches(
      "textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])",
    )
  );
}

/* In the question for a reason, a figure chooses. */
function choose(event, dialog) {
  if (event.target.matches("input:not([type=radio])")) return;
  const radio = dialog.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
  if (!radio) return;
  event.preventDefault();
  radio.checked = true;
  radio.focus();
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const open = find("dialog[open]");
  if (open) {
    choose(event, open);
    return;
  }
  if (event.repeat && !"jk".includes(event.key)) return;
  if (typing(event.target) || !KEYS[event.key]) return;
  event.preventDefault(); // Wagtail has keys of its own, "?" among them
  event.stopPropagation();
  KEYS[event.key]();
}

function offer() {
  const button = find("[data-queue-help]");
  button.hidden = false;
  button.addEventListener("click", KEYS["?"]);
}

if (JSON.parse(find("#wagtail-config").textContent).KEYBOARD_SHORTCUTS_ENABLED) {
  document.addEventListener("keydown", pressed, { capture: true });
  document.addEventListener("w-swap:success", offer);
  offer();
}
