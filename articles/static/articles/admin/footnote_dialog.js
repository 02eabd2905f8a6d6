/**
 * The dialog in which an editor chooses where a footnote leads.
 *
 * `window.openFootnoteDialog({ words, current })` shows it and resolves to
 * `{ reference: key }`, `{ remove: true }`, or null where nothing shall change.
 * `current` is the reference of the marker being changed; without it a marker
 * is being inserted.
 */
(() => {
  if (window.openFootnoteDialog) return;

  const NEW = '';
  let count = 0;

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => {
      if (value === true) made.setAttribute(name, '');
      else if (value || value === '') made.setAttribute(name, value);
    });
    made.append(...children);
    return made;
  };

  /** A label, its control below it, and a line of help. */
  const labelled = (id, label, control, help) => {
    control.id = id;
    const parts = [element('label', { for: id }, label), control];
    if (help) {
      control.setAttribute('aria-describedby', `${id}-help`);
      parts.push(element('p', { id: `${id}-help`, class: 'footnote-dialog__help' }, help));
    }
    return element('div', { class: 'footnote-dialog__field' }, ...parts);
  };

  const webAddress = (text) => {
    try {
      const url = new URL(/^[a-z]+:/i.test(text) ? text : `https://${text}`);
      return /^https?:$/.test(url.protocol) && url.hostname.includes('.') ? url.href : '';
    } catch {
      return '';
    }
  };

  /** A reference that is there, before the offer to write one. */
  const preferred = (choices) => choices.find(({ key }) => key !== NEW) || choices[0];

  class FootnoteDialog {
    constructor({ words, current }) {
      this.words = words;
      this.current = current;
      this.id = `footnote-${(count += 1)}`;
      this.choices = [];
      this.build();
    }

    build() {
      const { words, id } = this;
      const references = window.studioReferences.all();
      this.filter = element('input', { type: 'search', autocomplete: 'off' });
      this.list = element('fieldset', { class: 'footnote-dialog__list' });
      this.list.append(element('legend', {}, words.references));
      // first, for at the end of a long list nobody would see it
      if (window.studioReferences.canAdd()) this.addChoice(NEW, words.writeNew);
      references.forEach(({ key, summary }) => this.addChoice(key, summary || words.empty));
      this.status = element('p', { class: 'footnote-dialog__help', role: 'status' });
      this.note = element('textarea', { rows: 3 });
      this.title = this.input('title');
      this.authors = this.input('authors');
      this.link = this.input('url', { inputmode: 'url' });
      this.fields = element(
        'div',
        { class: 'footnote-dialog__new' },
        labelled(`${id}-note`, words.note, this.note, words.noteHelp),
        labelled(`${id}-title`, words.referenceTitle, this.title),
        labelled(`${id}-authors`, words.authors, this.authors, words.authorsHelp),
        labelled(`${id}-link`, words.link, this.link),
      );
      this.alert = element('p', { id: `${id}-alert`, class: 'footnote-dialog__alert', role: 'alert' });
      const cancel = element('button', { type: 'button', class: 'button button-secondary' }, words.cancel);
      cancel.addEventListener('click', () => this.close(null));
      const remove = element(
        'button',
        { type: 'button', class: 'button no button-secondary', hidden: this.current === undefined },
        words.remove,
      );
      remove.addEventListener('click', () => this.close({ remove: true }));
      const editing = this.current !== undefined;
      this.form = element(
        'form',
        { novalidate: true },
        element('h2', { id: `${id}-heading` }, editing ? words.titleEdit : words.title),
        ...(references.length
          ? [labelled(`${id}-filter`, words.filter, this.filter), this.status]
          : []),
        this.list,
        this.fields,
        this.alert,
        element(
          'div',
          { class: 'footnote-dialog__buttons' },
          element('button', { type: 'submit', class: 'button' }, editing ? words.change : words.insert),
          cancel,
          remove,
        ),
      );
      this.dialog = element(
        'dialog',
        { class: 'footnote-dialog', 'aria-labelledby': `${id}-heading` },
        this.form,
      );
      this.listen();
      this.choose(this.choices.find(({ key }) => key === this.current) || preferred(this.choices));
    }

    input(name, attributes = {}) {
      const maxlength = window.studioReferences.limit(name) || false;
      return element('input', { type: 'text', autocomplete: 'off', maxlength, ...attributes });
    }

    addChoice(key, text) {
      const radio = element('input', { type: 'radio', name: `${this.id}-reference` });
      const row = element('label', { class: 'footnote-dialog__choice' }, radio, element('span', {}, text));
      this.choices.push({ key, text: text.toLocaleLowerCase(), radio, row });
      this.list.append(row);
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
      this.filter.addEventListener('input', () => this.narrow());
      this.filter.addEventListener('keydown', (event) => {
        if (event.key !== 'ArrowDown') return;
        event.preventDefault();
        this.chosen()?.radio.focus();
      });
      this.list.addEventListener('change', () => this.choose(this.chosen()));
      this.dialog.addEventListener('cancel', (event) => {
        event.preventDefault();
        this.close(null);
      });
      // Keys typed here are no shortcuts of the page behind.
      this.dialog.addEventListener('keydown', (event) => event.stopPropagation());
    }

    chosen() {
      return this.choices.find(({ radio }) => radio.checked);
    }

    choose(choice) {
      if (choice) choice.radio.checked = true;
      this.fields.hidden = choice?.key !== NEW;
      this.say('');
    }

    /** Show the references that have all the words; the offer to write one stays. */
    narrow() {
      const wanted = this.filter.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      const standing = this.choices.filter((choice) => {
        const stays = choice.key === NEW || wanted.every((word) => choice.text.includes(word));
        choice.row.hidden = !stays;
        return stays;
      });
      this.status.textContent = standing.some(({ key }) => key !== NEW) ? '' : this.words.noMatch;
      if (!standing.includes(this.chosen())) {
        if (this.chosen()) this.chosen().radio.checked = false;
        this.choose(preferred(standing));
      } else if (wanted.length && this.chosen().key === NEW) {
        this.choose(preferred(standing));
      }
    }

    say(text, control) {
      [this.note, this.title, this.link].forEach((each) => each.removeAttribute('aria-invalid'));
      this.alert.textContent = text;
      if (!control) return;
      control.setAttribute('aria-invalid', 'true');
      control.focus();
    }

    submit() {
      const choice = this.chosen();
      if (!choice) this.say(this.words.needChoice, this.filter);
      else if (choice.key === NEW) this.write();
      else this.close({ reference: choice.key });
    }

    write() {
      const [note, title, authors, typed] = [this.note, this.title, this.authors, this.link].map(
        (control) => control.value.trim(),
      );
      if (!note && !title) {
        this.say(this.words.needWords, this.note);
        return;
      }
      const url = typed && webAddress(typed);
      if (typed && !url) {
        this.say(this.words.badLink, this.link);
        return;
      }
      const values = { note, title, authors, url };
      if (url) values.kind = 'web';
      const reference = window.studioReferences.add(values);
      if (reference) this.close({ reference });
      else this.say(this.words.full);
    }

    open() {
      document.body.append(this.dialog);
      this.dialog.showModal();
      const first = this.choices.length > 1 ? this.filter : this.note;
      first.focus();
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
