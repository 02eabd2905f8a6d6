// What stands on another site, a film or a map, is shown when the visitor asks for it, not before.
// [data-elsewhere] holds the address for the frame, -title its name, -open the words of the button.

for (const place of document.querySelectorAll("[data-elsewhere]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button elsewhere__open";
  button.textContent = place.dataset.elsewhereOpen;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = place.dataset.elsewhere;
    frame.title = place.dataset.elsewhereTitle;
    frame.allow = "fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    button.replaceWith(frame);
    frame.focus();
  });
  place.append(button);
}
