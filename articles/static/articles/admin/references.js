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
  /** What is known of a work; the fields a library fills. */
  const FACTS = [
    'kind', 'title', 'authors', 'container', 'volume', 'issue', 'pages', 'publisher',
    'year', 'doi', 'isbn', 'url', 'accessed_on', 'archive_url',
  ];
  const listeners = new Set();

  const rows = () => document.getElementById(`id_${RELATION}-FORMS`);

  let read = null;
  /** What the server says beside the panel: numbering, addresses, words. */
  const settings = () => {
    const panel = document.querySelector('[data-references]');
    if (panel && !read) read = JSON.parse(panel.dataset.references);
    return read || { words: {} };
  };

  const prefixOf = (row) => row.id.replace('inline_child_', '');

  const field = (row, name) => row.querySelector(`[name="${prefixOf(row)}-${name}"]`);

  const valueOf = (row, name) => field(row, name)?.value.trim() ?? '';

  const isDeleted = (row) =>
    row.classList.contains('deleted') || field(row, 'DELETE')?.value === '1';

  const everyRow = () =>
    rows() ? [...rows().querySelectorAll(':scope > [data-inline-panel-child]')] : [];

  const standing = () => everyRow().filter((row) => !isDeleted(row));

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
    const offered = input instanceof HTMLSelectElement ? [...input.options] : null;
    if (offered && !offered.some((option) => option.value === value)) return;
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

  const inOneLine = (row, name) => valueOf(row, name).replace(/\s+/g, ' ');

  /** One behind the other, with a full stop between them, and no second one. */
  const sentences = (...parts) =>
    parts
      .filter(Boolean)
      .reduce((said, part) => (said ? `${said.replace(/\.$/, '')}. ${part}` : part), '');

  /** What is known of the work, in short. */
  const line = (row) => {
    const head = [inOneLine(row, 'title'), inOneLine(row, 'authors')].filter(Boolean).join(' – ');
    return sentences(head, inOneLine(row, 'container'));
  };

  const summary = (row) =>
    sentences(line(row), inOneLine(row, 'note'))
    || inOneLine(row, 'doi')
    || inOneLine(row, 'url');

  /** A reference as scripts know it: names of fields and their values, its key, its words. */
  const told = (row) => ({
    key: field(row, 'key')?.value || '',
    source: valueOf(row, 'source'),
    note: valueOf(row, 'note'),
    facts: Object.fromEntries(FACTS.map((name) => [name, valueOf(row, name)])),
    summary: summary(row),
  });

  const all = () => standing().map(told);

  // Every marker asks on every change: the answers are kept until the next one.
  let known = null;
  const find = (key) => {
    if (!key || !rows()) return undefined;
    known ??= new Map(all().map((reference) => [reference.key, reference]));
    return known.get(key);
  };

  /** A deleted one that the form still holds. */
  const deleted = (key) => {
    const row = key && everyRow().find((each) => field(each, 'key')?.value === key);
    return row && told(row);
  };

  const rowOf = (key) => standing().find((row) => field(row, 'key')?.value === key);

  const addButton = () => document.getElementById(`id_${RELATION}-ADD`);

  /** The longest value a field of a new row takes; 0 where there is no limit. */
  const limit = (name) => {
    const template = document.getElementById(`id_${RELATION}-EMPTY_FORM_TEMPLATE`);
    const input = template?.content.querySelector(`[name$="-${name}"]`);
    return Math.max(input?.maxLength ?? 0, 0);
  };

  // While a row is filled in by us, nobody need ask what its source says.
  let adding = false;

  /** Fill fields of a row; too long a value is cut off. */
  const put = (row, values) => {
    adding = true;
    Object.entries(values).forEach(([name, given]) => {
      const most = limit(name);
      fill(field(row, name), most ? String(given).slice(0, most) : String(given));
    });
    adding = false;
    known = null;
  };

  /** Add a row through the panel's own button; gives its key, or null if it is full. */
  const add = (values) => {
    const before = standing().length;
    addButton()?.click();
    const row = standing().at(-1);
    if (!row || standing().length === before) return null;
    put(row, values);
    return field(row, 'key').value;
  };

  /** Whether no row, not even a deleted one, has that key. */
  const isFree = (key) =>
    Boolean(key) && everyRow().every((row) => field(row, 'key')?.value !== key);

  // Rows that left together with their last marker, and may come back with it.
  const withdrawn = new Map();
  let unasked = false;

  /** Delete a row through its own button, without a question. */
  const remove = (row) => {
    unasked = true;
    document.getElementById(`id_${prefixOf(row)}-DELETE-button`)?.click();
    unasked = false;
  };

  const withdraw = (key) => {
    const row = rowOf(key);
    if (!row) return;
    withdrawn.set(key, row);
    remove(row);
  };

  const restore = (key) => {
    const row = withdrawn.get(key);
    withdrawn.delete(key);
    if (!row?.isConnected || find(key)) return;
    window.jQuery(row).stop(true, true).removeClass('deleted').show();
    fill(field(row, 'DELETE'), '');
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
    FACTS,
    settings,
    all,
    find,
    deleted,
    add,
    put,
    limit,
    newKey,
    healKeys,
    isFree,
    remove,
    /** Delete a row, so that it may come back. */
    withdraw,
    restore,
    isAdding: () => adding,
    rows: standing,
    field,
    line,
    fill,
    isWithdrawn: (key) => withdrawn.has(key),
    /** Whether a row is being deleted by us, so that nobody need be asked. */
    isUnasked: () => unasked,
    canAdd: () => Boolean(addButton()) && !addButton().disabled,
    /** Call `listener` after every change; gives the way to stop. */
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
})();
