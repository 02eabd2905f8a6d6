// Keeps what is being written until it is sent: for this tab, on this page, and nowhere else.
// [data-draft] on a form names the draft of its field "text"; [data-posted] says that it arrived.

for (const form of document.querySelectorAll("form[data-draft]")) {
  const text = form.elements.namedItem("text");
  const key = `draft ${form.dataset.draft} ${location.pathname}`;
  try {
    if (document.querySelector("[data-posted]")) sessionStorage.removeItem(key);
    if (!text.value) text.value = sessionStorage.getItem(key) ?? "";
    text.addEventListener("input", () => {
      if (text.value) sessionStorage.setItem(key, text.value);
      else sessionStorage.removeItem(key);
    });
  } catch {
    // a browser that keeps nothing: so do we
  }
}
