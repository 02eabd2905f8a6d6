/**
 * The list in the footnote dialog: what a marker may lead to.
 *
 * `new window.StudioFootnoteChoices({ words, id, current, chose })` has a `list` to
 * show: the offer to write a reference, those of this article, and behind them what
 * `shelve()` takes from the library. One of them is marked, or none; `chose` is told
 * which. `current` is the reference that the marker leads to, if there is one.
 */
(() => {
  if (window.StudioFootnoteChoices) return;

  const NEW = 'new';
  const { element } = window.studioDialogs;
  const { isNamedBy, folded } = window.studioLibrary;

  window.StudioFootnoteChoices = class {
    constructor({ words, id, current, chose }) {
      Object.assign(this, { words, id, current, chose });
      this.choices = [];
      // whether it was somebody, with mouse or arrows, who chose
      this.byHand = false;
      this.list = element('fieldset', { class: 'footnote-dialog__list' });
      this.list.append(element('legend', {}, words.references));
      // first, for at the end of a long list nobody would see it
      if (window.studioReferences.canAdd()) this.add({ kind: NEW, text: words.writeNew });
      window.studioReferences.all().forEach((reference) => this.addReference(reference));
      this.shelf = element('div', { hidden: true });
      this.list.append(this.shelf);
      this.list.addEventListener('change', () => {
        this.byHand = true;
        this.choose(this.chosen());
      });
    }

    addReference({ key, facts, summary, note, source }) {
      const choice = this.add({ key, text: summary || this.words.empty });
      Object.assign(choice, { facts, source });
      choice.searched = folded([...Object.values(facts), note, summary].join(' '));
    }

    add({ kind, key, text, into = this.list }) {
      const radio = element('input', { type: 'radio', name: `${this.id}-reference` });
      const label = element('span', {}, text);
      const row = element('label', { class: 'footnote-dialog__choice' }, radio, label);
      const choice = { isNew: kind === NEW, key, radio, row, label };
      this.choices.push(choice);
      into.append(row);
      return choice;
    }

    chosen() {
      return this.choices.find(({ radio }) => radio.checked);
    }

    standing() {
      return this.choices.filter(({ row }) => !row.hidden);
    }

    isByHand() {
      return this.byHand || this.list.contains(document.activeElement);
    }

    /**
     * Before anything is typed what the marker leads to, and nothing where that is gone;
     * then a reference that is there, before the offer to write one.
     */
    preferred(typed) {
      if (this.current !== undefined && !typed) {
        return this.choices.find(({ key }) => key && key === this.current);
      }
      const standing = this.standing().filter(({ result }) => !result);
      return standing.find(({ key }) => key) || standing[0];
    }

    choose(choice) {
      this.choices.forEach((each) => {
        each.radio.checked = each === choice;
        each.row.classList.toggle('footnote-dialog__choice--chosen', each === choice);
      });
      this.show();
      this.chose(choice);
    }

    /** Scroll to what is marked. */
    show() {
      this.chosen()?.row.scrollIntoView({ block: 'nearest' });
    }

    /** Arrows lead from the field into the list, to the next row. */
    step(event) {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      const standing = this.standing();
      const at = standing.indexOf(this.chosen()) + (event.key === 'ArrowDown' ? 1 : -1);
      const next = standing[Math.min(Math.max(at, 0), standing.length - 1)];
      this.byHand = true;
      this.choose(next);
      next?.radio.focus();
    }

    /** Show the references that have all the words; the offer to write one stays. */
    narrow(typed) {
      const wanted = folded(typed).split(' ');
      this.byHand = false;
      this.dropResults();
      this.choices.forEach((choice) => {
        const stands =
          choice.isNew ||
          isNamedBy(choice.facts, typed) ||
          wanted.every((word) => choice.searched.includes(word));
        choice.row.hidden = !stands;
      });
      this.choose(this.preferred(typed));
    }

    /** Say what the new reference would be. */
    nameOffer(text) {
      const offer = this.choices.find(({ isNew }) => isNew);
      if (offer) offer.label.textContent = text;
    }

    dropResults() {
      this.choices = this.choices.filter(({ result }) => !result);
      this.shelf.replaceChildren();
      this.shelf.hidden = true;
    }

    /** Show what the library has; gives the words to say of it. */
    shelve({ results, more }) {
      const { words } = this;
      const here = new Set(this.standing().map(({ source }) => source).filter(Boolean));
      const others = window.studioReferences.canAdd()
        ? results.filter(({ id }) => !here.has(String(id)))
        : [];
      const references = this.standing().filter(({ key }) => key).length;
      if (!others.length) return references ? '' : words.noMatch;
      this.shelf.hidden = false;
      this.shelf.append(
        element('p', { class: 'footnote-dialog__shelf', id: `${this.id}-shelf` }, words.library),
      );
      others.forEach((result) => {
        const choice = this.add({ text: result.line, into: this.shelf });
        choice.result = result;
        choice.radio.setAttribute('aria-describedby', `${this.id}-shelf`);
      });
      if (more) {
        const rest = element('p', { class: 'footnote-dialog__help' }, words.more.replace('%s', more));
        this.shelf.append(rest);
      }
      return words.found.replace('%1', references).replace('%2', others.length + more);
    }

    /** The first of the library that `isMeant`. */
    found(isMeant) {
      return this.choices.find(({ result }) => result && isMeant(result));
    }
  };
})();
