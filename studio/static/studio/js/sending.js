// Sends a form [data-once] once, and tells how many seconds it took to write.

const opened = performance.now();

for (const form of document.querySelectorAll("form[data-once]")) {
  let isOnItsWay = false;
  form.addEventListener("submit", (event) => {
    if (isOnItsWay) {
      event.preventDefault();
      return;
    }
    isOnItsWay = true;
    const seconds = form.elements.namedItem("seconds");
    if (seconds) seconds.value = Math.round((performance.now() - opened) / 1000);
  });
  // who comes back by the browser's Back may send it again
  addEventListener("pageshow", () => (isOnItsWay = false));
}
