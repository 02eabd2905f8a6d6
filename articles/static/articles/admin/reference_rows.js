/**
 * The rows of the inline panel "references".
 *
 * The heading of a row says its markers' numbers and its first words. Before a
 * cited one is deleted, its editor is told how many markers cite it, and where.
 */
(() => {
  if (window.studioReferenceRows) return;
  window.studioReferenceRows = true;

  const { studioReferences, studioCitations } = window;
  const { field, settings } = studioReferences;
  const { element } = window.studioDialogs;
  const QUOTED_WORDS = 4;
  const MOST_PLACES = 5;
  const HEADING = 60;

  // --- what a row is, in its heading ------------------------------------------------

  /** The numbers of its markers, and its first words. */
  const headingOf = (row) => {
    const key = field(row, 'key')?.value;
    const labels = studioCitations.of(key).map(studioCitations.labelOf).filter(Boolean);
    const numbers = [...new Set(labels)];
    const rest = numbers.length > MOST_PLACES ? ', …' : '';
    const summary = studioReferences.find(key)?.summary || '';
    const words =
      summary.length > HEADING ? `${summary.slice(0, HEADING - 1).trimEnd()}…` : summary;
    return `${numbers.slice(0, MOST_PLACES).join(', ')}${rest} ${words}`.trim();
  };

  const nameRow = (row) => {
    const heading = row.querySelector('[data-panel-heading]');
    if (!heading) return;
    let said = heading.querySelector('.reference-heading');
    if (!said) {
      said = element('span', { class: 'reference-heading' });
      heading.append(' ', said);
    }
    const text = headingOf(row);
    if (said.textContent !== text) said.textContent = text;
  };

  const nameAll = () => studioReferences.rows().forEach(nameRow);
  studioReferences.watch(nameAll);
  studioCitations.watch(nameAll);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', nameAll);
  else nameAll();

  // --- the row that the address names -----------------------------------------------

  /**
   * Wagtail scrolls there smoothly, and stops where its fields grow meanwhile.
   * At once, when the rows stand, the browser's own scroll anchoring keeps the place.
   */
  const showNamed = () => {
    const named = document.getElementById(window.location.hash.slice(1));
    const row = named?.closest('[data-inline-panel-child]');
    if (!row || !studioReferences.rows().includes(row)) return;
    named.scrollIntoView({ behavior: 'instant', block: 'start' });
  };
  if (window.location.hash) {
    if (document.readyState === 'complete') showNamed();
    else window.addEventListener('load', () => setTimeout(showNamed));
  }

  // --- deleting what is cited -----------------------------------------------------

  /** The last words before a marker, to say where it stands. */
  const wordsBefore = (marker) => {
    const block = marker.closest('[data-block]');
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEndBefore(marker);
    const text = range.toString().replaceAll('†', '').replace(/[\s\u200b\ufeff]+/g, ' ').trim();
    return text.split(' ').slice(-QUOTED_WORDS).join(' ');
  };

  const placeWords = (marker) => {
    const { words } = settings();
    const before = wordsBefore(marker);
    const place = before ? words.after.replace('%s', () => before) : words.atStart;
    return `${studioCitations.labelOf(marker)} ${place}`.trim();
  };

  const ask = (markers) => {
    const { words } = settings();
    const button = (classname, text, attributes = {}) =>
      element('button', { type: 'button', class: `button ${classname}`, ...attributes }, text);
    const keep = button('', words.keep, { autofocus: true });
    const withMarkers = button('no button-secondary', words.deleteWithMarkers);
    const alone = button('no button-secondary', words.deleteAlone);
    const places = markers.slice(0, MOST_PLACES).map((each) => element('li', {}, placeWords(each)));
    if (markers.length > MOST_PLACES) {
      const rest = markers.length - MOST_PLACES;
      places.push(element('li', {}, words.more.replace('%s', rest)));
    }
    const often = words.citedOften.replace('%s', markers.length);
    const dialog = element(
      'dialog',
      {
        class: 'footnote-dialog',
        'aria-labelledby': 'reference-deletion-heading',
        'aria-describedby': 'reference-deletion-count',
      },
      element(
        'div',
        { class: 'footnote-dialog__asking' },
        element('h2', { id: 'reference-deletion-heading' }, words.deleteTitle),
        element(
          'p',
          { id: 'reference-deletion-count' },
          markers.length === 1 ? words.citedOnce : often,
        ),
        element('ul', { class: 'footnote-dialog__places' }, ...places),
        element('div', { class: 'footnote-dialog__buttons' }, keep, withMarkers, alone),
      ),
    );
    document.body.append(dialog);
    return new Promise((resolve) => {
      const close = (answer) => {
        dialog.close();
        dialog.remove();
        resolve(answer);
      };
      keep.addEventListener('click', () => close(null));
      withMarkers.addEventListener('click', () => close('markers'));
      alone.addEventListener('click', () => close('alone'));
      dialog.addEventListener('cancel', (event) => {
        event.preventDefault();
        close(null);
      });
      dialog.addEventListener('keydown', (event) => event.stopPropagation());
      dialog.showModal();
    });
  };

  const remove = async (row, key, markers, button) => {
    const answer = await ask(markers);
    if (answer === 'markers') {
      window.studioPassages.removeMarkers(key);
      studioReferences.withdraw(key);
    } else if (answer) {
      studioReferences.remove(row);
    } else {
      button.focus();
      return;
    }
    document.getElementById('id_references-ADD').focus();
  };

  // Before Wagtail's own listener at the button.
  document.addEventListener(
    'click',
    (event) => {
      const button = event.target.closest?.('button[id$="-DELETE-button"]');
      const row = button?.closest('[data-inline-panel-child]');
      if (!row || studioReferences.isUnasked() || !studioReferences.rows().includes(row)) return;
      const key = field(row, 'key')?.value;
      const markers = key ? studioCitations.of(key) : [];
      if (!markers.length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      remove(row, key, markers, button);
    },
    true,
  );
})();
