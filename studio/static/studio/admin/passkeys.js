// Passkeys: what a form asks the browser for, and its answer in the form's field. Without this
// file, or in a browser that knows none, the forms stay hidden.

const toBytes = (text) => {
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
};

const toText = (bytes) => {
  const signs = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte));
  return btoa(signs.join('')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

const withBytes = (found) => ({ ...found, id: toBytes(found.id) });

function understood({ publicKey }) {
  const asked = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (asked.user) asked.user = withBytes(asked.user);
  for (const list of ['allowCredentials', 'excludeCredentials']) {
    if (asked[list]) asked[list] = asked[list].map(withBytes);
  }
  return { publicKey: asked };
}

function told(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: toText(response.clientDataJSON) };
  for (const name of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (response[name]) answer[name] = toText(response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: answer,
  });
}

async function options(form) {
  if (form.dataset.passkey !== 'fetch') return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(`The site answered ${answer.status}.`);
  return (await answer.json()).request_options;
}

async function ask(form) {
  const asked = understood(await options(form));
  const isNew = form.dataset.passkey === 'create';
  return isNew ? navigator.credentials.create(asked) : navigator.credentials.get(asked);
}

async function send(event) {
  const form = event.currentTarget;
  const trouble = form.querySelector('[data-passkey-trouble]');
  event.preventDefault();
  trouble.hidden = true;
  try {
    form.elements.credential.value = told(await ask(form));
  } catch {
    trouble.hidden = false;
    return;
  }
  form.submit();
}

const knowsPasskeys = Boolean(window.PublicKeyCredential && navigator.credentials);
for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.hidden = !knowsPasskeys;
  form.addEventListener('submit', send);
}
for (const words of document.querySelectorAll('[data-passkey-missing]')) {
  words.hidden = knowsPasskeys;
}
