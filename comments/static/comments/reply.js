// Brings the form below the comment that is answered, without loading the page again.
// [data-comment-form] is the form's section; -heading and -heading-answer hold its two headings.
// [data-reply] on a link holds the number of the comment; [data-cancel] shows while one is answered.
// [data-answered] quotes it, until the form stands below the comment itself.

const section = document.querySelector("[data-comment-form]");

function start() {
  const form = section.querySelector("form");
  const heading = section.querySelector("h3");
  const cancel = section.querySelector("[data-cancel]");
  const parent = form.elements.namedItem("parent");
  const home = document.createComment("the form's own place");
  section.before(home);
  let asked = null; // the link that brought the form here

  function address(number) {
    const url = new URL(location.href);
    url.hash = "";
    url.searchParams.delete("report");
    if (number) url.searchParams.set("reply", number);
    else url.searchParams.delete("reply");
    history.replaceState(history.state, "", url);
  }

  function answer(link) {
    const number = link.dataset.reply;
    const comment = link.closest("article");
    const name = document.getElementById(`${comment.id}-name`).textContent;
    asked = link;
    parent.value = number;
    heading.textContent = section.dataset.headingAnswer.replace("{name}", () => name);
    cancel.hidden = false;
    section.querySelector("[data-errors]")?.remove();
    section.querySelector("[data-answered]")?.remove();
    comment.after(section);
    address(number);
    form.elements.namedItem("text").focus();
  }

  function giveUp() {
    section.querySelector("[data-answered]")?.remove();
    parent.value = "";
    heading.textContent = section.dataset.heading;
    cancel.hidden = true;
    home.after(section);
    address("");
    (asked ?? form.elements.namedItem("text")).focus();
    asked = null;
  }

  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("[data-reply]");
    if (link) answer(link);
    else if (event.target.closest("[data-cancel] a")) giveUp();
    else return;
    event.preventDefault();
  });
  section.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && parent.value) giveUp();
  });
}

if (section) start();
