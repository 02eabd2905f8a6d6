/**
 * The part of the footnote dialog in which a new reference is written.
 *
 * `new window.StudioNewReference({ words, id })` has `fields` to show. What is
 * typed into the dialog's one field is its beginning: `begin(typed)`. `read()`
 * gives the values of a reference, or null and says what is missing.
 */
(() => {
  if (window.StudioNewReference) return;

  const { element, labelled } = window.studioDialogs;
  const { doiIn, addressIn, isLink } = window.studioLibrary;

  const input = (name, attributes = {}) => {
    const maxlength = window.studioReferences.limit(name) || false;
    return element('input', { type: 'text', autocomplete: 'off', maxlength, ...attributes });
  };

  window.StudioNewReference = class {
    constructor({ words, id }) {
      this.words = words;
      this.begun = { note: '', link: '' };
      this.note = element('textarea', { rows: 2 });
      this.title = input('title');
      this.authors = input('authors');
      this.link = input('url', { inputmode: 'url' });
      this.fields = element(
        'div',
        { class: 'footnote-dialog__new' },
        labelled(`${id}-note`, words.note, this.note, words.noteHelp),
        labelled(`${id}-title`, words.referenceTitle, this.title),
        labelled(`${id}-authors`, words.authors, this.authors, words.authorsHelp),
        labelled(`${id}-link`, words.link, this.link, words.linkHelp),
      );
      this.alert = element('p', { class: 'footnote-dialog__alert', role: 'alert' });
    }

    /** Take up what was typed elsewhere, unless it was changed here since; gives its name. */
    begin(typed) {
      const begun = isLink(typed) ? { note: '', link: typed } : { note: typed, link: '' };
      Object.entries(begun).forEach(([name, text]) => {
        if (this[name].value === this.begun[name]) this[name].value = text;
      });
      this.begun = begun;
      if (!typed) return this.words.writeNew;
      return (begun.link ? this.words.writeLink : this.words.writeThis).replace('%s', () => typed);
    }

    say(text, control) {
      [this.note, this.title, this.link].forEach((each) => each.removeAttribute('aria-invalid'));
      this.alert.textContent = text;
      if (!control) return null;
      control.setAttribute('aria-invalid', 'true');
      control.focus();
      return null;
    }

    read() {
      const { words } = this;
      const [note, title, authors, typed] = [this.note, this.title, this.authors, this.link].map(
        (control) => control.value.trim(),
      );
      if (!note && !title && !typed) return this.say(words.needWords, this.note);
      const doi = doiIn(typed);
      const url = typed && !doi && addressIn(typed);
      if (typed && !doi && !url) return this.say(words.badLink, this.link);
      const values = { note, title, authors };
      if (doi) Object.assign(values, { doi, kind: 'article' });
      else if (url) Object.assign(values, { url, kind: 'web' });
      return values;
    }
  };
})();
