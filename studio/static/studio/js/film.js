// A film elsewhere becomes a player when the visitor asks for it, not before.
// [data-film] holds the address of the player, -title its name, -play the words of the button.

for (const film of document.querySelectorAll("[data-film]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button film__play";
  button.textContent = film.dataset.filmPlay;
  button.addEventListener("click", () => {
    const player = document.createElement("iframe");
    player.src = film.dataset.film;
    player.title = film.dataset.filmTitle;
    player.allow = "fullscreen; picture-in-picture";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    button.replaceWith(player);
    player.focus();
  });
  film.append(button);
}
