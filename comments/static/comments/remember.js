// Fills in name, e-mail and website for who asked for it, on this device only, for a year.
// The box "remember" of a form [data-remember] is the question. Unticked, all is forgotten here
// and, since no script reads the cookie, by a post to the page; [data-forgotten] says so.
// A form [data-forget] forgets the rest.

const KEY = "reader";
const FIELDS = ["name", "email", "website"];
const YEAR = 365 * 24 * 3600 * 1000; // milliseconds, as long as the cookie

function recall() {
  const kept = JSON.parse(localStorage.getItem(KEY) ?? "null");
  if (kept && Date.now() < kept.until) return kept;
  localStorage.removeItem(KEY);
  return null;
}

async function isCookieForgotten(form) {
  const post = new URLSearchParams({ action: "forget" });
  const token = form.elements.namedItem("csrfmiddlewaretoken");
  if (token) post.set(token.name, token.value);
  try {
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: post });
    return answer.ok;
  } catch {
    return false; // nobody is there
  }
}

function start(form) {
  const box = form.elements.namedItem("remember");
  const fields = FIELDS.map((name) => form.elements.namedItem(name)).filter(Boolean);
  if (!box || !fields.length) return;
  const kept = recall();
  const isUntouched = fields.every((field) => !field.value) && !form.querySelector("[aria-invalid]");
  if (kept && isUntouched) {
    for (const field of fields) field.value = kept[field.name] ?? "";
    box.checked = true;
  }
  const said = form.querySelector("[data-forgotten]");
  box.addEventListener("change", async () => {
    said.textContent = "";
    if (box.checked) return;
    localStorage.removeItem(KEY);
    const isForgotten = await isCookieForgotten(form);
    said.textContent = isForgotten ? said.dataset.forgotten : said.dataset.notForgotten;
    if (!isForgotten) box.checked = true;
  });
  form.addEventListener("submit", () => {
    const given = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    if (box.checked) localStorage.setItem(KEY, JSON.stringify({ ...given, until: Date.now() + YEAR }));
    else localStorage.removeItem(KEY);
  });
}

for (const form of document.querySelectorAll("form[data-remember]")) {
  try {
    start(form);
  } catch {
    // a browser that keeps nothing: so do we
  }
}

for (const form of document.querySelectorAll("form[data-forget]")) {
  form.addEventListener("submit", () => {
    try {
      localStorage.removeItem(KEY);
    } catch {
      // there was nothing to forget
    }
  });
}
