/**
 * The rows of the inline panel "references" and the library.
 *
 * A row that leads there shows its line in place of its facts, which are changed
 * in the library, for all articles, until it is taken out of the library's care.
 * What was typed in another row can be put into the library: the server keeps the
 * work, and the row leads to it as if it had been chosen there. Saved is that with
 * the form alone.
 */
(() => {
  if (window.studioLibraryRows) return;
  window.studioLibraryRows = true;

  const { studioReferences } = window;
  const { field, settings, fill } = studioReferences;
  const { element } = window.studioDialogs;
  /** What was typed in rows that were put into the library since, to be had back. */
  const typed = new WeakMap();
  const asking = new WeakSet();

  const wrapperOf = (input) => input?.closest('.w-panel__wrapper');

  const contentOf = (row) => wrapperOf(field(row, 'note'))?.parentElement;

  /** All fields of a row, a wrapper each, as Wagtail lays them out one below another. */
  const wrappersOf = (row) => [
    ...(contentOf(row)?.querySelectorAll(':scope > .w-panel__wrapper') ?? []),
  ];

  const factsOf = (row) => studioReferences.find(field(row, 'key')?.value)?.facts ?? {};

  const isWork = (row) =>
    Object.entries(factsOf(row)).some(([name, value]) => name !== 'kind' && value);

  const say = (row, text) => {
    row.querySelector('.reference-source__said').textContent = text;
  };

  const release = (row) => {
    // a chooser also forgets the title it shows
    const chooser = field(row, 'source').closest('[data-chooser], .chooser');
    chooser?.querySelector('[data-chooser-action-clear]')?.click();
    fill(field(row, 'source'), '');
    if (typed.has(row)) studioReferences.put(row, typed.get(row));
    typed.delete(row);
    dress(row);
    say(row, settings().words.takenOut);
    field(row, 'title').focus();
  };

  const cardOf = (row) => {
    const standing = row.querySelector('.reference-source');
    if (standing) return standing;
    const { words } = settings();
    const link = element('a', { target: '_blank', rel: 'noopener' }, words.changeInLibrary);
    link.append(element('span', { class: 'w-sr-only' }, ` (${words.opensNewTab})`));
    const button = element(
      'button',
      { type: 'button', class: 'button button-small button-secondary' },
      words.takeOut,
    );
    button.addEventListener('click', () => release(row));
    const card = element(
      'div',
      { class: 'reference-source' },
      element('p', { class: 'reference-source__heading' }, words.fromLibrary),
      element('p', { class: 'reference-source__line' }),
      element('p', { class: 'reference-source__actions' }, link, button),
    );
    const said = element('p', { class: 'reference-source__said', role: 'status' });
    wrapperOf(field(row, 'note')).before(card, said);
    return card;
  };

  // --- putting into the library -----------------------------------------------------

  /** The library's answer: a source and what was done, or a refusal. */
  const send = async (facts) => {
    const token = document.querySelector('[name="csrfmiddlewaretoken"]').value;
    const answer = await fetch(settings().keep, {
      method: 'POST',
      body: new URLSearchParams(facts),
      headers: {
        Accept: 'application/json',
        'X-CSRFToken': token,
        'X-Requested-With': 'XMLHttpRequest',
      },
    });
    if (!answer.ok && answer.status !== 422) throw new Error(answer.statusText);
    return answer.json();
  };

  const putIn = async (row, refusal) => {
    if (asking.has(row)) return;
    asking.add(row);
    refusal.textContent = '';
    const answer = await send(factsOf(row)).catch(() => ({ refusal: settings().words.notPutIn }));
    asking.delete(row);
    // deleted meanwhile, or led to a source
    if (!studioReferences.rows().includes(row) || field(row, 'source').value) return;
    if (!answer.source) {
      refusal.textContent = answer.refusal;
      return;
    }
    typed.set(row, factsOf(row));
    const focused = document.activeElement;
    studioReferences.put(row, { ...answer.source.facts, source: answer.source.id });
    dress(row);
    say(row, answer.said);
    if (row.contains(focused) && !focused.checkVisibility()) {
      row.querySelector('.reference-source button').focus();
    }
  };

  const offerOf = (row) => {
    const standing = row.querySelector('.reference-offer');
    if (standing) return standing;
    const button = element(
      'button',
      { type: 'button', class: 'button button-small button-secondary' },
      settings().words.putIn,
    );
    const refusal = element('p', { class: 'reference-offer__refusal', role: 'alert' });
    button.addEventListener('click', () => putIn(row, refusal));
    const offer = element('div', { class: 'reference-offer' }, button, refusal);
    contentOf(row).append(offer);
    return offer;
  };

  // --- what a row is ----------------------------------------------------------------

  /** Show a row as what it is: of the library, or of this article alone. */
  const dress = (row) => {
    const source = field(row, 'source')?.value || '';
    const isOffered = !source && Boolean(settings().keep) && isWork(row);
    if (!source && !isOffered && !row.querySelector('.reference-source')) return;
    const card = cardOf(row);
    if (settings().keep) offerOf(row).hidden = !isOffered;
    if (source && card.dataset.source !== source) say(row, '');
    card.dataset.source = source;
    card.hidden = !source;
    card.querySelector('.reference-source__line').textContent = studioReferences.line(row);
    const address = settings().source;
    const link = card.querySelector('a');
    link.hidden = !address;
    link.href = address.replace('/0/', `/${encodeURIComponent(source)}/`);
    const note = wrapperOf(field(row, 'note'));
    wrappersOf(row).forEach((wrapper) => {
      const isFaulty = wrapper.querySelector('.error-message');
      wrapper.hidden = Boolean(source) && wrapper !== note && !isFaulty;
    });
  };

  const dressAll = () => {
    if (settings().words.takeOut) studioReferences.rows().forEach(dress);
  };
  studioReferences.watch(dressAll);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', dressAll);
  else dressAll();

  /** A source chosen in the row itself brings its facts. */
  document.addEventListener('change', async ({ target }) => {
    if (studioReferences.isAdding() || !/^references-\d+-source$/.test(target.name || '')) return;
    const id = target.value;
    const row = target.closest('[data-inline-panel-child]');
    if (!id || !row) return;
    const source = await window.studioLibrary.find(id).catch(() => null);
    if (!source || field(row, 'source').value !== id) return;
    Object.entries(source.facts).forEach(([name, value]) => fill(field(row, name), value));
  });
})();
