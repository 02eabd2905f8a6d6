/**
 * The references of the article being edited, as they stand in the form now:
 * unsaved ones are there, deleted ones are not.
 *
 * Attached to Wagtail's inline panel "references". Offers
 * `window.studioReferences` to the footnote editor and keeps keys unique,
 * since Wagtail copies the one default key of the empty form into every new row.
 */
(() => {
  if (window.studioReferences) return;

  const RELATION = 'references';
  const listeners = new Set();

  const rows = () => document.getElementById(`id_${RELATION}-FORMS`);

  const prefixOf = (row) => row.id.replace('inline_child_', '');

  const field = (row, name) => row.querySelector(`[name="${prefixOf(row)}-${name}"]`);

  const isDeleted = (row) =>
    row.classList.contains('deleted') || field(row, 'DELETE')?.value === '1';

  const standing = () =>
    rows()
      ? [...rows().querySelectorAll(':scope > [data-inline-panel-child]')].filter(
          (row) => !isDeleted(row),
        )
      : [];

  /** Nine random bytes as twelve URL-safe characters, as the server makes them. */
  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(9));
    return btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_');
  };

  /** Fill a field so that autosave and panels notice. */
  const fill = (input, value) => {
    if (!input || input.value === value) return;
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };

  /** Rows without a key, and later rows of a key that is taken, get a fresh one. */
  const healKeys = () => {
    const taken = new Set();
    standing().forEach((row) => {
      const key = field(row, 'key');
      if (!key) return;
      if (!key.value || taken.has(key.value)) fill(key, newKey());
      taken.add(key.value);
    });
  };

  const summary = (row) => {
    const value = (name) => field(row, name)?.value.trim().replace(/\s+/g, ' ') || '';
    const head = [value('title'), value('authors')].filter(Boolean).join(' – ');
    return [head, value('container'), value('note')].filter(Boolean).join('. ')
      || value('doi')
      || value('url');
  };

  const all = () =>
    standing().map((row) => ({ key: field(row, 'key')?.value || '', summary: summary(row) }));

  // Every marker asks on every change: the answers are kept until the next one.
  let known = null;
  const find = (key) => {
    if (!key || !rows()) return undefined;
    known ??= new Map(all().map((reference) => [reference.key, reference]));
    return known.get(key);
  };

  const addButton = () => document.getElementById(`id_${RELATION}-ADD`);

  /** The longest value a field of a new row takes; 0 where there is no limit. */
  const limit = (name) => {
    const template = document.getElementById(`id_${RELATION}-EMPTY_FORM_TEMPLATE`);
    const input = template?.content.querySelector(`[name$="-${name}"]`);
    return Math.max(input?.maxLength ?? 0, 0);
  };

  /** Add a row through the panel's own button; gives its key, or null if it is full. */
  const add = (values) => {
    const before = standing().length;
    addButton()?.click();
    const row = standing().at(-1);
    if (!row || standing().length === before) return null;
    Object.entries(values).forEach(([name, value]) => fill(field(row, name), value));
    return field(row, 'key').value;
  };

  const isOurs = (target) => Boolean(rows()?.contains(target));
  let frame = 0;
  const refresh = () => {
    known = null;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      listeners.forEach((listener) => listener());
    });
  };
  const tell = ({ target }) => {
    if (isOurs(target)) refresh();
  };
  ['input', 'change', 'w-formset:removed'].forEach((type) =>
    document.addEventListener(type, tell),
  );
  document.addEventListener('w-formset:added', (event) => {
    if (!isOurs(event.target)) return;
    fill(field(event.target, 'key'), newKey());
    tell(event);
  });
  document.addEventListener('w-formset:ready', (event) => {
    if (!isOurs(event.target)) return;
    healKeys();
    tell(event);
  });
  // Wagtail fills in what the server changed without an event of the field's own.
  document.addEventListener('w-autosave:success', refresh);

  window.studioReferences = {
    all,
    find,
    add,
    limit,
    newKey,
    healKeys,
    canAdd: () => Boolean(addButton()) && !addButton().disabled,
    /** Call `listener` after every change; gives the way to stop. */
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
})();
