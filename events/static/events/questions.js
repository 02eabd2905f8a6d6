// Shows a question when the answer to another one asks for it, and takes it away when not.
// [data-asked-if] holds the name of the field that decides, [data-asked-value] the answer that asks;
// [data-condition] says so in words, for whom no script runs. What is not asked is not sent.

function given(form, name) {
  const fields = [...form.elements].filter((field) => field.name === name);
  return fields
    .filter((field) => !field.closest("[data-asked-if][hidden]"))
    .filter((field) => field.checked || !/^(checkbox|radio)$/.test(field.type))
    .map((field) => field.value);
}

function start(form, questions) {
  function ask() {
    // from above to below: what depends on a question that is taken away goes with it
    for (const question of questions) {
      question.hidden = !given(form, question.dataset.askedIf).includes(question.dataset.askedValue);
    }
  }

  for (const question of questions) question.querySelector("[data-condition]").hidden = true;
  form.addEventListener("change", ask);
  // not by disabling them: browsers do not bring back what was typed into disabled fields
  form.addEventListener("formdata", ({ formData }) => {
    const hidden = questions.filter((question) => question.hidden);
    for (const field of hidden.flatMap((question) => [...question.querySelectorAll("[name]")])) {
      formData.delete(field.name);
    }
  });
  // who comes back by the browser's Back finds what was filled in, which happens after this
  addEventListener("pageshow", ask);
  ask();
}

for (const form of document.forms) {
  const questions = [...form.querySelectorAll("[data-asked-if]")];
  if (questions.length) start(form, questions);
}
