/**
 * The house's library of sources, asked over the network.
 *
 * `window.studioLibrary.search(question)` waits until no newer question follows
 * and resolves to `{ results, more }`, or to null where a newer one followed; it
 * rejects where the library cannot be reached. Also: what a DOI, an address and a
 * note is.
 */
(() => {
  if (window.studioLibrary) return;

  const PAUSE = 200;
  const SHORTEST = 2;
  const LONGEST_SEARCH = 60;

  let asked = null;

  const ask = async (question, signal) => {
    const address = new URL(window.studioReferences.settings().library, window.location.href);
    Object.entries(question).forEach(([name, value]) => address.searchParams.set(name, value));
    const answer = await fetch(address, {
      signal,
      headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' },
    });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  };

  const search = async (question) => {
    asked?.abort();
    const mine = new AbortController();
    asked = mine;
    if (question.trim().length < SHORTEST) return { results: [], more: 0 };
    await new Promise((resolve) => {
      setTimeout(resolve, PAUSE);
    });
    if (mine.signal.aborted) return null;
    try {
      return await ask({ q: question }, mine.signal);
    } catch (fault) {
      if (mine.signal.aborted) return null;
      throw fault;
    }
  };

  /** The source with that id, or undefined. */
  const find = async (id) => (await ask({ id })).results[0];

  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };

  /** The DOI in what somebody typed or pasted; the server has the last word on it. */
  const doiIn = (text) => {
    const [doi] = (text.includes('://') ? decoded(text) : text).match(/10\.\d{4,9}\/\S+/) || [''];
    return doi.replace(/[.,;:)\]}]+$/, '').toLowerCase();
  };

  /** A web address as it is stored; empty where the text is none. */
  const addressIn = (text) => {
    try {
      const url = new URL(/^[a-z]+:/i.test(text) ? text : `https://${text}`);
      return /^https?:$/.test(url.protocol) && url.hostname.includes('.') ? url.href : '';
    } catch {
      return '';
    }
  };

  /** Equal for two spellings of one address. */
  const bare = (address) => address.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');

  /** What is pasted as an address, not typed as words. */
  const isAddress = (text) => /^(https?:\/\/|www\.)\S+$/i.test(text) && Boolean(addressIn(text));

  const isLink = (text) => Boolean(doiIn(text)) || isAddress(text);

  /** A sentence to be kept; "Ker et al." and "Ker, R." are none. */
  const isNote = (text) =>
    text.length > LONGEST_SEARCH || (text.endsWith('.') && !/(^|[\s.])(\p{L}|al)\.$/u.test(text));

  /** Whether what was typed is the DOI or the address of a work, and of this one. */
  const isNamedBy = (facts, typed) => {
    const doi = doiIn(typed);
    if (doi) return doiIn(facts.doi || facts.url) === doi;
    return isAddress(typed) && Boolean(facts.url) && bare(facts.url) === bare(addressIn(typed));
  };

  /** Words without case, accents and marks, as `articles.sources.folded()` leaves them. */
  const folded = (words) =>
    words
      .normalize('NFKD')
      .toLocaleLowerCase()
      .replace(/\p{M}/gu, '')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();

  window.studioLibrary = { search, find, doiIn, addressIn, isLink, isNote, isNamedBy, folded };
})();
