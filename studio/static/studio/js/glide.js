// A page glides to what a link on it leads to; see base.css. On arrival it stands there at once.

const root = document.documentElement;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link?.hash || link.href.split("#")[0] !== location.href.split("#")[0]) return;
  root.dataset.glides = "";
  addEventListener("scrollend", () => delete root.dataset.glides, { once: true });
});
