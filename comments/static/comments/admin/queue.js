/* Decides without loading the page anew. Without it, every button is a form's. */

const undone = []; // decisions that can be taken back, the last one at the end
const typed = new Map(); // reasons and notes that did not arrive, by the number of the comment
const left = new Map(); // the turn in which a comment was decided and left the list, by its number

const find = (selector, from = document) => from.querySelector(selector);
const results = () => find("#listing-results");
const rows = () => [...document.querySelectorAll("[data-queue-row]")];
const tab = () => find("[data-queue-tab]").dataset.queueTab;
const words = (name) => find("[data-queue-words]").dataset[name];

/* --- what is said ---------------------------------------------------------- */

function say(text) {
  const toast = find("[data-queue-toast]");
  toast.toggleAttribute("data-shown", Boolean(text));
  find("[data-queue-said]").textContent = text;
  find("[data-queue-undo]").hidden = undone.length === 0;
  toast.dispatchEvent(new CustomEvent("queue:said"));
}

function count(counts) {
  for (const [name, number] of Object.entries(counts)) {
    const place = find(`[data-queue-count="${name}"]`);
    if (place) place.textContent = number.toLocaleString(document.documentElement.lang);
  }
  const { pathname } = new URL(find("[data-queue-tab] a").href);
  const entry = find(`.sidebar a[href="${pathname}"]`);
  if (!entry) return;
  if (counts.waiting) {
    entry.dataset.waiting = counts.waiting;
    entry.setAttribute("aria-label", words("menu").replace("%(count)s", counts.waiting));
  } else {
    delete entry.dataset.waiting;
    entry.removeAttribute("aria-label");
  }
}

/* --- rows and focus -------------------------------------------------------- */

const rowOf = (element) => element.closest("[data-queue-row]");
const numberOf = (row) => row.dataset.queueRow;
const opener = (row) => find("[data-queue-case]", row);
const unfolded = (row) =>
  row.nextElementSibling?.matches("[data-queue-unfolded-of]") ? row.nextElementSibling : null;

function stand(row) {
  if (!row) return;
  opener(row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

async function unfold(row) {
  const link = opener(row);
  const open = unfolded(row);
  if (open) {
    open.remove();
    link.setAttribute("aria-expanded", "false");
    return;
  }
  const place = document.createElement("tr");
  place.id = `case-${numberOf(row)}`;
  place.dataset.queueUnfoldedOf = numberOf(row);
  place.insertCell().dataset.queueGap = "";
  const cell = place.insertCell();
  cell.className = "queue-unfolded";
  cell.colSpan = row.cells.length - 1;
  cell.textContent = words("loading");
  row.after(place);
  link.setAttribute("aria-expanded", "true");
  link.setAttribute("aria-controls", place.id);
  const answer = await ask(link.dataset.queueCase, { headers: { Accept: "text/html" } });
  if (!answer) {
    unfold(row);
    return;
  }
  cell.innerHTML = await answer.text();
  const now = find("[data-queue-turn]", cell);
  if (now) saw(row, now.dataset.queueTurn);
}

/* The moderator has the comment before the eyes as it is now, and decides about that. */
function saw(row, turn) {
  row.dataset.queueTurn = turn;
  for (const button of row.querySelectorAll("button[data-queue-verb]")) {
    const url = new URL(button.formAction);
    url.searchParams.set("turn", turn);
    button.formAction = url;
  }
}

/* Shows what has become of a comment that is no longer as the row says. */
async function lookAgain(row) {
  if (unfolded(row)) await unfold(row); // folds it
  await unfold(row);
}

/* --- talking to the server ------------------------------------------------- */

async function ask(url, options = {}) {
  const headers = { "X-Requested-With": "XMLHttpRequest", ...options.headers };
  let answer;
  try {
    answer = await fetch(url, { ...options, headers });
  } catch {
    say(words("failed"));
    return null;
  }
  if (answer.ok) return answer;
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  say(told.message ?? words(answer.status === 403 ? "gone" : "failed"));
  if ("turn" in told) options.changed?.();
  return null;
}

async function post(url, fields, changed) {
  const body = new FormData(find("[data-queue-form]") ?? find("[data-queue-undo-form]"));
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const headers = { Accept: "application/json" };
  const answer = await ask(url, { method: "POST", body, headers, changed });
  return answer?.json();
}

/* The list as it is now, on the page where the moderator is. */
async function refresh() {
  const source = find("[data-search-form]").dataset.wSwapSrcValue;
  const answer = await ask(source + location.search, { headers: { Accept: "text/html" } });
  if (!answer) return false;
  results().innerHTML = await answer.text();
  document.dispatchEvent(new CustomEvent("w-swap:success"));
  begin();
  return true;
}

/* --- deciding -------------------------------------------------------------- */

async function decide(row, verb, extra = {}) {
  const button = find(`[data-queue-verb="${verb}"]`, row);
  if (!button || row.hasAttribute("aria-busy")) return;
  const follower = neighbour(row);
  row.setAttribute("aria-busy", "true");
  const told = await post(button.formAction, { status: button.value, ...extra }, () =>
    lookAgain(row),
  );
  row.removeAttribute("aria-busy");
  if (!told) return;
  typed.delete(numberOf(row));
  if (told.undo) undone.push({ comments: told.undo, row: numberOf(row) });
  count(told.counts);
  say(told.message);
  if (tab() === "all") {
    if (await refresh()) stand(find(`#row-${numberOf(follower ?? row)}`));
    return;
  }
  const here = tab() === "trash" ? "trashed" : tab();
  if (here === button.value) return;
  left.set(numberOf(row), row.dataset.queueTurn);
  remove(row);
  if (rows().length || (await refresh())) stand(follower?.isConnected ? follower : rows()[0]);
  // whoever went to "Undo" while the list was loaded stays there
  const isElsewhere = find("[data-queue-toast]").contains(document.activeElement);
  if (!rows().length && !isElsewhere) find("[data-queue-empty]")?.focus();
}

function neighbour(row) {
  const all = rows();
  const at = all.indexOf(row);
  return all[at + 1] ?? all[at - 1];
}

function remove(row) {
  const box = find("[data-bulk-action-checkbox]", row);
  if (box.checked) {
    box.checked = false;
    box.dispatchEvent(new Event("change"));
  }
  unfolded(row)?.remove();
  row.remove();
}

function reject(row) {
  const dialog = find("[data-queue-rejecting]");
  const form = find("form", dialog);
  const title = find("[data-queue-reject-title]");
  const name = find(".queue-who b", row).textContent;
  form.reset();
  for (const [field, value] of Object.entries(typed.get(numberOf(row)) ?? {})) {
    form.elements[field].value = value;
  }
  // a function, since a name may hold signs that mean something in a replacement
  title.textContent = title.dataset.words.replace("%(name)s", () => name);
  dialog.returnValue = "";
  dialog.addEventListener(
    "close",
    () => {
      stand(row);
      if (dialog.returnValue !== "reject") return;
      const { rejection, note } = form.elements;
      typed.set(numberOf(row), { rejection: rejection.value, note: note.value });
      decide(row, "r", typed.get(numberOf(row)));
    },
    { once: true },
  );
  for (const radio of form.querySelectorAll("input[type=radio]")) radio.required = true;
  dialog.showModal();
  find("input[type=radio]", form).focus();
}

function act(row, verb) {
  if (!row || !find(`[data-queue-verb="${verb}"]`, row)) return;
  if (verb === "r") reject(row);
  else decide(row, verb);
}

async function undo() {
  const last = undone.pop();
  if (!last) {
    const form = find("[data-queue-undo-form]");
    if (form) form.requestSubmit();
    else say(words("nothing"));
    return;
  }
  const told = await post(find("[data-queue-toast]").dataset.undoUrl, { comments: last.comments });
  if (!told) return;
  if (await refresh()) stand(find(`#row-${last.row}`) ?? rows()[0]);
  count(told.counts);
  say(told.message);
}

/* --- hands ----------------------------------------------------------------- */

function clicked(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("[data-queue-case]");
  if (link) {
    event.preventDefault();
    unfold(rowOf(link));
    return;
  }
  const verb = event.target.closest("button[data-queue-verb]");
  if (verb) {
    event.preventDefault();
    act(rowOf(verb), verb.dataset.queueVerb);
    return;
  }
  if (event.target.closest("[data-queue-undo]")) undo();
}

/* --- begin ----------------------------------------------------------------- */

function begin() {
  for (const row of rows()) {
    opener(row).setAttribute("role", "button");
    opener(row).setAttribute("aria-expanded", "false");
  }
}

document.addEventListener("click", clicked);
document.addEventListener("w-swap:success", () => {
  begin();
  // a search that was under way when somebody decided brings back what has left since
  const late = rows().filter((row) => left.get(numberOf(row)) === row.dataset.queueTurn);
  late.forEach(remove);
  if (late.length && !rows().length) refresh();
});
document.addEventListener("queue:say", (event) => say(words(event.detail)));
begin();
/* Back from the form of a row. The browser, which cannot focus a row, has to be done first. */
window.addEventListener("load", () => {
  if (!/^#row-\d+$/.test(location.hash)) return;
  const row = find(location.hash);
  history.replaceState(history.state, "", location.pathname + location.search);
  requestAnimationFrame(() => stand(row));
});
