/* The editor of events: only what fits what was chosen, and words to choose instead of to type.
   Without scripts everything is shown, and the words are typed. */

(() => {
  "use strict";

  const WITH_CHOICES = ["radio", "dropdown", "checkboxes"];
  const BOX = "checkbox";

  /* --- where people register decides which panels are needed --- */

  function showNeeded() {
    const registering = document.querySelector("[name=registering]");
    if (!registering) return;
    for (const part of document.querySelectorAll("[data-events-registering]")) {
      const fits = part.dataset.eventsRegistering.split(" ").includes(registering.value);
      /* what is refused is never out of sight */
      part.hidden = !fits && !part.querySelector(".error-message, [aria-invalid=true]");
    }
  }

  /* --- the kind of answer decides whether there are choices --- */

  function fieldOf(row, name) {
    return row.querySelector(`[name^="form_fields-"][name$="-${name}"]`);
  }

  function rowOf(element) {
    return element.closest("[data-inline-panel-child]");
  }

  function rows() {
    return [...document.querySelectorAll('[name^="form_fields-"][name$="-label"]')]
      .map(rowOf)
      .filter((row) => row && fieldOf(row, "DELETE")?.value !== "1");
  }

  function showChoices(row) {
    const kind = fieldOf(row, "field_type");
    const choices = fieldOf(row, "choices");
    const part = choices && choices.closest(".w-panel__wrapper, .w-field__wrapper");
    if (!kind || !part) return;
    const needed = WITH_CHOICES.includes(kind.value) || choices.value.trim() !== "";
    part.hidden = !needed && !part.querySelector(".error-message, [aria-invalid=true]");
  }

  /* --- a condition names a question above and one of its choices --- */

  function folded(text) {
    return text.trim().replace(/\s+/g, " ").toLowerCase();
  }

  function above(row) {
    const all = rows();
    return all.slice(0, Math.max(all.indexOf(row), 0)).filter((one) => {
      const kind = fieldOf(one, "field_type").value;
      return kind === BOX || WITH_CHOICES.includes(kind);
    });
  }

  function wordsFor(field) {
    const row = rowOf(field);
    if (field.name.endsWith("-depends_label")) return above(row).map((one) => fieldOf(one, "label").value);
    const wanted = folded(fieldOf(row, "depends_label").value);
    const deciding = above(row).find((one) => folded(fieldOf(one, "label").value) === wanted);
    if (!deciding) return [];
    if (fieldOf(deciding, "field_type").value === BOX) return ["yes"];
    const lines = fieldOf(deciding, "choices").value.split("\n");
    return [...new Set(lines.map((line) => line.trim()).filter(Boolean))];
  }

  function offerWords(field) {
    let list = document.getElementById("events-words");
    if (!list) {
      list = document.createElement("datalist");
      list.id = "events-words";
      document.body.append(list);
    }
    const options = wordsFor(field).map((word) => {
      const option = document.createElement("option");
      option.value = word;
      return option;
    });
    list.replaceChildren(...options);
    field.setAttribute("list", list.id);
  }

  document.addEventListener("focusin", (event) => {
    const name = event.target.name || "";
    if (/^form_fields-\d+-depends_(label|value)$/.test(name)) offerWords(event.target);
  });

  document.addEventListener("change", (event) => {
    const name = event.target.name || "";
    if (name === "registering") showNeeded();
    if (/^form_fields-\d+-field_type$/.test(name)) showChoices(rowOf(event.target));
  });

  function begin() {
    showNeeded();
    rows().forEach(showChoices);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
