// Shows a note beside its marker, and remembers the marker one came from.
// [data-notes] stands on the text; -list and -label hold the words of the link and of the note.

const MARKER = 'a[role="doc-noteref"]';
const OPEN_AFTER = 120;
const CLOSE_AFTER = 250;
const GAP = 8;

const text = document.querySelector("[data-notes]");
let note = null; // the note that is open
let timer = 0;
let touched = false;

function lineOf(marker) {
  return document.getElementById(decodeURIComponent(marker.hash.slice(1)));
}

// what a wide screen shows in the margin need not open above it as well
function isBeside(marker) {
  const beside = marker.nextElementSibling;
  return beside?.matches(".sidenote:not(.sidenote--brief)") && beside.checkVisibility();
}

function close() {
  clearTimeout(timer);
  note?.element.remove();
  note = null;
}

function later(action, delay) {
  clearTimeout(timer);
  timer = setTimeout(action, delay);
}

function place(element, marker) {
  const at = marker.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const left = Math.min(Math.max(GAP, at.left), width - element.offsetWidth - GAP);
  const above = at.top - element.offsetHeight - GAP;
  const top = above > GAP ? above : at.bottom + GAP;
  element.style.left = `${Math.max(0, left) + window.scrollX}px`;
  element.style.top = `${top + window.scrollY}px`;
}

function open(marker) {
  clearTimeout(timer);
  if (note?.marker === marker) return;
  close();
  const said = lineOf(marker)?.querySelector(".references__text");
  if (!said) return;
  const element = document.createElement("span");
  element.className = "note";
  element.popover = "manual"; // the top layer: no table or column can cut it off
  element.setAttribute("role", "note");
  element.setAttribute("aria-label", `${text.dataset.notesLabel} ${marker.textContent}`);
  const words = document.createElement("span");
  words.append(...said.cloneNode(true).childNodes);
  words.querySelectorAll("[id]").forEach((found) => found.removeAttribute("id"));
  const list = document.createElement("a");
  list.className = "note__list";
  list.href = marker.hash;
  list.textContent = text.dataset.notesList;
  list.addEventListener("click", () => {
    leaveFrom(marker);
    close();
  });
  element.append(words, list);
  element.addEventListener("pointerenter", () => clearTimeout(timer));
  element.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") later(close, CLOSE_AFTER);
  });
  // right behind its marker, so that Tab goes from one into the other
  marker.closest("sup").after(element);
  element.showPopover();
  note = { marker, element };
  place(element, marker);
}

// --- the way back -------------------------------------------------------------

function emphasise(marker) {
  document.querySelectorAll(".is-origin").forEach((found) => found.classList.remove("is-origin"));
  if (!marker) return;
  const back = lineOf(marker)?.querySelector(`a[role="doc-backlink"][href="#${marker.id}"]`);
  for (const found of [marker, back]) found?.classList.add("is-origin");
}

function comeIntoSight(marker) {
  const { top, bottom } = marker.getBoundingClientRect();
  if (bottom > 0 && top < window.innerHeight) return;
  marker.scrollIntoView({ block: "center", behavior: "instant" });
}

function leaveFrom(marker) {
  // on this entry of the history, so that the browser's Back finds it
  history.replaceState({ ...history.state, citation: marker.id }, "");
  emphasise(marker);
}

function start() {
  text.addEventListener("pointerdown", (event) => (touched = event.pointerType !== "mouse"), true);
  text.addEventListener("pointerover", (event) => {
    const marker = event.target.closest(MARKER);
    if (!marker || event.pointerType !== "mouse" || isBeside(marker)) return;
    later(() => open(marker), OPEN_AFTER);
  });
  text.addEventListener("pointerout", (event) => {
    if (event.target.closest(MARKER) && event.pointerType === "mouse") later(close, CLOSE_AFTER);
  });
  text.addEventListener("focusin", (event) => {
    const marker = event.target.closest(MARKER);
    if (!marker || touched) return;
    // the links in the margin are for pointers: a keyboard still gets to those of the note
    if (!isBeside(marker) || marker.matches(":focus-visible")) open(marker);
  });
  text.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (note && next && next !== note.marker && !note.element.contains(next)) close();
  });
  text.addEventListener("click", (event) => {
    const marker = event.target.closest(MARKER);
    if (!marker) return;
    if (touched && note?.marker !== marker && !isBeside(marker)) {
      event.preventDefault(); // a finger cannot hover: the first tap shows, the second leads
      open(marker);
      return;
    }
    leaveFrom(marker);
    close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (note && !note.element.contains(event.target) && !note.marker.contains(event.target)) close();
  });
  document.addEventListener("keydown", (event) => {
    touched = false;
    if (event.key !== "Escape" || !note) return;
    if (note.element.contains(document.activeElement)) {
      const { marker } = note;
      close();
      marker.focus({ preventScroll: true });
      close(); // focus has opened it again
    } else {
      close();
    }
  });
  window.addEventListener("resize", close);
  window.addEventListener("popstate", (event) => {
    const marker = document.getElementById(event.state?.citation ?? "");
    if (!marker) return;
    emphasise(marker);
    // a busy browser may not have kept where the page stood when it was left in haste
    requestAnimationFrame(() => requestAnimationFrame(() => comeIntoSight(marker)));
  });
}

if (text && "popover" in HTMLElement.prototype) start();
