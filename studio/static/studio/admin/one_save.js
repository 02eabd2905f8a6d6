/* Whoever presses Publish while the page is saving itself waits for the end of that.

   The first save of a new page makes the page. A second one sent meanwhile would be sent
   to the form for new pages, and make another or be refused, since the address is taken.
   When the first has been answered, Wagtail has led the form to the page that is there. */

(() => {
  "use strict";

  /* a save that is never answered holds nobody up for longer, in milliseconds */
  const LONGEST = 10_000;

  let isSaving = false;
  let pressed = null;

  function goOn() {
    isSaving = false;
    if (!pressed) return;
    const { form, name, value, timer } = pressed;
    pressed = null;
    clearTimeout(timer);
    /* its button may be shut by now, and what is shut is not sent */
    const choice = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    if (name) form.append(choice);
    form.requestSubmit();
  }

  document.addEventListener("w-autosave:save", () => {
    isSaving = true;
  });
  document.addEventListener("w-autosave:success", goOn);
  document.addEventListener("w-autosave:error", goOn);

  document.addEventListener("submit", (event) => {
    if (!isSaving || event.target.id !== "page-edit-form") return;
    event.preventDefault();
    if (pressed) return;
    const { name = "", value = "" } = event.submitter || {};
    pressed = { form: event.target, name, value, timer: setTimeout(goOn, LONGEST) };
  });
})();
