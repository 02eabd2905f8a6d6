/* What was done is said for a while. It stays while the pointer or the focus is on it. */

const STAYS = 12_000; // milliseconds
const toast = document.querySelector("[data-queue-toast]");
let timer;
let before; // what had the focus

function close() {
  clearTimeout(timer);
  if (toast.contains(document.activeElement)) {
    document.activeElement.blur();
    before?.focus();
  }
  toast.removeAttribute("data-shown");
}

function leave() {
  if (toast.matches(":hover, :focus-within")) wait();
  else close();
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(leave, STAYS);
}

toast.addEventListener("queue:said", wait);
toast.addEventListener("focusin", ({ relatedTarget }) => {
  if (!toast.contains(relatedTarget)) before = relatedTarget;
});
toast.querySelector("[data-queue-close]").addEventListener("click", close);
