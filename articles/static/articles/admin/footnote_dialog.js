/**
 * The dialog in which an editor chooses where a footnote leads.
 *
 * `window.openFootnoteDialog({ words, current, lost, beside })` shows it and resolves
 * to `{ reference: key }`, `{ remove: true }`, `{ another: true }` where one more
 * marker is wanted behind the one being changed, or null where nothing shall
 * change. `current` is the reference of the marker being changed; without it a
 * marker is being inserted. `lost` says why that reference is gone, if it is.
 * `beside` is the place in the window it stands at.
 *
 * One field on top narrows the references of this article and asks the library.
 * What is chosen is marked: Enter takes it. Where the marker's reference is gone,
 * nothing is marked until somebody types or chooses. An answer of the library
 * never changes what Enter does: where this article has nothing, Enter waits until
 * it came and could be seen (unless it is the very address that was typed).
 */
(() => {
  if (window.openFootnoteDialog) return;

  /** In milliseconds: nobody has seen what was marked less than that ago. */
  const GLANCE = 300;
  const { element, labelled, placeBeside } = window.studioDialogs;
  const { isLink, isNote, isNamedBy } = window.studioLibrary;
  let count = 0;

  const seen = () =>
    new Promise((resolve) => {
      setTimeout(resolve, GLANCE);
    });

  class FootnoteDialog {
    constructor({ words, current, lost, beside }) {
      this.words = words;
      this.current = current;
      this.lost = lost;
      this.beside = beside;
      this.id = `footnote-${(count += 1)}`;
      // whether the library's first hit may yet be marked
      this.pending = false;
      this.build();
      this.listen();
    }

    build() {
      const { words, id, current } = this;
      // not of type "search", whose first Escape would but empty it
      this.field = element('input', { type: 'text', autocomplete: 'off', maxlength: 500 });
      this.written = new window.StudioNewReference({ words, id });
      const chose = (choice) => this.show(choice);
      this.choices = new window.StudioFootnoteChoices({ words, id, current, chose });
      this.status = element('p', { class: 'footnote-dialog__help', role: 'status' });
      this.buildForm();
      this.choices.choose(this.choices.preferred(''));
    }

    buildForm() {
      const { words, id } = this;
      const editing = this.current !== undefined;
      const lost = this.lost
        ? element('p', { id: `${id}-lost`, class: 'footnote-dialog__lost' }, this.lost)
        : '';
      const button = (type, classname, text) =>
        element('button', { type, class: `button ${classname}`.trim() }, text);
      this.cancel = button('button', 'button-secondary', words.cancel);
      this.remove = button('button', 'no button-secondary', words.remove);
      this.another = button('button', 'button-secondary', words.another);
      this.remove.hidden = !editing;
      this.another.hidden = !editing || Boolean(this.lost);
      this.form = element(
        'form',
        { novalidate: true },
        element('h2', { id: `${id}-heading` }, editing ? words.titleEdit : words.title),
        lost,
        labelled(`${id}-field`, words.filter, this.field, words.filterHelp),
        this.status,
        element('div', { class: 'footnote-dialog__body' }, this.choices.list, this.written.fields),
        this.written.alert,
        element(
          'div',
          { class: 'footnote-dialog__buttons' },
          button('submit', '', editing ? words.change : words.insert),
          this.cancel,
          this.another,
          this.remove,
        ),
      );
      this.dialog = element(
        'dialog',
        {
          class: 'footnote-dialog',
          'aria-labelledby': `${id}-heading`,
          'aria-describedby': lost ? lost.id : null,
        },
        this.form,
      );
    }

    listen() {
      this.form.addEventListener('submit', (event) => {
        event.preventDefault();
        this.submit();
      });
      this.form.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          this.form.requestSubmit();
        }
      });
      this.field.addEventListener('input', () => this.typed());
      this.field.addEventListener('keydown', (event) => this.choices.step(event));
      this.cancel.addEventListener('click', () => this.close(null));
      this.another.addEventListener('click', () => this.close({ another: true }));
      this.remove.addEventListener('click', () => this.close({ remove: true }));
      this.dialog.addEventListener('cancel', (event) => {
        event.preventDefault();
        this.close(null);
      });
      // Keys typed here are no shortcuts of the page behind.
      this.dialog.addEventListener('keydown', (event) => event.stopPropagation());
    }

    /** Beside what was chosen, the fields that it needs. */
    show(choice) {
      this.written.fields.hidden = !choice?.isNew;
      this.written.say('');
      this.field.removeAttribute('aria-invalid');
    }

    typed() {
      const typed = this.field.value.trim();
      this.choices.narrow(typed);
      this.choices.nameOffer(this.written.begin(typed));
      this.askLibrary();
    }

    async askLibrary() {
      const asked = {};
      this.asked = asked;
      const isAsked = () => this.dialog.open && this.asked === asked;
      this.status.textContent = '';
      this.pending = this.mayBeFound();
      let said = this.words.libraryAway;
      try {
        const answer = await window.studioLibrary.search(this.field.value);
        if (!answer || !isAsked()) return;
        said = this.choices.shelve(answer);
        if (this.takeFound() && this.pending) await seen();
      } catch {
        // said below
      }
      if (!isAsked()) return;
      this.pending = false;
      this.status.textContent = said;
    }

    /** Whether words were typed to look for, which this article does not have. */
    mayBeFound() {
      const typed = this.field.value.trim();
      return this.choices.chosen()?.isNew && !isLink(typed) && !isNote(typed);
    }

    /** Whether it was somebody, and not this script, who chose what is marked. */
    isChosenByHand() {
      return (
        this.choices.isByHand() || this.written.fields.contains(document.activeElement)
      );
    }

    /**
     * Mark what the library has, where nobody chose: the very work whose address was
     * typed, or the first that has the words. Gives whether something was marked.
     */
    takeFound() {
      if (!this.choices.chosen()?.isNew || this.isChosenByHand()) return false;
      const typed = this.field.value.trim();
      const found = this.choices.found(({ facts }) => this.pending || isNamedBy(facts, typed));
      if (found) this.choices.choose(found);
      return Boolean(found);
    }

    submit() {
      const choice = this.choices.chosen();
      if (this.pending && !this.isChosenByHand()) this.status.textContent = this.words.looking;
      else if (!choice) this.written.say(this.words.needChoice, this.field);
      else if (choice.isNew) this.write();
      else if (choice.result) this.take(choice.result);
      else this.close({ reference: choice.key });
    }

    /** Cite a source of the library: again, where a reference of this article has it. */
    take({ id, facts }) {
      const source = String(id);
      const there = window.studioReferences.all().find((each) => each.source === source);
      this.finish(there?.key || window.studioReferences.add({ ...facts, source }), !there);
    }

    write() {
      const values = this.written.read();
      if (values) this.finish(window.studioReferences.add(values), true);
    }

    finish(reference, isNew) {
      if (reference) this.close({ reference, isNew });
      else this.written.say(this.words.full);
    }

    open() {
      document.body.append(this.dialog);
      this.dialog.showModal();
      placeBeside(this.dialog, this.beside);
      this.field.focus();
      this.choices.show();
      return new Promise((resolve) => {
        this.resolve = resolve;
      });
    }

    close(answer) {
      this.dialog.close();
      this.dialog.remove();
      this.resolve(answer);
    }
  }

  window.openFootnoteDialog = (options) => {
    window.studioReferences.healKeys();
    return new FootnoteDialog(options).open();
  };
})();
