// Shows, below a field, links to the pages whose titles go on as it was begun to type.
// [data-suggestions] holds the address that is asked, -some and -none what a screen reader is told.
// A plain list of links: the arrows go through it and back into the field, Escape puts it away.

const PAUSE = 150; // milliseconds without a key, so that not every letter asks

for (const place of document.querySelectorAll("[data-suggestions]")) {
  const field = place.querySelector("input");
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.setAttribute("role", "list");
  list.hidden = true;
  const told = document.createElement("p");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  place.append(list, told);

  let asking = new AbortController();
  let timer;

  const show = (html) => {
    list.innerHTML = html; // our own template, of titles that it escapes
    list.hidden = !list.children.length;
  };

  const putAway = () => {
    clearTimeout(timer);
    asking.abort();
    show("");
    told.textContent = "";
  };

  const ask = async () => {
    asking.abort(); // a late answer to fewer letters shall not come after that to more
    asking = new AbortController();
    const { signal } = asking;
    const query = new URLSearchParams({ q: field.value });
    try {
      const answer = await fetch(`${place.dataset.suggestions}?${query}`, { signal });
      const html = answer.ok ? await answer.text() : "";
      if (signal.aborted) return;
      show(html);
      told.textContent = list.hidden
        ? place.dataset.suggestionsNone
        : place.dataset.suggestionsSome;
    } catch {
      // given up, or no network: the form goes on working
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    if (field.value.trim().length < 2) putAway();
    else timer = setTimeout(ask, PAUSE);
  });

  place.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      field.focus();
      putAway();
    }
    if (list.hidden || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const stops = [field, ...list.querySelectorAll("a")];
    const step = event.key === "ArrowDown" ? 1 : -1;
    const at = stops.indexOf(document.activeElement);
    stops[(at + step + stops.length) % stops.length].focus();
  });

  place.addEventListener("focusout", (event) => {
    if (!place.contains(event.relatedTarget)) putAway();
  });
  field.form.addEventListener("submit", putAway);
}
